"""The workflows: pinned, without needless rights, and made of commands that a person runs on their own machine."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.checks.report import text
from macros.cli import parser
from macros.model import Diagnostic, Location, Severity
from tests.conftest import PROJECT

FILES = sorted((PROJECT / ".github/workflows").glob("*.yml"))
ISSUE_FORMS = sorted((PROJECT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
WORDS = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))


def jobs(path: Path) -> Iterator[dict[str, Any]]:
    yield from yaml.safe_load(path.read_text("utf-8"))["jobs"].values()


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(path):
        yield from job["steps"]


def lint(*command: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(command[0])
    return subprocess.run([str(program), *command[1:]], cwd=PROJECT, capture_output=True, text=True)


def actionlint(path: Path) -> list[str]:
    shellcheck = str(Path(sys.executable).with_name("shellcheck"))
    done = lint("actionlint", "-oneline", "-shellcheck", shellcheck, str(path))
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.splitlines()


def test_zizmor_reports_nothing() -> None:
    done = lint("zizmor", "--offline", "--pedantic", "--quiet", ".github")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_actionlint_reports_nothing(path: Path) -> None:
    assert actionlint(path) == []


def test_actionlint_sees_a_wrong_name_and_an_unquoted_variable(tmp_path: Path) -> None:
    text = (PROJECT / ".github/workflows/ci.yml").read_text("utf-8")
    spoiled = tmp_path / "ci.yml"
    spoiled.write_text(
        text.replace("steps.workspace.outputs", "steps.workspac.outputs", 1).replace(
            'make -C "$WORKSPACE" site', "make -C $WORKSPACE site", 1
        ),
        "utf-8",
    )
    found = actionlint(spoiled)
    assert ["workspac" in found[0], "SC2086" in found[-1]] == [True, True], found


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_action_is_pinned_to_a_commit_and_one_commit_has_one_version(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_step_is_a_command_that_a_person_runs(path: Path) -> None:
    commands = parser().format_help()
    for step in steps(path):
        for line in step.get("run", "").splitlines():
            if found := re.fullmatch(
                r'make(?: -C (?:base|"\$WORKSPACE"))? ([a-z]+|\.venv/\.ready)(?: TESTS="\$TESTS")?', line
            ):
                assert found[1] in WORDS | {".venv/.ready"}, line
            else:
                found = re.match(
                    r'(?:"\$WORKSPACE/\.venv/bin/kb"|(?:base/)?\.venv/bin/kb)(?: --root \S+)? ([a-z]+)', line
                )
                assert found, line
                assert f"    {found[1]} " in commands, line


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_rights_are_given_job_by_job(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "permissions" in job
        assert "timeout-minutes" in job


def test_no_job_that_runs_a_proposals_files_can_write_or_knows_a_secret() -> None:
    workflow = yaml.safe_load((PROJECT / ".github/workflows/ci.yml").read_text("utf-8"))
    assert set(workflow[True]) == {"pull_request", "push"}
    for name, job in workflow["jobs"].items():
        if "github.event_name == 'push'" not in job.get("if", ""):
            assert job["permissions"] == {"contents": "read"}, name
            assert "secrets." not in str(job)
            assert "github.token" not in str(job)
    comment = (PROJECT / ".github/workflows/comment.yml").read_text("utf-8")
    assert "ref:" not in comment
    assert "allow-unsafe" not in comment


def test_nothing_is_published_before_everything_has_passed() -> None:
    workflow = yaml.safe_load((PROJECT / ".github/workflows/ci.yml").read_text("utf-8"))
    publish = workflow["jobs"]["publish"]
    assert set(publish["needs"]) == set(workflow["jobs"]) - {"publish", "address"}
    assert not any("run" in step for step in publish["steps"])


def test_issue_forms_can_be_prefilled_with_page_section_and_version() -> None:
    assert len(ISSUE_FORMS) == 6
    for path in ISSUE_FORMS:
        form = yaml.safe_load(path.read_text("utf-8"))
        if path.stem != "config":
            assert {"name", "description", "body"} <= set(form)
            ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
            assert len(ids) == len(set(ids))
            assert "page" in ids
            if path.stem in ("mistake", "evidence", "words"):
                assert {"page", "section", "version"} <= set(ids)


TASKS = json.loads((PROJECT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]


def test_the_editor_reads_each_finding_and_when_all_have_been_listed() -> None:
    matchers = next(task["problemMatcher"] for task in TASKS if task["args"][1] == "watch")
    finding = Diagnostic(Location("docs/rapport/greet.md", 5, 11), "KB102", "No: it is not.")
    for one, severity in ((finding, "error"), (replace(finding, severity=Severity.SUGGESTION), "info")):
        *lines, last = text([one], 63).splitlines()
        first = next(matcher for matcher in matchers if re.search(matcher["pattern"]["regexp"], lines[0]))
        assert first["severity"] == severity
        read = re.match(first["pattern"]["regexp"], lines[0])
        assert read
        assert [read[first["pattern"][name]] for name in ("file", "line", "column", "code", "message")] == [
            "docs/rapport/greet.md", "5", "11", "KB102", "No: it is not.",
        ]  # fmt: skip
        ends = matchers[-1]["background"]["endsPattern"]
        assert re.search(ends, last)
        assert not re.search(ends, lines[0])
    assert re.search(ends, text([], 63))


def test_what_editors_run_and_read_is_there() -> None:
    assert all(task["args"][1] in WORDS for task in TASKS)
    schemas = json.loads((PROJECT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert all((PROJECT / name).is_file() for name in schemas)
    for hook in yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]:
        assert hook["entry"].split()[-1] in WORDS
