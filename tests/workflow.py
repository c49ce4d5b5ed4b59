"""Runs a job of a workflow on this machine: its own commands in order, with what GitHub would put around them.

What an action does is done here in the small: a checkout copies a folder, an artifact is kept in a folder. `make` only
shows what it would do for the targets in SHOWN, which need the network or minutes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import PROJECT

SHOWN = re.compile(r"^make (?:-C \S+ )?(?:test|links|site)\b", re.MULTILINE)
_NAME = re.compile(r"'[^']*'|(?:github|steps|needs|matrix|runner)(?:\.[\w-]+)+|&&|\|\||!=|!")
_WORDS = {"&&": " and ", "||": " or ", "!": " not ", "!=": "!="}


@dataclass
class Job:
    """A job in a workspace, with what GitHub knows when it begins."""

    workflow: str
    name: str
    workspace: Path
    github: dict[str, Any]
    checkouts: dict[str, Path] = field(default_factory=dict)  # ref of the checkout's path -> the folder to copy
    artifacts: Path = Path()
    env: dict[str, str] = field(default_factory=dict)
    matrix: dict[str, str] = field(default_factory=dict)
    needs: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)  # name of a step -> what it printed

    def run(self) -> str:
        """Run every step whose condition holds. The name of the step that failed, or nothing."""
        shared = {**self._read().get("env", {}), **self._read()["jobs"][self.name].get("env", {})}
        for number, step in enumerate(self.steps()):
            name = step.get("name") or step.get("uses") or f"step {number}: {step['run']}"
            if "if" in step and not self.value(step["if"]):
                continue
            if "uses" in step:
                self._action(step["uses"].partition("@")[0], self.filled(step.get("with", {})))
            elif self._commands(name, step, self.filled({**shared, **step.get("env", {})})):
                return name
        return ""

    def steps(self) -> list[dict[str, Any]]:
        """The steps as the workflow has them."""
        return list(self._read()["jobs"][self.name]["steps"])

    def _read(self) -> dict[str, Any]:
        whole: dict[str, Any] = yaml.safe_load((PROJECT / ".github/workflows" / self.workflow).read_text("utf-8"))
        return whole

    def value(self, expression: str) -> Any:
        """What an expression of the kinds in use here gives."""
        text = re.sub(r"^\$\{\{|\}\}$", "", expression.strip())

        def known(found: re.Match[str]) -> str:
            word = found[0]
            return _WORDS.get(word) or (word if word.startswith("'") else repr(self._looked_up(word)))

        return eval(_NAME.sub(known, text).strip(), {"__builtins__": {}}, {"format": str.format})

    def _looked_up(self, name: str) -> Any:
        value: Any = {
            "github": self.github,
            "steps": self.outputs,
            "needs": self.needs,
            "matrix": self.matrix,
            "runner": {"temp": str(self.workspace / "temp")},
        }
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value

    def filled(self, values: dict[str, Any]) -> dict[str, str]:
        """Values with what their expressions give."""

        def text(found: re.Match[str]) -> str:
            value = self.value(found[0])
            return "" if value is None else str(value)

        return {key: re.sub(r"\$\{\{.*?\}\}", text, str(value)) for key, value in values.items()}

    def _action(self, action: str, options: dict[str, str]) -> None:
        if action == "actions/checkout":
            path = options.get("path", ".")
            shutil.copytree(self.checkouts[path], self.workspace / path, symlinks=True, dirs_exist_ok=True)
        elif action in ("actions/upload-artifact", "actions/upload-pages-artifact"):
            kept = self.artifacts / options.get("name", "github-pages")
            shutil.copytree(self.workspace / options["path"], kept)
        elif action == "actions/download-artifact":
            shutil.copytree(self.artifacts / options["name"], self.workspace / options["path"])
        else:
            assert action in ("actions/setup-python",), action

    def _commands(self, name: str, step: dict[str, Any], env: dict[str, str]) -> int:
        """Run a step's commands as GitHub's runner does by default."""
        output = self.workspace / "output.txt"
        output.write_text("", "utf-8")
        (self.workspace / "temp").mkdir(exist_ok=True)
        around = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": self.github["repository"],
            "GITHUB_SERVER_URL": self.github["server_url"],
            "GITHUB_RUN_ID": "1",
            "RUNNER_TEMP": str(self.workspace / "temp"),
            "MAKEFLAGS": "n" if SHOWN.search(step["run"]) else "",
        }
        inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            shell, cwd=self.workspace, env={**inherited, **around, **self.env, **env}, text=True, capture_output=True
        )
        self.said[name] = done.stdout + done.stderr
        if "id" in step:
            pairs = (line.split("=", 1) for line in output.read_text("utf-8").splitlines())
            self.outputs[step["id"]] = {"outputs": dict(pairs)}
        return done.returncode
