"""What the workflows do between visits: read untrusted reports, remember links, list what is due."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from macros import handbook
from macros.ci import dead_links, pr_comment, pr_diff, reviews_due
from macros.ci.github import BOT, GitHub
from macros.cli import main
from macros.handbook.text_file import Source
from tests import small_handbook
from tests.conftest import PROJECT
from tests.fake_github import FakeGitHub

FINDING = {"file": "docs/rapport/greet.md", "line": 5, "column": 1, "end_column": 0, "code": "KB802",
    "severity": "error", "message": "No.", "facts": {}, "fixable": False, "explained": "docs/contribute/findings.md#kb802"}  # fmt: skip


def folder(root: Path, workspace: object, findings: object) -> Path:
    for name, value in (("workspace", workspace), ("findings", findings)):
        text = value if isinstance(value, str) else json.dumps(value)
        (root / f"{name}.json").write_text(text, "utf-8")
    return root


GOOD = {"kind": "content", "changed": ["docs/rapport/greet.md"]}


def test_a_report_names_findings_and_changed_pages(tmp_path: Path) -> None:
    found = pr_comment.body(pr_comment.read(folder(tmp_path, GOOD, [FINDING])), "https://example.org/run")
    assert found.startswith("**1 to fix**, 0 to consider")
    assert "- `docs/rapport/greet.md:5:1` `KB802` `No.`" in found
    assert "### Changed\n\n- `docs/rapport/greet.md`" in found


def test_each_code_leads_to_its_explanation_in_the_project() -> None:
    project = pr_comment.project_address("https://github.example", "nurse/book")
    evil = {**FINDING, "code": "KB1)", "explained": "https://elsewhere.example/"}
    found = pr_comment.body(pr_comment.Report("content", (), (FINDING, evil)), "run", "", project)
    address, anchor = "https://github.example/nurse/book/blob/HEAD/docs/contribute/findings.md", "kb802"
    assert f"[KB802]({address}#{anchor}) `No.`" in found
    assert f'<span id="{anchor}">' in (PROJECT / "docs/contribute/findings.md").read_text("utf-8")
    assert "`KB1)`" in found
    assert "elsewhere.example" not in found


def test_lines_to_add_can_be_copied_from_a_report_and_do_nothing_in_it(tmp_path: Path) -> None:
    message = (
        "Add:\n- date: 2026-06-01\n  items:\n```\n<b>@maintainer</b>\r\u2028\n ::add-mask::x ##[error]y" + "\nx" * 99
    )
    found = pr_comment.body(pr_comment.read(folder(tmp_path, GOOD, [{**FINDING, "message": message}])), "")
    assert "`KB802` `Add:`\n  ```\n  - date: 2026-06-01\n    items:\n  '''\n  <b>@maintainer</b>" in found
    assert found.count("```") == 2
    assert found.splitlines().count("  x") == 15
    assert "::" not in found
    assert "##[" not in found


@pytest.mark.parametrize(
    ("workspace", "findings"),
    [
        ("{", []), ("null", []), ("[" * 5000, []), ({"kind": "content"}, []), ({"kind": "x", "changed": []}, []),
        ({"kind": "content", "changed": [1]}, []), ({"kind": "content", "changed": "x"}, []), (GOOD, {}),
        (GOOD, [{**FINDING, "line": "1"}]), (GOOD, [{**FINDING, "line": True}]), (GOOD, [{**FINDING, "more": 1}]),
        (GOOD, ["x"]), ("x" * 16_000_001, []),
    ],
)  # fmt: skip
def test_a_report_of_another_shape_is_refused(tmp_path: Path, workspace: object, findings: object) -> None:
    with pytest.raises(pr_comment.CommandError):
        pr_comment.read(folder(tmp_path, workspace, findings))


def test_a_report_that_links_to_a_file_of_the_machine_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, GOOD, [])
    (tmp_path / "findings.json").unlink()
    (tmp_path / "findings.json").symlink_to("/etc/hostname")
    with pytest.raises(pr_comment.CommandError):
        pr_comment.read(tmp_path)


def test_hostile_text_in_a_report_is_shown_and_does_nothing(tmp_path: Path) -> None:
    evil = "`` @everyone <img src=x>\n## [x](javascript:y) \u202e ```"
    found = pr_comment.body(
        pr_comment.read(folder(tmp_path, {**GOOD, "changed": [evil]}, [{**FINDING, "message": evil}])), "run"
    )
    for line in found.splitlines():
        if "everyone" in line:
            assert line.startswith("- `")
            assert line.count("`") % 2 == 0
            assert "``" not in line
            assert "\u202e" not in line


def test_a_long_report_stays_short(tmp_path: Path) -> None:
    many = [{**FINDING, "line": number} for number in range(400)]
    found = pr_comment.body(pr_comment.read(folder(tmp_path, GOOD, many)), "run")
    assert "and 350 more" in found
    assert len(found) < 20_000


@pytest.mark.parametrize(
    ("facts", "number"), [({"more": 7, "errors": 2}, "3"), ({"more": 7}, "8"), ({"more": True}, "2")]
)
def test_of_findings_that_are_only_counted_the_errors_are_to_be_fixed(
    tmp_path: Path, facts: dict[str, object], number: str
) -> None:
    counted = {**FINDING, "code": "KB114", "facts": facts}
    found = pr_comment.body(pr_comment.read(folder(tmp_path, GOOD, [FINDING, counted])), "run")
    assert found.startswith(f"**{number} to fix**")


def test_one_comment_is_kept_on_the_proposal_that_github_names(
    tmp_path: Path, github: type[FakeGitHub], monkeypatch: pytest.MonkeyPatch
) -> None:
    github.pulls.append({"number": 7, "head": {"sha": "abc"}})
    github.comments.append({"id": 0, "user": {"login": "stranger"}, "body": pr_comment.MARKER})
    for name, value in (("HEAD_OWNER", "o"), ("HEAD_BRANCH", "x&state=all"), ("HEAD_COMMIT", "abc")):
        monkeypatch.setenv(name, value)
    for _ in range(2):
        assert main(["ci", "comment", str(folder(tmp_path, GOOD, [FINDING])), "--post"]) == 0
    assert [one["user"]["login"] for one in github.comments] == ["stranger", BOT]
    assert "1 to fix" in github.comments[1]["body"]
    monkeypatch.setenv("HEAD_COMMIT", "older")
    github.comments.clear()
    assert main(["ci", "comment", str(tmp_path), "--post"]) == 0
    assert github.comments == []


def test_a_spoilt_report_ends_without_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ci", "comment", str(folder(tmp_path, "x", []))]) == 2
    assert capsys.readouterr().err == "kb: Could not read the report for the pull request.\n"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The base branch and a proposal, alike."""
    for name in ("base", "head"):
        small_handbook.write(tmp_path / name)
        (tmp_path / name / "macros.py").write_text("", "utf-8")
    return tmp_path / "base", tmp_path / "head"


def test_a_proposal_of_text_is_checked_with_the_programs_of_the_base(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    base, head = two
    page = head / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("They greet", "They wave"), "utf-8")
    (head / "docs/evil").symlink_to("/etc")
    note = base.parent / "workspace.json"
    assert main(["--root", str(base), "ci", "workspace", str(head), "--report", str(note)]) == 0
    assert capsys.readouterr().out == f"kind=content\nworkspace={base}\n"
    assert json.loads(note.read_text("utf-8"))["changed"] == ["docs/evil", "docs/rapport/greet.md"]
    assert "They wave" in (base / "docs/rapport/greet.md").read_text("utf-8")
    assert (base / "docs/evil").is_symlink()


@pytest.mark.parametrize("file", ["mkdocs.yml", "macros.py", ".github/workflows/ci.yml", "Makefile", "docs.py"])
def test_a_proposal_of_anything_else_is_checked_as_code(two: tuple[Path, Path], file: str) -> None:
    base, head = two
    (head / file).parent.mkdir(parents=True, exist_ok=True)
    (head / file).write_text("changed", "utf-8")
    (head / "docs/index.md").write_text("changed", "utf-8")
    changed = pr_diff.changes(base, head)
    assert changed == sorted([file, "docs/index.md"])
    assert not pr_diff.only_text(changed)


def test_two_folders_alike_differ_in_nothing(two: tuple[Path, Path]) -> None:
    assert pr_diff.changes(*two) == []
    assert not pr_diff.only_text([])


def lychee(*addresses: str, of: int = 10) -> dict[str, Any]:
    entries = [{"url": one, "status": {"text": "404 Not Found"}} for one in addresses]
    return {"unique": of, "excludes": 0, "error_map": {"site/a/index.html": entries}, "timeout_map": {}}


def test_an_address_is_reported_once_it_has_failed_in_three_weeks() -> None:
    memory: dead_links.Memory = {}
    failed = dead_links.failures(lychee("https://example.org/x"))
    for day, wanted in (("2026-01-05", False), ("2026-01-05", False), ("2026-01-12", False), ("2026-01-19", True)):
        memory = dead_links.remember(memory, failed, (), day)
        text, open_ = dead_links.body(memory, failed, day)
        assert open_ is wanted
        memory = dead_links.recall(text)
    assert "- `https://example.org/x` since 2026-01-05: `404 Not Found` on `site/a/index.html`" in text
    assert dead_links.remember(memory, [], (), "2026-01-26") == {}


def test_memory_survives_an_address_that_would_end_its_comment() -> None:
    evil = "https://example.org/--> <script>"
    memory = dead_links.remember({}, dead_links.failures(lychee(evil)), (), "2026-01-05")
    text, _ = dead_links.body(memory, [], "2026-01-05")
    assert text.count("-->") == 1
    assert dead_links.recall(text) == memory


SPOILT = '<!-- memory {"a": {"first": "2026-01-05", "last": "2026-01-05", "strikes": "1"}} -->'


@pytest.mark.parametrize("body", ["", "nothing", "<!-- memory {x} -->", '<!-- memory {"a": 1} -->', SPOILT])
def test_spoilt_memory_is_no_memory(body: str) -> None:
    assert dead_links.recall(body) == {}


def test_an_allowed_address_is_left_alone_until_its_day() -> None:
    text = "links:\n  - address: https://example.org/\n    reason: It refuses programs.\n    until: 2026-02-01\n"
    source = Source(dead_links.ALLOWED, text)
    failed = dead_links.failures(lychee("https://example.org/x"))
    for day, left in (("2026-01-05", 0), ("2026-02-02", 1)):
        skip, problems = dead_links.allowed(source, day)
        assert problems == []
        assert len(dead_links.remember({}, failed, skip, day)) == left


def test_a_spoilt_list_of_allowed_addresses_is_explained() -> None:
    _, problems = dead_links.allowed(
        Source(dead_links.ALLOWED, "links:\n  - address: https://example.org/\n"), "2026-01-05"
    )
    assert [one.code for one in problems] == ["KB404", "KB404"]


def test_the_projects_own_list_is_in_order() -> None:
    source = Source(dead_links.ALLOWED, (PROJECT / dead_links.ALLOWED).read_text("utf-8"))
    assert dead_links.allowed(source, "2026-01-05")[1] == []


def test_a_machine_without_network_counts_nothing(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(Path(__file__).parent.parent / ".github", good / ".github")
    report = good / "links.json"
    report.write_text(json.dumps(lychee("https://a.example/", "https://b.example/", of=3)), "utf-8")
    assert main(["--root", str(good), "ci", "links", str(report)]) == 1
    assert "Nothing was counted" in capsys.readouterr().out


def test_one_issue_remembers_links_and_opens_only_when_there_is_something_to_do(
    good: Path, github: type[FakeGitHub]
) -> None:
    shutil.copytree(Path(__file__).parent.parent / ".github", good / ".github")
    report = good / "links.json"
    report.write_text(json.dumps(lychee("https://a.example/")), "utf-8")
    run = ["--root", str(good), "ci", "links", str(report), "--post"]
    github.issues.append({"number": 0, "user": {"login": "stranger"}, "body": dead_links.MARKER, "state": "open"})
    assert main(run) == 0
    assert github.issues[1]["state"] == "closed"
    spent = dead_links.recall(github.issues[1]["body"])
    spent["https://a.example/"].update(strikes=2, last="2026-01-01")
    github.issues[1]["body"] = dead_links.MARKER + dead_links.body(spent, [], "2026-01-01")[0]
    assert main(run) == 0
    assert github.issues[1]["state"] == "open"
    assert len(github.issues) == 2


def test_nothing_failed_and_nothing_remembered_makes_no_issue(good: Path, github: type[FakeGitHub]) -> None:
    shutil.copytree(Path(__file__).parent.parent / ".github", good / ".github")
    (good / "links.json").write_text(json.dumps(lychee()), "utf-8")
    assert main(["--root", str(good), "ci", "links", str(good / "links.json"), "--post"]) == 0
    assert github.issues == []


def test_articles_are_due_in_the_order_of_their_day(good: Path) -> None:
    page = good / "docs/rapport/listen.md"
    page.write_text(page.read_text("utf-8").replace("review_due: 2027-01-02", "review_due: 2026-06-02"), "utf-8")
    text, wanted = reviews_due.body(handbook.load(good), date(2026, 12, 20))
    assert wanted
    assert text.index("overdue since 2026-06-02: Listen to people") < text.index("due on 2027-01-02: Greet people")
    assert reviews_due.body(handbook.load(good), date(2026, 1, 1)) == (
        "As of 2026-01-01.\n\nNothing is due.\n\n" + text.rpartition("\n\n")[2], False,
    )  # fmt: skip


def test_lists_are_read_page_by_page(github: type[FakeGitHub]) -> None:
    github.issues += [{"number": n, "user": {"login": "x"}, "body": None} for n in range(3)]
    assert len(list(GitHub().all("/issues?state=all"))) == 3


def a_finding(file: str, lines: str) -> dict[str, object]:
    message = f"The advice of 'wait' changed. When all else is fixed, add a file {file} that holds what is below, with your reason:\n{lines}"
    return {**FINDING, "file": "docs/a.md", "code": "KB605", "message": message}


def test_a_file_that_a_finding_asks_for_can_be_added_from_the_comment() -> None:
    branch = pr_comment.branch_address("https://github.example", "nurse/hand-book", "patch-1/b")
    lines = 'date: 2026-01-02\nsummary: "A & B (c) [d]"'
    finding = a_finding("docs/_data/changes/2026-01-02-greet-0a1b2c3d.yml", lines)
    text = pr_comment.body(pr_comment.Report("content", (), (finding,)), "run", branch)
    link = re.search(r"\]\((https://github\.example/nurse/hand-book/new/patch-1/b\?\S+)\)\n", text)
    asked = parse_qs(urlsplit(link[1]).query)
    assert asked == {
        "filename": ["docs/_data/changes/2026-01-02-greet-0a1b2c3d.yml"],
        "value": [lines + "\n"],
    }


@pytest.mark.parametrize(
    "file", ["docs/_data/changes/../../index.md", ".github/workflows/a.yml", "docs/_data/changes/a b.yml"]
)
def test_no_other_file_is_offered(file: str) -> None:
    report = pr_comment.Report("code", (), (a_finding(file, "a: b"),))
    assert "/new/" not in pr_comment.body(report, "run", "https://github.example/nurse/book/new/b")


@pytest.mark.parametrize("repository", ["", "nurse", "nurse/book/../..", "nurse/bo ok", "nurse/book)"])
def test_a_repository_of_no_such_name_is_no_address(repository: str) -> None:
    assert pr_comment.branch_address("https://github.example", repository, "main") == ""


@pytest.mark.parametrize(
    "files", [[{"filename": "macros/model.py"}], [{"filename": "docs/x.md", "previous_filename": "mkdocs.yml"}]]
)
def test_a_proposal_that_changes_programs_gets_no_verdict_whatever_it_says_of_itself(
    tmp_path: Path, github: type[FakeGitHub], monkeypatch: pytest.MonkeyPatch, files: list[dict[str, str]]
) -> None:
    github.pulls.append({"number": 7, "head": {"sha": "abc"}})
    github.files = files
    for name, value in (("HEAD_OWNER", "o"), ("HEAD_BRANCH", "x"), ("HEAD_COMMIT", "abc")):
        monkeypatch.setenv(name, value)
    assert main(["ci", "comment", str(folder(tmp_path, {"kind": "content", "changed": []}, [])), "--post"]) == 0
    said = github.comments[0]["body"]
    assert "Nothing to" not in said
    assert "changes programs" in said
    assert all(f"`{name}`" in said for one in files for name in one.values())


def test_files_in_folders_with_the_names_of_what_is_made_are_listed_where_text_is_taken_over(tmp_path: Path) -> None:
    base, head = tmp_path / "base", tmp_path / "head"
    hidden = (
        "docs/site/x.md",
        "docs/a/.cache/x.md",
        "docs/build/x.md",
        "docs/__pycache__/x.md",
        "docs/a.egg-info/x.md",
    )
    for root in (base, head):
        (root / "docs").mkdir(parents=True)
    for name in (*hidden, ".venv/x", "site/x.html", "macros/__pycache__/x.pyc"):
        (head / name).parent.mkdir(parents=True, exist_ok=True)
        (head / name).write_text("x", "utf-8")
    assert pr_diff.changes(base, head) == sorted(hidden)
    pr_diff.take_text(base, head)
    assert all((base / name).is_file() for name in hidden)


def test_seven_hundred_dead_links_are_remembered_until_they_are_reported() -> None:
    failed = [
        dead_links.Failure(f"https://host-{n}.example/a/long/path/of/a/page", "404", ("p.html",)) for n in range(700)
    ]
    memory: dead_links.Memory = {}
    for day in ("2026-01-05", "2026-01-12", "2026-01-19"):
        memory = dead_links.remember(memory, failed, (), day)
        text, wanted = dead_links.body(memory, failed, day)
        assert len(text) < 58_000
        memory = dead_links.recall(text)
        assert len(memory) > 200
    assert wanted
    assert "https://host-1.example" in text
    assert re.search(r"and \d+ more", text)


def test_a_comment_longer_than_github_takes_is_cut_between_findings(tmp_path: Path) -> None:
    long = {**FINDING, "message": "No." + "\nx" * 500}
    findings = [{**long, "line": line} for line in range(200)]
    found = pr_comment.body(pr_comment.read(folder(tmp_path, GOOD, findings)), "run")
    assert len(found) < 60_000
    assert found.count("```") % 2 == 0
    assert re.search(r"and \d+ more", found)
