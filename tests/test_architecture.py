"""The structure of the code: imports point one way, and each part keeps to its folder."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
MACROS = PROJECT / "macros"
ASKED = {"mkdocs.utils.meta"}  # how a builder reads front matter, which the check compares with its own reading
BUILDERS = {"mkdocs", "mkdocs_macros", "material", "properdocs", "zensical"}
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "markdown_extensions": {"handbook", "markdown_extensions"},
    "handbook": {"model", "errors", "handbook"},
    "render": {"model", "handbook", "render", "markdown_extensions"},
    "checks": {"model", "errors", "handbook", "markdown_extensions", "checks"},
    "editing": {"model", "errors", "handbook", "editing"},
    "exports": {"model", "errors", "handbook", "exports", "markdown_extensions"},
    "ci": {"model", "errors", "handbook", "ci"},
    "builders": {"model", "handbook", "render", "markdown_extensions", "builders"},
    "site": {"model", "errors", "handbook", "checks", "exports", "builders", "markdown_extensions", "site"},
    "devserver": {"model", "handbook", "checks", "builders", "site", "devserver"},
    "cli": {"model", "errors", "handbook", "render", "checks", "editing", "exports", "ci", "site", "devserver", "cli"},
    "__init__": {"builders"},
    "__main__": {"cli"},
}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively, which one of the builders cannot follow"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


FILES = sorted(MACROS.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(MACROS).as_posix() for path in FILES])
def test_imports_point_one_way(path: Path) -> None:
    folder = path.relative_to(MACROS).parts[0].removesuffix(".py")
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "macros":
            assert rest.partition(".")[0] in MAY_IMPORT[folder], f"{path} imports {name}"


def test_a_file_is_found_by_its_name_alone() -> None:
    tests = PROJECT / "tests"
    names = Counter(path.name for folder in (MACROS, tests) for path in folder.rglob("*.py"))
    said_by_their_folder = {"__init__.py", "__main__.py", "conftest.py"}
    assert [name for name, times in names.items() if times > 1 and name not in said_by_their_folder] == []


def test_nothing_imports_a_builder() -> None:
    for path in FILES:
        assert not BUILDERS & {name.partition(".")[0] for name in imports(path) if name not in ASKED}, path


def test_the_entry_point_and_the_adapter_stay_small() -> None:
    assert len((MACROS / "__init__.py").read_text("utf-8").splitlines()) <= 15
    assert len((MACROS / "builders" / "adapter.py").read_text("utf-8").splitlines()) <= 65


def test_no_front_matter_key_hides_a_macro() -> None:
    from macros.render import MACROS as names

    for kind in ("article", "page"):
        keys = json.loads((MACROS / "schemas" / f"{kind}.json").read_text("utf-8"))["properties"]
        assert not set(keys) & set(names)


def test_every_module_says_what_it_is_for() -> None:
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        named = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
        assert ast.get_docstring(tree) or any(ast.get_docstring(node) for node in named), path


TAG = re.compile(r"</[\w:]|<[\w:]+ [^<>]*=|<(?:br|hr|img|input|link|meta)\b")
TAGS_ALLOWED = {
    "checks/kept_permalinks.py": "a sentence shows what to write",
    "markdown_extensions/prerendered.py": "its mark looks like a tag, and is gone before a page is written",
}


def hand_written_tags(tree: ast.AST) -> Iterator[int]:
    """The lines of strings that hold a tag and would not escape what is put into them; patterns and docstrings may."""
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Markup":
            passed |= {one for one in node.args if isinstance(one, ast.Constant)}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            passed |= {part for one in node.args for part in ast.walk(one)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            passed |= set(node.values)
        if node not in passed and TAG.search(written(node)):
            yield node.lineno


def written(node: ast.AST) -> str:
    """What stands in a string, with a letter for each value that it is given."""
    if isinstance(node, ast.JoinedStr):
        return "".join(written(one) if isinstance(one, ast.Constant) else "x" for one in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize(
    "code",
    ['f"<b>{x}</b>"', 'f"<{x}>{y}</{x}>"', '"<b>%s</b>" % x', '"<b>" + x + "</b>"', '"<b>{}</b>".format(x)',
     'Markup(f"<b>{x}</b>")', '["<ul>", "</ul>"]', "f'<a href=\"{x}\">'"],
)  # fmt: skip
def test_html_put_together_by_hand_is_seen(code: str) -> None:
    assert list(hand_written_tags(ast.parse(code))) == [1]


@pytest.mark.parametrize("code", ['Markup("<b>{}</b>").format(x)', 're.sub("</b>", "", x)', '"""Like <b>x</b>."""'])
def test_html_that_is_escaped_may_be_written(code: str) -> None:
    assert not list(hand_written_tags(ast.parse(code)))


def test_no_html_is_put_together_by_hand() -> None:
    """Templates and Markup escape what they are given; an f-string does not, and one forgotten escape is an injection."""
    found, used = [], set()
    for path in FILES:
        name = path.relative_to(MACROS).as_posix()
        lines = list(hand_written_tags(ast.parse(path.read_text("utf-8"))))
        if allowed := {name, name.partition("/")[0]} & TAGS_ALLOWED.keys():
            used |= allowed if lines else set()
        else:
            found += [f"{name}:{line}" for line in lines]
    assert not found
    assert used == TAGS_ALLOWED.keys(), "take out of the list what has no tag any more"


def test_committed_files_name_no_place_of_one_machine() -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)
    machine = re.compile(r"(?<![\w.])/(?:home/[a-z]|Users/[A-Z]|work/)|--(?:extra-)?index-url")
    for name in filter(None, done.stdout.split("\0")):
        path = PROJECT / name
        if path != Path(__file__) and path.is_file() and path.suffix not in (".png", ".ico", ".woff2"):
            found = machine.search(path.read_text("utf-8"))
            assert not found, f"{name}: {found and found[0]}"
