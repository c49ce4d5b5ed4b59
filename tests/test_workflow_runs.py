"""Each job's own commands, run in order on this machine with the variables that GitHub would set."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import small_handbook
from tests.conftest import PROJECT
from tests.fake_github import FakeGitHub
from tests.workflow import Job

PROGRAMS = ("Makefile", "requirements.txt", "pyproject.toml", "package.json", "package-lock.json", ".github")
# What `make links` would have written after a look at every link.
LYCHEE = {
    "unique": 9,
    "excludes": 0,
    "error_map": {"site/index.html": [{"url": "https://gone.example", "status": {"text": "404"}}]},
    "timeout_map": {},
}
# Writing the books and slides takes half a minute, so it is only said.
KB = """\
#!/bin/sh
case "$*" in *"export --books --slides") echo "kb $*"; exit; esac
exec {kb} "$@"
"""
ARTICLE = "docs/rapport/greet.md"


def project(root: Path) -> Path:
    """A checkout that is set up already: the small handbook with this project's programs."""
    small_handbook.write(root)
    for name in PROGRAMS:
        take = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        take(PROJECT / name, root / name)
        os.utime(root / name, (0, 0))
    programs = root / ".venv/bin"
    programs.mkdir(parents=True)
    for path in Path(sys.executable).parent.iterdir():
        (programs / path.name).symlink_to(path)
    (programs / "kb").unlink()
    (programs / "kb").write_text(KB.format(kb=Path(sys.executable).with_name("kb")), "utf-8")
    (programs / "kb").chmod(0o755)
    (root / ".venv/.ready").write_text("", "utf-8")
    (root / "site").mkdir()
    (root / "site/index.html").write_text("<p>Built</p>", "utf-8")
    return root


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    for name in ("work", "kept"):
        (tmp_path / name).mkdir()
    return {"base": project(tmp_path / "base"), "head": project(tmp_path / "head"), "root": tmp_path}


def event(name: str, **more: Any) -> dict[str, Any]:
    known = {"repository": "o/r", "server_url": "https://github.example", "ref": "refs/heads/main", "sha": "abc"}
    return {**known, "ref_name": "main", "base_ref": "", "token": "secret", "event_name": name, "event": {}, **more}


PROPOSAL = event("pull_request", base_ref="main", event={"pull_request": {"base": {"sha": "abc"}}})


def ci(folders: dict[str, Path], name: str, github: dict[str, Any], **more: Any) -> Job:
    root = folders["root"]
    return Job("ci.yml", name, root / "work", github, folders, root / "kept", **more)


def change(folder: Path, old: str, new: str, file: str = ARTICLE) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_proposal_of_words_is_checked_with_the_programs_of_the_base_branch(folders: dict[str, Path]) -> None:
    change(folders["head"], "Good morning.", "Hello.")
    job = ci(folders, "check", PROPOSAL)
    assert job.run() == "", job.said
    assert job.outputs["workspace"]["outputs"] == {"kind": "content", "workspace": str(folders["root"] / "work/base")}
    assert "Hello." in (folders["root"] / "work/base" / ARTICLE).read_text("utf-8")
    report = folders["root"] / "kept/report"
    assert json.loads((report / "workspace.json").read_text("utf-8")) == {"kind": "content", "changed": [ARTICLE]}
    assert [one for one in json.loads((report / "findings.json").read_text("utf-8")) if not one["advice"]] == []


def test_what_is_wrong_with_a_proposal_fails_its_check_and_is_said_in_one_comment(
    folders: dict[str, Path], github: type[FakeGitHub]
) -> None:
    change(folders["head"], "{{ checklist() }}", "{{ checklst() }}")
    job = ci(folders, "check", PROPOSAL)
    assert job.run() == "kb check", job.said
    assert f"::error file={ARTICLE}," in job.said["kb check"]
    said = commented(folders, github)
    assert f"`{ARTICLE}:" in said
    assert "KB" in said


def test_an_article_moved_in_a_browser_is_checked_as_text_and_told_what_is_left_to_do(
    folders: dict[str, Path], github: type[FakeGitHub]
) -> None:
    head, moved, to = folders["head"], "docs/_data/redirects.yml", "docs/maintain/greet.md"
    (head / ARTICLE).rename(head / to)
    github.files = [{"filename": to, "previous_filename": ARTICLE, "status": "renamed"}]
    job = ci(folders, "check", PROPOSAL)
    assert job.run() == "kb check", job.said
    said = commented(folders, github)
    assert said.split("\n")[1].startswith("**2 to fix**")
    assert "add the line 'rapport/greet.md: maintain/greet.md' to docs/_data/redirects.yml" in said
    assert "'rapport/hello.md' leads to 'rapport/greet.md', which does not exist" in said

    (head / moved).write_text("rapport/hello.md: maintain/greet.md\nrapport/greet.md: maintain/greet.md\n", "utf-8")
    github.files.append({"filename": moved, "status": "modified"})
    for name in ("work", "kept"):
        shutil.rmtree(folders["root"] / name)
        (folders["root"] / name).mkdir()
    job = ci(folders, "check", PROPOSAL)
    assert job.run() == "", job.said
    assert job.outputs["workspace"]["outputs"]["kind"] == "content"
    assert commented(folders, github).split("\n")[1].startswith("**Nothing to fix**, 0 to consider")


def commented(folders: dict[str, Path], github: type[FakeGitHub]) -> str:
    """What the one comment says after a check."""
    github.pulls = [{"number": 7, "head": {"sha": "def"}}]
    commit = {"head_sha": "def", "head_branch": "fix", "id": 1, "event": "pull_request"}
    whose = {"full_name": "nurse/book", "owner": {"login": "nurse"}}
    run = event("workflow_run", event={"workflow_run": {**commit, "head_repository": whose}})
    workspace = folders["root"] / "main"
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.mkdir()
    comment = Job(
        "comment.yml",
        "comment",
        workspace,
        run,
        {".": folders["base"]},
        folders["root"] / "kept",
        env={"GITHUB_API_URL": os.environ["GITHUB_API_URL"]},
    )
    assert comment.run() == "", comment.said
    [said] = github.comments
    return str(said["body"])


def test_a_proposal_of_programs_is_checked_in_its_own_folder(folders: dict[str, Path]) -> None:
    change(folders["head"], "PORT ?= 8000", "PORT ?= 8001", "Makefile")
    job = ci(folders, "check", PROPOSAL)
    assert job.run() == "", job.said
    assert job.outputs["workspace"]["outputs"]["workspace"] == str(folders["root"] / "work/head")


def test_each_part_of_the_tests_is_asked_for_in_the_workspace(folders: dict[str, Path]) -> None:
    job = ci(folders, "test", PROPOSAL, matrix={"tests": "tests/test_build.py"})
    assert job.run() == "", job.said
    assert "-m pytest -n auto --dist loadgroup tests/test_build.py" in job.said["make test"]


def test_the_site_of_a_proposal_is_built_in_the_workspace_and_kept_for_a_look(folders: dict[str, Path]) -> None:
    job = ci(folders, "build", PROPOSAL)
    assert job.run() == "", job.said
    assert "kb build" in job.said["make site"]
    assert [path.name for path in (folders["root"] / "kept").iterdir()] == ["site"]


def test_main_is_built_for_the_address_that_it_is_published_at_with_its_books(folders: dict[str, Path]) -> None:
    needs = {"address": {"outputs": {"url": "https://o.github.example/r"}}}
    job = ci(folders, "build", event("push"), needs=needs)
    [step] = [one for one in job.steps() if one.get("name") == "make site"]
    assert job.filled(step["env"])["SITE_URL"] == "https://o.github.example/r/"
    assert job.run() == "", job.said
    assert "export --books --slides" in job.said["The whole handbook as EPUB and PDF, slides and sheets"]
    assert [path.name for path in (folders["root"] / "kept").iterdir()] == ["github-pages"]


def test_the_reviews_due_and_the_links_that_fail_are_kept_in_issues(
    folders: dict[str, Path], github: type[FakeGitHub]
) -> None:
    change(folders["base"], "review_due: 2027-01-02", "review_due: 2026-01-03")
    env = {"GITHUB_API_URL": os.environ["GITHUB_API_URL"]}
    for workflow in ("monthly", "weekly"):
        workspace = folders["root"] / workflow
        workspace.mkdir()
        (workspace / "links.json").write_text(json.dumps(LYCHEE), "utf-8")
        job = Job(f"{workflow}.yml", workflow, workspace, event("schedule"), {".": folders["base"]}, env=env)
        assert job.run() == "", job.said
    due, links = (issue["body"] for issue in github.issues)
    assert "rapport/greet" in due
    assert "https://gone.example" in links


# What no test here runs: actions of GitHub alone, and a look at other sites.
NOT_RUN = {("ci.yml", "address"), ("ci.yml", "publish"), ("evidence.yml", "evidence")}
RUN = {*(("ci.yml", name) for name in ("check", "test", "build")), ("comment.yml", "comment")} | {
    (f"{name}.yml", name) for name in ("monthly", "weekly")
}


def test_every_job_is_run_here_or_named_as_one_that_cannot_be() -> None:
    jobs = {
        (path.name, name)
        for path in (PROJECT / ".github/workflows").glob("*.yml")
        for name in yaml.safe_load(path.read_text("utf-8"))["jobs"]
    }
    assert jobs == RUN | NOT_RUN
