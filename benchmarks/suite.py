"""`make test` of this commit beside that of the first edition's, each in a clone of its own, in turn on one machine.

An hour of work, so it runs only where it is named.
"""

from __future__ import annotations

import os
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
_COSTS = ("processor seconds", "processor seconds of the machine", "wall seconds")
_WITHOUT = ["env", "-u", "PYTHONPATH", "-u", "SITE_URL"]


def measure(sizes: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report: tests, processor and wall seconds, and their ratios; then parts of this commit's."""
    now = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, text=True).strip()
    heads = ["commit", "tests passed", *(one + of for of in ("", ", : first") for one in _COSTS)]
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    first: list[float] = []
    for commit in (FIRST, now):
        clone = scratch / commit
        subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(clone)], check=True)
        subprocess.run(["git", "checkout", "--quiet", commit], cwd=clone, check=True)
        program(["make", "-s", ".venv/.ready"], clone)
        log = clone.with_suffix(".log")
        before = _busy()
        cost = program(
            [*_WITHOUT, "sh", "-c", 'make test >"$1" 2>&1 || { tail -n 20 "$1"; exit 1; }', "sh", str(log)], clone
        )
        costs = [cost.cpu, _busy() - before, cost.wall]
        first = first or costs
        passed = re.findall(r"(\d+) passed", log.read_text("utf-8"))[-1]
        ratios = [f"{now / then:.2f}" for now, then in zip(costs, first, strict=True)]
        lines.append(f"| {' | '.join([commit, passed, *(f'{one:.0f}' for one in costs), *ratios])} |")
        print(lines[-1], flush=True)
    return "\n".join([*lines, "", _NOTE, "", *_parts(scratch / now)])


_NOTE = """\
`make test` of each, one after the other on one machine; set-up is not counted. Processor seconds leave out browsers and
servers that outlive the call which started them; those of the machine leave out nothing, and it did nothing else.

### One part of it

`make test TESTS=`, once set up and with the site that it needs at hand. 20 seconds are asked."""


def _busy() -> float:
    """Seconds in which processors of this Linux machine have worked since it began, for whatever program."""
    user, nice, system, _, _, irq, softirq, *_ = map(
        int, Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:]
    )
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def _parts(clone: Path) -> Iterator[str]:
    yield "| part | wall seconds | processor seconds |"
    yield "|---|---|---|"
    for part in PARTS:
        cost = program([*_WITHOUT, "make", "test", f"TESTS={part}"], clone)
        yield f"| {part} | {cost.wall:.1f} | {cost.cpu:.1f} |"
