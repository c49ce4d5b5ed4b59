"""`make test` of this commit beside that of the first edition's, each in a clone of its own, in turn on one machine.

An hour of work, so it runs only where it is named.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generator import PROJECT
from benchmarks.process import program

FIRST = "488148d"


def measure(sizes: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report: tests, processor and wall seconds, and their ratios; about an hour."""
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
        cost = program(
            ["env", "-u", "PYTHONPATH", "-u", "SITE_URL", "sh", "-c", 'make test >"$1" 2>&1', "sh", str(log)], clone
        )
        first = first or cost
        passed = re.findall(r"(\d+) passed", log.read_text("utf-8"))[-1]
        lines.append(
            f"| {commit} | {passed} | {cost.cpu:.0f} | {cost.wall:.0f} "
            f"| {cost.cpu / first.cpu:.2f} | {cost.wall / first.wall:.2f} |"
        )
        print(lines[-1], flush=True)
    return "\n".join(lines)
