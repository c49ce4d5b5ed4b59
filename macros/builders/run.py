"""Runs a builder's own command, strictly, in a process of its own: builders replace modules and leave traces.

Where it is safe that process begins as a copy of this one, so that the handbook need not be read again.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import runpy
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from macros.builders.adapter import CHECKED
from macros.handbook.settings import repository
from macros.model import Diagnostic, Location

COMMANDS = {
    "mkdocs": ("mkdocs", "build", "--strict", "--site-dir"),
    "properdocs": ("properdocs", "build", "--strict", "--site-dir"),
    "one page": ("mkdocs", "build", "--dirty", "--site-dir"),
}
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def run_builder(root: Path, site: Path, builder: str = "mkdocs", checked: str = "") -> list[Diagnostic]:
    """Let a builder write the site of the project at `root`; its warnings as one finding, or nothing when it is content.

    With `checked`, the stamp of a handbook, it builds that one and refuses any other.
    """
    environment = {**os.environ, **repository(os.environ), **_QUIET, **({CHECKED: checked} if checked else {})}
    code, said = run_module([*COMMANDS[builder], str(site)], root, environment)
    if not code:
        return []
    lines = [line for line in said.splitlines() if not line.startswith("INFO")]
    message = f"{builder} build failed. It says:\n" + "\n".join(_without_traceback(lines))
    return [Diagnostic(Location("mkdocs.yml"), "KB900", message.rstrip())]


def run_module(command: Sequence[str], root: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Return the exit code of a module's command in a folder, and all that it says."""
    with TemporaryFile("w+", encoding="utf-8") as said:
        run = _copied if sys.platform == "linux" and threading.active_count() == 1 else _begun
        code = run(command, environment, root, said)
        said.seek(0)
        return code, said.read()


def _begun(command: Sequence[str], environment: Mapping[str, str], root: Path, said: IO[str]) -> int:
    """Return the exit code of a module's command in a new process."""
    arguments = [sys.executable, "-m", *command]
    return subprocess.run(arguments, cwd=root, env=environment, stdout=said, stderr=said).returncode


def _copied(command: Sequence[str], environment: Mapping[str, str], root: Path, said: IO[str]) -> int:
    """Return the exit code of a module's command in a copy of this process."""
    child = multiprocessing.get_context("fork").Process(target=_become, args=(command, environment, root, said))
    child.start()
    try:
        child.join()
    finally:
        child.kill()
        child.join()
    return child.exitcode or 0


def _become(command: Sequence[str], environment: Mapping[str, str], root: Path, said: IO[str]) -> None:
    sys.stdout = sys.stderr = said
    os.chdir(root)
    os.environ.update(environment)
    sys.argv = list(command)
    runpy.run_module(command[0], run_name="__main__")


def _without_traceback(lines: list[str]) -> list[str]:
    """Return what a builder said without its traceback, whose last line tells what it met: a full disk, a file it cannot read."""
    start = next((at for at, line in enumerate(lines) if line.startswith("Traceback ")), None)
    if start is None:
        return lines
    ended = next((line for line in lines[start + 1 :] if re.match(r"\w", line)), "")
    return [*lines[:start], re.sub(r"^\w*(?:Error|Exception): (?:\[Errno \d+\] )?", "", ended)]
