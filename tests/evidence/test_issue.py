"""The one issue of `kb ci evidence`: what it says, that it stays one, and that it shows strange text harmlessly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros import handbook
from macros.ci import commands
from macros.ci.evidence import issue, newer
from macros.ci.evidence.look import Outcome
from macros.ci.evidence.merge import Looked, merged
from macros.ci.evidence.notice_kinds import Said
from macros.cli import main
from macros.handbook.download_files import FOLDER
from tests.evidence.services import Host, running
from tests.fake_github import FakeGitHub


def outcome(*said: Said) -> Outcome:
    looked = Looked(said, frozenset({"crossref"}), True, {})
    return Outcome({"author-a": merged("author-a", None, looked, "2026-12-01")}, 1, 1)


def told(book: Path, found: Outcome) -> tuple[str, bool]:
    return issue.body(handbook.load(book), found, [], {}, "2026-12-01", "https://example.org/run")


def test_the_gravest_notice_comes_first_with_where_it_matters(good: Path) -> None:
    text, wanted = told(
        good, outcome(Said("correction", "crossref", "10.5555/b"), Said("retraction", "crossref", "10.5555/a"))
    )
    assert wanted
    first, second = (line for line in text.splitlines() if line.startswith("- [ ]"))
    assert first.startswith("- [ ] **Retracted** (Crossref; seen 2026-12-01) `10.5555/a`: `author-a`")
    assert "used in `docs/rapport/greet.md, docs/rapport/listen.md`" in first
    assert "`10.5555/b`" in second


def test_nothing_waits_where_nothing_was_found(good: Path) -> None:
    text, wanted = told(good, outcome())
    assert not wanted
    assert "1 of 2 sources confirmed" in text
    assert "No notice waits" in text


def test_a_link_from_a_service_is_shown_and_does_nothing(good: Path) -> None:
    text, _ = told(good, outcome(Said("other", "crossref", "` @everyone <img src=x>")))
    (line,) = (line for line in text.splitlines() if "everyone" in line)
    assert line.count("`") % 2 == 0
    assert "`' @everyone <img src=x>`" in line


def test_one_issue_is_kept_and_a_second_run_changes_nothing(
    good: Path, github: type[FakeGitHub], monkeypatch: pytest.MonkeyPatch
) -> None:
    with running() as host:
        serve(host, monkeypatch)
        run = ["--root", str(good), "ci", "evidence", "--post"]
        before = {path: path.read_bytes() for path in (good / "docs").rglob("*") if path.is_file()}
        assert main(run) == 0
        first = [dict(one) for one in github.issues]
        assert main(run) == 0
    assert [one["state"] for one in github.issues] == ["open"]
    assert github.issues == first
    assert "**No longer found** (the DOI system" in github.issues[0]["body"]
    changed = {path for path in (good / "docs").rglob("*") if path.is_file() and before.get(path) != path.read_bytes()}
    assert changed - {good / FOLDER} == {good / "docs/_data/evidence_status.yml"}


def serve(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Services that know neither source of the small handbook, of which one has another agency."""
    host.put("/handles/10.1000/author-a", "handles/gone.json", 404)
    host.put("/handles/10.1000/author-b", "handles/elsewhere.json")
    host.put("/pubmed/esearch.fcgi", "pubmed/search.json")
    host.put("/pubmed/esummary.fcgi", "pubmed/summary.json")
    monkeypatch.setattr(commands, "SERVICES", host.services)
    monkeypatch.setattr(commands, "PACE", 0)


def test_a_machine_without_network_says_so(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "SERVICES", commands.Services(*["http://127.0.0.1:1"] * 4))
    monkeypatch.setattr(commands, "PACE", 0)
    assert main(["--root", str(good), "ci", "evidence"]) == 1
    assert "Nothing was changed" in capsys.readouterr().out
    assert not (good / "docs/_data/evidence_status.yml").exists()


def test_new_studies_are_listed_by_article_newest_first_and_remembered(
    good: Path, github: type[FakeGitHub], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = good / "docs/_data/watch/return-calls.yml"
    watch.write_text(watch.read_text("utf-8") + "seen: ['99000012', '99000011']\n", "utf-8")
    with running() as host:
        serve(host, monkeypatch)
        run = ["--root", str(good), "ci", "evidence", "--post"]
        assert main(run) == 0
        queries = [one for path, one in zip(host.asked, host.queries, strict=True) if path.endswith("esearch.fcgi")]
        lines = github.issues[0]["body"].splitlines()
        begin = lines.index("- **`Greet people`**, since 2026-01-02 (`docs/rapport/greet.md`)")
        assert lines[begin + 1 : begin + 4] == [
            "  - **new** `A newer trial of trust.` `J Tests 2026 Nov 3` https://pubmed.ncbi.nlm.nih.gov/99000012/",
            "  - **new** `A review of 'trials' @everyone.` `Tests Rev 2026 Oct` https://pubmed.ncbi.nlm.nih.gov/99000011/",
            "- **`Listen to people`**, since 2026-01-02 (`docs/rapport/listen.md`)",
        ]
        assert not any("Return their calls" in line for line in lines)
        assert queries[0]["term"] == f"(trust[tiab] AND study[ti]) AND {newer.KINDS}"
        assert (queries[0]["datetype"], queries[0]["mindate"]) == ("edat", "2026/01/02")
        body = github.issues[0]["body"]
        github.issues[0]["body"] = re.sub(r'<!-- listed \{"[^"]*"', '<!-- listed {"2026-01-01"', body)
        assert main(run) == 0
        assert "**new**" not in github.issues[0]["body"]
        assert newer.recall(github.issues[0]["body"]) == {"2026-01-01": ["99000011", "99000012"]}


REFUSED = [
    '{"esearchresult": {"ERROR": "busy"}}',
    "{}",
    '{"esearchresult": {"idlist": [], "errorlist": {"fieldsnotfound": ["tiba"]}}}',
]


@pytest.mark.parametrize("answer", REFUSED)
def test_a_search_without_an_answer_says_so_and_forgets_nothing(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    with running() as host:
        serve(host, monkeypatch)
        host.replies["/pubmed/esearch.fcgi"] = [(200, answer.encode(), {})]
        assert main(["--root", str(good), "ci", "evidence"]) == 0
    assert capsys.readouterr().out.count(": PubMed `") == 3


@pytest.mark.parametrize(
    "body", ["", "<!-- listed {x} -->", '<!-- listed ["1"] -->', '<!-- listed {"2026-01-01": 5} -->']
)
def test_a_spoilt_memory_is_none(body: str) -> None:
    assert newer.recall(body) == {}


def test_of_a_day_with_more_than_an_issue_holds_the_newest_are_remembered() -> None:
    numbers = [str(9_999_000 + n) for n in range(3_000)]
    kept = newer.remember({"2026-02-01": numbers, "2026-01-01": ["1"]}, [], "2026-03-01")
    assert len(newer.memory(kept)) < 12_100
    assert len(kept["2026-02-01"]) > 500
    assert set(kept["2026-02-01"]) == set(numbers[-len(kept["2026-02-01"]) :])
    assert newer.recall(newer.memory(kept)) == kept


def test_more_than_an_issue_holds_is_forgotten_from_the_oldest_day() -> None:
    listed = {f"2026-01-{day:02}": [str(90_000_000 + n) for n in range(60)] for day in range(1, 29)}
    kept = newer.remember(listed, [], "2026-02-01")
    assert len(newer.memory(kept)) < 12_100
    assert sorted(kept) == sorted(listed)[-len(kept) :]
