"""`make bench`: measure, and write benchmarks/RESULTS.md. Ratios within one run count; seconds depend on the machine.

`python -m benchmarks builds 65 300` runs one part with sizes of its own and replaces only its section.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import builds, edit, hostile, lighthouse, other_generators, search, suite, wire
from benchmarks.handbooks import THIS

RESULTS = Path(__file__).parent / "RESULTS.md"
_TOOLS = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin")
_PARTS: dict[str, tuple[str, Callable[[Sequence[int], int, Path], str], Sequence[int], int]] = {
    "builds": ("Builds", builds.measure, (THIS, 300, 1000, 3000), 3),
    "others": ("Beside other generators", other_generators.measure, (THIS, 1000), 3),
    "hostile": ("What a hostile megabyte costs the check", hostile.measure, (1, 999), 1),
    "edit": ("From a saved edit to the served page", edit.measure, (THIS, 1000), 3),
    "wire": ("On the wire", wire.measure, (THIS, 1000, 3000), 1),
    "search": ("Search, beside other engines", search.measure, (), 1),
    "lighthouse": ("Lighthouse", lighthouse.measure, (THIS,), 5),
    "suite": ("The suite", suite.measure, (), 1),
}
_HEAD = """\
# Results

Written by `make bench`. Each section was measured in one run, with the peer beside it on the same text; ratios count,
seconds depend on the machine. A handbook is this one (size 0) or made by `benchmarks/generator.py` in the project's own
content model; the peer is MkDocs Material as shipped, fed the Markdown that our macros give.

The aims: all of a build at most 0.5 of stock Material's processor time at this handbook's size and 0.3 at 1,000 articles;
a growth exponent of at most 1.05; no more memory than stock; at most 18 KB for a cold article; LCP at most 1.08 of the
same HTML without style and script, no layout shift, 100 in all four categories; the suite at most 0.35 of the first
edition's; 0.3 s of processor time for the findings of a saved article, and 1.0 at 1,000; 0.2 of a whole build for one
after a changed sentence. Where a table shows more, the aim is not reached; what stands in the way, and what was tried, is
told in `docs/contribute/decisions/building.md` and `speed.md`.
"""


def main(arguments: Sequence[str]) -> None:
    """Measure the parts named, or all; numbers are the sizes, in articles."""
    sizes = [int(one) for one in arguments if one.isdigit()]
    names = [one for one in arguments if not one.isdigit()] or [one for one in _PARTS if one != "suite"]  # an hour more
    for name in names:
        title, measure, usual, runs = _PARTS[name]
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as scratch:
            _write(title, measure(sizes or usual, runs, Path(scratch)))


def _write(title: str, body: str) -> None:
    """Put a section into the report in place of its last one."""
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", _old(), re.MULTILINE | re.DOTALL))
    tools = ", ".join(f"{name} {version(name)}" for name in _TOOLS)
    commit = subprocess.run(["git", "rev-parse", "--short=8", "HEAD"], capture_output=True, text=True).stdout.strip()
    cores = f"{platform.machine()}, {os.cpu_count()} cores"
    machine = f"Commit {commit}; {cores}, Python {platform.python_version()}; {tools}."
    sections[title] = f"\n{machine}\n\n{body}\n\n"
    order = [one[0] for one in _PARTS.values() if one[0] in sections]
    text = _HEAD + "".join(f"\n## {one}\n{sections[one].rstrip()}\n" for one in order)
    RESULTS.write_text(text, "utf-8")


def _old() -> str:
    return RESULTS.read_text("utf-8") if RESULTS.is_file() else ""


if __name__ == "__main__":
    main(sys.argv[1:])
