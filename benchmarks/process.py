"""Run a command and count what it cost, its children included."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SITE_URL = "https://handbook.example/"
ENVIRONMENT = {
    **os.environ, "NO_MKDOCS_2_WARNING": "1", "ASTRO_TELEMETRY_DISABLED": "1", "DISABLE_MKDOCS_2_WARNING": "true",
    "SITE_URL": SITE_URL, "SOURCE_DATE_EPOCH": "1767225600", "PYTHONDONTWRITEBYTECODE": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds (user and system) of a process and its children, wall seconds, and peak memory in MiB."""

    cpu: float
    wall: float
    memory: float


def run(arguments: Sequence[str], folder: Path, fails: bool = False) -> Cost:
    """Run `python -m ...` in a folder, as `program` does."""
    return program([sys.executable, "-m", *arguments], folder, fails)


def program(arguments: Sequence[str], folder: Path, fails: bool = False) -> Cost:
    """Run a program in a folder; it must succeed, or may exit with 1 if it `fails`. Ends the benchmark with the program's own words if not."""
    command = [sys.executable, "-P", __file__, *arguments]  # by its path: a clone has a benchmarks folder of its own
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join([str(folder), str(Path(__file__).parent.parent)])}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode > int(fails):
        raise SystemExit(f"{' '.join(arguments)} failed in {folder}:\n{(done.stdout + done.stderr)[-2000:]}")
    cpu, wall, memory = done.stdout.splitlines()[-1].split()
    return Cost(float(cpu), float(wall), float(memory))


def _measure(arguments: Sequence[str]) -> int:
    start = time.monotonic()
    done = subprocess.run(arguments, stdout=sys.stderr)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024)
    return done.returncode


if __name__ == "__main__":
    sys.exit(_measure(sys.argv[1:]))
