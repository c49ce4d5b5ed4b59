"""Runs a builder's own command, strictly, in a process of its own: builders replace modules and leave traces."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from macros.library.settings import repository
from macros.model import Finding, Place

COMMANDS = {
    "mkdocs": ("mkdocs", "build", "--strict", "--site-dir"),
    "properdocs": ("properdocs", "build", "--strict", "--site-dir"),
    "one page": ("mkdocs", "build", "--dirty", "--site-dir"),
}
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def run_builder(root: Path, site: Path, builder: str = "mkdocs") -> list[Finding]:
    """Let a builder write the site of the project at `root`; its warnings as one finding, or nothing when it is content."""
    command = [sys.executable, "-m", *COMMANDS[builder], str(site)]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **repository(os.environ), **_QUIET}, capture_output=True, text=True
    )
    if done.returncode == 0:
        return []
    lines = [line for line in (done.stderr + done.stdout).splitlines() if not line.startswith("INFO")]
    message = f"{builder} refused to build. Mend what it names:\n" + "\n".join(_without_traceback(lines))
    return [Finding(Place("mkdocs.yml"), "KB900", message.rstrip())]


def _without_traceback(lines: list[str]) -> list[str]:
    """A builder that meets a full disk or a file it cannot read ends in a traceback; its last line says what it met."""
    start = next((at for at, line in enumerate(lines) if line.startswith("Traceback ")), None)
    if start is None:
        return lines
    ended = next((line for line in lines[start + 1 :] if re.match(r"\w", line)), "")
    return [*lines[:start], re.sub(r"^\w*(?:Error|Exception): (?:\[Errno \d+\] )?", "", ended)]
