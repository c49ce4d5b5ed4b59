"""`make test` of this commit beside that of the first edition's, each in a clone of its own, in turn on one machine.

An hour of work, so it runs only where it is named.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.generator import PROJECT
from benchmarks.process import program

FIRST = "488148d"
PARTS = (
    "tests/test_javascript.py",
    "tests/test_import.py",
    "tests/test_citations.py",
    "tests/browser/test_fold.py",
    "tests/evidence",
    "tests/browser/test_search.py",
    "tests/test_build.py",
    "tests/attacks",
)
_WITHOUT = ["env", "-u", "PYTHONPATH", "-u", "SITE_URL"]


def measure(sizes: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report: tests, processor and wall seconds, and their ratios; then parts of this commit's."""
    now = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, text=True).strip()
    lines = ["| commit | tests passed | processor seconds | wall seconds | : first, processor | : first, wall |"]
    lines.append("|" + "---|" * 6)
    first = None
    for commit in (FIRST, now):
        clone = scratch / commit
        subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(clone)], check=True)
        subprocess.run(["git", "checkout", "--quiet", commit], cwd=clone, check=True)
        program(["make", "-s", ".venv/.ready"], clone)
        log = clone.with_suffix(".log")
        cost = program([*_WITHOUT, "sh", "-c", 'make test >"$1" 2>&1', "sh", str(log)], clone)
        first = first or cost
        passed = re.findall(r"(\d+) passed", log.read_text("utf-8"))[-1]
        lines.append(
            f"| {commit} | {passed} | {cost.cpu:.0f} | {cost.wall:.0f} "
            f"| {cost.cpu / first.cpu:.2f} | {cost.wall / first.wall:.2f} |"
        )
        print(lines[-1], flush=True)
    return "\n".join([*lines, "", _NOTE, "", *_parts(scratch / now)])


_NOTE = """\
`make test` of each, one after the other on one machine; set-up is not counted. Processor seconds leave out browsers and
servers that outlive the call which started them.

### One part of it

`make test TESTS=`, once set up and with the site that it needs at hand. 20 seconds are asked."""


def _parts(clone: Path) -> Iterator[str]:
    yield "| part | wall seconds | processor seconds |"
    yield "|---|---|---|"
    for part in PARTS:
        cost = program([*_WITHOUT, "make", "test", f"TESTS={part}"], clone)
        yield f"| {part} | {cost.wall:.1f} | {cost.cpu:.1f} |"
