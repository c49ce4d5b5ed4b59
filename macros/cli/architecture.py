"""What `kb docs` says of the code itself: a drawing and a table of which folder imports which, read from the files."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

from macros.handbook.html_templates import fill

PICTURE = "docs/_data/pictures/architecture.svg"
PACKAGE = Path(__file__).parent.parent
# Where each stands from left to right, so that no line crosses a name.
COLUMNS = {
    "model": 30, "errors": 110, "markdown_extensions": 80, "handbook": 75, "render": 30, "checks": 90,
    "exports": 150, "editing": 200, "ci": 270, "builders": 30, "site": 90, "devserver": 90, "cli": 150,
}  # fmt: skip
_ROW, _TOP = 56, 18
_ABOVE, _BELOW = 14, 6  # a line ends so far above and below the foot of a name

Imports = Mapping[str, frozenset[str]]


def imports() -> Imports:
    """Return, for each folder or lone module of the package, which others it imports."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if not name.startswith("_"):
            found.setdefault(name, set()).update(_imported(path))
    return {name: frozenset(others & found.keys() - {name}) for name, others in found.items()}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        for name in names:
            top, _, rest = name.partition(".")
            if top == "macros":
                yield from [rest.partition(".")[0]] if rest else (one.name for one in getattr(node, "names", ()))


def levels(found: Imports) -> dict[str, int]:
    """Return how deep each stands: one below the deepest of those that it imports."""
    known: dict[str, int] = {}
    for name in TopologicalSorter(found).static_order():
        known[name] = 1 + max((known[one] for one in found[name]), default=-1)
    return known


def lines(found: Imports) -> Iterator[tuple[str, str]]:
    """Yield who imports whom, without what follows from other lines."""

    def reached(name: str) -> set[str]:
        return set(found[name]).union(*map(reached, found[name]))

    for name, others in found.items():
        further = set().union(*map(reached, others))
        yield from ((name, one) for one in sorted(others - further))


def drawing() -> str:
    """Return the drawing as a file of pictures."""
    found = imports()
    foot = {name: _TOP + _ROW * level for name, level in levels(found).items()}
    path = "".join(
        f"M{COLUMNS[name]} {foot[name] - _ABOVE}L{COLUMNS[one]} {foot[one] + _BELOW}" for name, one in lines(found)
    )
    words = (
        f"{len(found)} parts of the program in {max(levels(found).values()) + 1} rows, each with a line up to those that it builds on, from the command "
        "at the bottom to the records at the top. The table below says the same in words."
    )
    names = [(COLUMNS[name], foot[name], name) for name in found]
    return fill("architecture.svg", height=max(foot.values()) + _BELOW, words=words, path=path, names=names) + "\n"


def table() -> Iterator[str]:
    """Yield the page's list: what each part does, by its own first sentence, and what it imports."""
    yield "## All parts { #parts }\n\n| Part | What it does | Imports |\n|---|---|---|"
    found = imports()
    for name, _ in sorted(levels(found).items(), key=lambda one: (one[1], one[0])):
        others = ", ".join(f"`{one}`" for one in sorted(found[name])) or "nothing of ours"
        yield f"| `{name}` | {_about(name)} | {others} |"


def _about(name: str) -> str:
    path = PACKAGE / name / "__init__.py" if (PACKAGE / name).is_dir() else PACKAGE / f"{name}.py"
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split()).replace("|", "\\|").replace("{{ ... }}", "...")
