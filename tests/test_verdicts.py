"""What the comment on a proposal says of it, whatever the proposal's own job handed over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.ci import dead_links, pr_comment
from macros.ci.github import BOT, GitHub
from macros.cli import main
from tests.fake_github import FakeGitHub
from tests.test_ci import FINDING, GOOD, folder

PAGE = {"filename": "docs/rapport/greet.md"}
PROGRAM = {"filename": "macros/model.py"}
Comment = Callable[..., str]


@pytest.fixture
def comment(tmp_path: Path, github: type[FakeGitHub], monkeypatch: pytest.MonkeyPatch) -> Comment:
    """Says what the one comment holds after a run over this report, for a proposal that changes these files."""
    for name, value in (("HEAD_OWNER", "o"), ("HEAD_BRANCH", "x"), ("HEAD_COMMIT", "abc")):
        monkeypatch.setenv(name, value)
    github.pulls.append({"number": 7, "head": {"sha": "abc"}})

    def post(workspace: object, findings: object, files: list[dict[str, str]], status: int = 0) -> str:
        github.files = files
        assert main(["ci", "comment", str(folder(tmp_path, workspace, findings)), "--post"]) == status
        ours = [one["body"] for one in github.comments if one["user"]["login"] == BOT]
        assert len(ours) == 1
        return str(ours[0])

    return post


def has_no_verdict(said: str) -> bool:
    return "to fix" not in said and "to consider" not in said and "erdict" in said


@pytest.mark.parametrize(
    "file",
    [
        PROGRAM, {"filename": ".github/workflows/ci.yml"}, {"filename": ".vscode/tasks.json"}, {"filename": "docs"},
        {"filename": "docs/x.md", "previous_filename": "macros/x.md"}, {"filename": "x.md", "previous_filename": "docs/x.md"},
    ],
)  # fmt: skip
def test_one_file_beside_text_takes_the_verdict_away_and_is_listed(comment: Comment, file: dict[str, str]) -> None:
    said = comment(GOOD, [], [PAGE, file])
    assert has_no_verdict(said)
    assert all(f"- `{name}`" in said for name in file.values())


@pytest.mark.parametrize(
    "file",
    [
        {"filename": "macros/model.py", "status": "removed"}, {"filename": "docs/x.md", "previous_filename": "x.md", "status": "copied"},
        {"filename": "Docs/x.md"}, {"filename": "docs\n/x.md"}, {"filename": "docs", "previous_filename": "docs/a.md", "status": "renamed"},
    ],
)  # fmt: skip
def test_what_is_removed_copied_or_only_looks_like_text_takes_the_verdict_away(
    comment: Comment, file: dict[str, str]
) -> None:
    assert has_no_verdict(comment(GOOD, [], [PAGE, file]))


@pytest.mark.parametrize(
    "file",
    [
        {"filename": "docs/rapport/new.md", "previous_filename": "docs/rapport/old.md", "status": "renamed"},
        {"filename": "docs/rapport/gone.md", "status": "removed"},
        {"filename": "docs/é `@x`\n<mark>.md", "previous_filename": "docs/\u202ex.md", "status": "renamed"},
    ],
)  # fmt: skip
def test_a_page_under_another_name_or_gone_is_listed_by_each_name_and_judged(
    comment: Comment, file: dict[str, str]
) -> None:
    advice = {**FINDING, "file": file["filename"], "severity": "suggestion", "message": "Well."}
    said = comment(GOOD, [advice], [PAGE, file])
    assert "**Nothing to fix**, 1 to consider" in said
    names = [file[key] for key in ("filename", "previous_filename") if key in file]
    assert all(f"- {pr_comment.shown(name)}\n" in said for name in names)
    assert said.count("`") == 2 * (len(names) + 3)  # and the finding's place and message, and the other page


@pytest.mark.parametrize("number", [0, 1])
def test_a_proposal_of_which_github_lists_no_file_gets_no_verdict_and_is_not_said_to_change_programs(
    comment: Comment, github: type[FakeGitHub], number: int
) -> None:
    github.changed_files = number
    said = comment({"kind": "content", "changed": []}, [], [])
    assert has_no_verdict(said)
    assert "changes programs" not in said


def test_what_a_report_says_of_its_kind_counts_for_nothing(comment: Comment) -> None:
    assert "Nothing to fix" in comment({"kind": "code", "changed": ["macros/model.py"]}, [], [PAGE])
    assert has_no_verdict(comment(GOOD, [], [PROGRAM]))


@pytest.mark.parametrize(
    "pulls",
    [[], [{"number": 7, "head": {"sha": "def"}}], [{"number": 9, "head": {"sha": "def", "repo": None}}]],
    ids=["none open", "a newer commit", "a workspace that is gone"],
)
def test_of_a_commit_that_no_open_proposal_ends_in_nothing_is_said(
    tmp_path: Path, comment: Comment, github: type[FakeGitHub], pulls: list[dict[str, Any]]
) -> None:
    github.pulls[:] = pulls
    assert main(["ci", "comment", str(folder(tmp_path, GOOD, [])), "--post"]) == 0
    assert github.comments == []


def test_without_any_report_there_is_no_verdict(tmp_path: Path, comment: Comment, github: type[FakeGitHub]) -> None:
    assert main(["ci", "comment", str(tmp_path / "none"), "--post"]) == 2
    assert [has_no_verdict(one["body"]) for one in github.comments] == [True]


def test_a_program_behind_hundreds_of_pages_is_found(comment: Comment) -> None:
    pages = [{"filename": f"docs/rapport/a-{n}.md"} for n in range(450)]
    assert "changes programs" in comment(GOOD, [], [*pages, PROGRAM])
    assert comment(GOOD, [], pages).startswith(f"{pr_comment.MARKER}\n**Nothing to fix**")


def test_more_files_than_github_lists_get_no_verdict(comment: Comment, github: type[FakeGitHub]) -> None:
    github.changed_files = 3_001
    said = comment(GOOD, [], [{"filename": f"docs/a-{n}.md"} for n in range(3_000)])
    assert has_no_verdict(said)
    assert "and 2950 more" in said


def test_a_list_of_another_commit_gives_no_verdict(
    comment: Comment, github: type[FakeGitHub], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = GitHub.ask

    def newer(self: GitHub, path: str, *rest: Any) -> Any:
        answer = real(self, path, *rest)
        return {**answer, "head": {"sha": "def"}} if path == "/pulls/7" else answer

    monkeypatch.setattr(GitHub, "ask", newer)
    assert has_no_verdict(comment(GOOD, [], [PAGE]))


@pytest.mark.parametrize("workspace", ["{", "x" * 16_000_001, {"kind": "content"}])
def test_a_report_that_cannot_be_read_takes_an_earlier_verdict_away(comment: Comment, workspace: object) -> None:
    assert "Nothing to fix" in comment(GOOD, [], [PAGE])
    said = comment(workspace, [], [PAGE], status=2)
    assert has_no_verdict(said)
    assert f"- `{PAGE['filename']}`" in said
    assert "changes programs" in comment(workspace, [], [PROGRAM])


def test_a_report_that_speaks_as_the_comment_does_changes_nothing_in_it(comment: Comment) -> None:
    forged = f"{pr_comment.MARKER}\n**Nothing to fix**, 0 to consider on the changed pages.\n### Changed"
    finding = {**FINDING, "file": forged, "message": forged, "code": forged}
    for _ in range(2):
        said = comment({"kind": "content", "changed": [forged]}, [finding], [PAGE])
    assert said.startswith(f"{pr_comment.MARKER}\n**1 to fix**")
    assert [line for line in said.splitlines() if line.startswith(("**", "###"))] == [
        said.splitlines()[1], "### Findings", "### Changed",
    ]  # fmt: skip
    assert has_no_verdict(comment({"kind": "content", "changed": [forged]}, [finding], [PROGRAM]))


def test_a_site_to_look_at_is_promised_only_where_nothing_stops_its_build(comment: Comment) -> None:
    advice = {**FINDING, "severity": "suggestion"}
    assert "site is kept" in comment(GOOD, [], [PAGE])
    assert "site is kept" in comment(GOOD, [advice], [PAGE])
    assert "site is kept" not in comment(GOOD, [FINDING, advice], [PAGE])
    assert "If the site could be built, it is kept" in comment(GOOD, [], [PROGRAM])


def test_only_errors_are_told_of_files_that_the_proposal_does_not_change(comment: Comment) -> None:
    elsewhere = {**FINDING, "file": "docs/index.md"}
    said = comment(GOOD, [elsewhere, {**elsewhere, "severity": "suggestion", "message": "Well."}], [PAGE])
    assert "**1 to fix**, 0 to consider" in said
    assert "Well." not in said


ODD = [
    {**FINDING, "facts": {"more": int("9" * 4_300)}},
    {**FINDING, "line": -(10**4_000)},
    {**FINDING, "file": "docs/\udcff.md", "message": "\udcff\n\udcff", "code": "\udcff"},
    {**FINDING, "message": "add a file docs/_data/changes/a.yml that holds:\n\udcff"},
    {**FINDING, "message": "add a file docs/_data/changes/a.yml that holds:\n" + "\U0001d400" * 3_900},
]


@pytest.mark.parametrize("finding", ODD, ids=range(len(ODD)))
def test_odd_values_in_a_report_end_nothing(comment: Comment, finding: dict[str, Any], monkeypatch: Any) -> None:
    for name, value in (("SERVER_URL", "https://github.example"), ("REPOSITORY", "o/r")):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    monkeypatch.setenv("HEAD_REPOSITORY", "o/r")
    said = comment(GOOD, [finding, finding, FINDING], [PAGE])
    assert "`KB802`" in said or "[KB802]" in said
    assert "3 to fix" in said


def test_a_comment_of_an_account_that_is_gone_is_not_ours(github: type[FakeGitHub]) -> None:
    github.comments.append({"id": 0, "user": None, "body": pr_comment.MARKER})
    GitHub().comment(7, pr_comment.MARKER, "x")
    assert [one["user"] for one in github.comments] == [None, {"login": BOT}]


def test_a_very_long_address_takes_no_others_place_in_the_memory_of_links() -> None:
    failed = [dead_links.Failure("https://a.example/" + "x" * 40_000, "404", ("p.html",))]
    failed += [dead_links.Failure(f"https://host-{n}.example/", "404", ("p.html",)) for n in range(20)]
    memory: dead_links.Memory = {}
    for day in ("2026-01-05", "2026-01-12", "2026-01-19"):
        memory = dead_links.remember(memory, failed, (), day)
        text, wanted = dead_links.body(memory, failed, day)
        memory = dead_links.recall(text)
    assert len(memory) == 20
    assert wanted
    assert "https://host-19.example/" in text
    assert len(json.dumps(text)) < 60_000
