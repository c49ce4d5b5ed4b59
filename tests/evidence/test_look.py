"""A month's look at every source, by the real client code, against recorded answers over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros import handbook
from macros.ci.evidence import look as looking
from macros.ci.evidence.look import Outcome, look
from macros.ci.evidence.status_file import FILE
from macros.ci.evidence.web import Web
from macros.errors import CommandError
from macros.model import Notice
from tests import small_handbook
from tests.evidence.services import Host, running

TODAY = date(2026, 12, 1)
COCHRANE = "10.1002/14651858.CD999999.pub2"


@pytest.fixture
def host() -> Iterator[Host]:
    with running() as one:
        yield one


@pytest.fixture
def book(good: Path, host: Host) -> Path:
    """A handbook whose sources each have a history, and the services that know it."""
    rows = {
        "cochrane": (COCHRANE, "99000002"), "concern": ("10.5555/concern", ""), "corrected": ("10.5555/corrected", ""),
        "elsewhere": ("10.5555/elsewhere", ""), "gone": ("10.5555/gone", ""), "itself": ("10.5555/itself", ""),
        "retracted": ("10.5555/retracted", "99000001"), "well": ("10.5555/well", "99000003"),
    }  # fmt: skip
    entries = []
    for id, (doi, pmid) in rows.items():
        text = small_handbook.REFERENCE.format(id=id).replace(f"10.1000/{id}", doi)
        entries.append(text + (f"  PMID: '{pmid}'\n" if pmid else ""))
    page = small_handbook.REFERENCE.format(id="page").replace("  DOI: 10.1000/page\n", "")
    entries.append(page.replace("https://doi.org/10.1000/page", f"{host.address}/page"))
    (good / "docs/_data/references/a.yml").write_text("\n".join(sorted(entries)), "utf-8")
    for id in ("retracted", "itself", "corrected", "concern", "well"):
        host.put(f"/crossref/works/{rows[id][0]}", f"crossref/{id}.json")
    host.put(f"/crossref/works/{COCHRANE}", "crossref/cochrane.json")
    for version in (3, 4):
        host.put(f"/crossref/works/10.1002/14651858.CD999999.pub{version}", f"crossref/cochrane{version}.json")
    for id in ("gone", "elsewhere"):
        host.put(f"/handles/10.5555/{id}", f"handles/{id}.json", 404 if id == "gone" else 200)
    for id, name in (("retracted", "retracted"), ("corrected", "alone"), ("well", "well")):
        host.put(f"/openalex/works/doi:10.5555/{id}", f"openalex/{name}.json")
    host.put("/pubmed/efetch.fcgi", "pubmed/records.xml")
    host.put("/page", body="<main><h1>Advice</h1><p>Greet 12 people.</p></main>", Content_Type="text/html", ETag='"1"')
    return good


def run(book: Path, host: Host, today: date = TODAY) -> Outcome:
    return look(handbook.load(book), Web("editor@example.org", pace=0), host.services, today)


def notices(outcome: Outcome) -> dict[str, list[tuple[str, str, str, tuple[str, ...]]]]:
    return {
        id: [(one.kind, one.link, one.date, one.by) for one in status.notices]
        for id, status in outcome.statuses.items()
    }


def only(outcome: Outcome, id: str) -> Notice:
    (one,) = outcome.statuses[id].notices
    return one


def test_a_month_finds_what_has_happened_to_each_source(book: Path, host: Host) -> None:
    outcome = run(book, host)
    newest = "10.1002/14651858.cd999999.pub4"
    assert notices(outcome) == {
        "cochrane": [("new-version", newest, "2025", ("crossref", "pubmed"))],
        "concern": [("concern", "10.5555/doubt", "2025-11-03", ("crossref",)), ("other", "", "", ("crossref",))],
        "corrected": [
            ("correction", "10.5555/erratum", "2022-07", ("crossref",)),
            ("retraction-alone", "", "", ("openalex",)),
        ],
        "elsewhere": [],
        "gone": [("gone", "10.5555/gone", "", ("doi",))],
        "itself": [("withdrawal", "10.5555/itself", "2025-01-02", ("crossref",))],
        "page": [],
        "retracted": [
            ("correction", "10.5555/old-correction", "2021-03-06", ("crossref",)),
            ("retraction", "10.5555/notice", "2024-02-06", ("crossref", "pubmed", "openalex")),
        ],
        "well": [],
    }
    assert {one.confirmed for one in outcome.statuses.values()} == {"2026-12-01"}
    assert outcome.unanswered == {}


def test_the_file_holds_what_was_found_and_is_read_as_it_was_written(book: Path, host: Host) -> None:
    outcome = run(book, host)
    library = handbook.load(book)
    assert [one for one in library.problems if one.place.file == FILE] == []
    assert notices(Outcome(dict(library.evidence))) == notices(outcome)


def test_a_second_run_asks_nothing_and_changes_nothing(book: Path, host: Host) -> None:
    run(book, host)
    before = (book / FILE).read_bytes()
    host.asked.clear()
    run(book, host, TODAY + timedelta(days=looking.FRESH - 1))
    assert host.asked == []
    assert (book / FILE).read_bytes() == before


def test_who_asks_is_said_to_each_service(book: Path, host: Host) -> None:
    run(book, host)
    assert all("mailto:editor@example.org" in one["user-agent"] for one in host.headers)
    told = dict(zip(host.asked, host.queries, strict=True))
    assert told["/crossref/works/10.5555/well"] == {"mailto": "editor@example.org"}
    assert told["/pubmed/efetch.fcgi"]["email"] == "editor@example.org"
    assert told["/pubmed/efetch.fcgi"]["id"] == "99000002,99000001,99000003"


def test_a_run_that_is_killed_goes_on_where_it_was(book: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_SAVE_EVERY", 1)
    real = looking.openalex.said

    def killed(web: Web, base: str, doi: str) -> list[object]:
        if doi == "10.5555/gone":
            raise KeyboardInterrupt
        return list(real(web, base, doi))

    monkeypatch.setattr(looking.openalex, "said", killed)
    with pytest.raises(KeyboardInterrupt):
        run(book, host)
    assert list(handbook.load(book).evidence) == ["cochrane", "concern", "corrected", "elsewhere"]
    monkeypatch.setattr(looking.openalex, "said", real)
    host.asked.clear()
    assert len(run(book, host).statuses) == 9
    assert "/crossref/works/10.5555/concern" not in host.asked


def test_a_limit_is_waited_for(book: Path, host: Host) -> None:
    path = "/crossref/works/10.5555/corrected"
    host.replies[path].insert(0, (429, b"", {"Retry-After": "1"}))
    outcome = run(book, host)
    assert outcome.unanswered == {}
    assert host.asked.count(path) == 2


WELL = "/crossref/works/10.5555/well"
NONSENSE = [
    (200, b"<html>We are busy</html>", {}),
    (200, b"[]", {}),
    (200, b'{"message": null}', {}),
    (200, b'{"message": {"DOI": "10.5555/retracted", "updated-by": "x"}}', {}),
    (200, b'{"message": {"DOI": "10.5555/well"', {"Content-Length": "9000"}),
    (403, b"", {}),
    (503, b"", {}),
    (302, b"", {"Location": WELL}),
    (302, b"", {"Location": "ftp://elsewhere.example/"}),
]


@pytest.mark.parametrize("reply", NONSENSE, ids=str)
def test_an_answer_that_is_none_takes_nothing_away(
    book: Path, host: Host, reply: tuple[int, bytes, dict[str, str]]
) -> None:
    run(book, host)
    known = (book / FILE).read_text("utf-8")
    host.replies[WELL] = [reply]
    host.replies["/crossref/works/10.5555/retracted"] = [reply]
    later = TODAY + timedelta(days=31)
    outcome = run(book, host, later)
    assert {"well", "retracted"} == set(outcome.unanswered)
    assert outcome.statuses["well"].confirmed == "2026-12-01"
    assert [one.kind for one in outcome.statuses["retracted"].notices] == ["correction", "retraction"]
    assert outcome.statuses["retracted"].notices[1].by == ("pubmed", "openalex", "crossref")
    assert "10.5555/notice" in known


@pytest.mark.parametrize(
    "body", ["", "<html/>", "<PubmedArticleSet><PubmedArticle>", "<PubmedArticleSet></PubmedArticleSet>"]
)
def test_records_that_cannot_be_read_take_nothing_away(book: Path, host: Host, body: str) -> None:
    host.replies["/pubmed/efetch.fcgi"] = [(200, body.encode(), {})]
    outcome = run(book, host)
    assert set(outcome.unanswered) == {"cochrane", "retracted", "well"}
    assert only(outcome, "cochrane").by == ("crossref",)


def test_without_a_network_nothing_is_written_and_the_end_comes_soon(book: Path, host: Host) -> None:
    (book / FILE).write_text("sources: []\n", "utf-8")
    nobody = looking.Services(*(f"http://127.0.0.1:1/{name}" for name in "abcd"))
    (book / "docs/_data/references/a.yml").write_text(
        "\n".join(small_handbook.REFERENCE.format(id=f"r{n:03}") for n in range(200)), "utf-8"
    )
    outcome = look(handbook.load(book), Web(pace=0), nobody, TODAY)
    assert outcome.offline
    assert (book / FILE).read_text("utf-8") == "sources: []\n"


def test_a_file_with_faults_is_left_as_it_is(book: Path, host: Host) -> None:
    spoilt = "sources:\n  - id: well\n    notices: [{kind: burnt, by: [crossref], seen: 2026-01-01}]\n"
    (book / FILE).write_text(spoilt, "utf-8")
    with pytest.raises(CommandError, match=r"evidence_status\.yml:3:22: KB505"):
        run(book, host)
    assert (book / FILE).read_text("utf-8") == spoilt
    assert host.asked == []


def test_sources_that_cannot_be_read_lose_nothing_that_is_known_of_them(book: Path, host: Host) -> None:
    run(book, host)
    before = (book / FILE).read_text("utf-8")
    (book / "docs/_data/references/a.yml").write_text("- id: [", "utf-8")
    with pytest.raises(CommandError, match=r"references/a\.yml cannot be read"):
        run(book, host)
    assert (book / FILE).read_text("utf-8") == before


def test_what_a_person_considered_stays_and_a_notice_taken_back_goes(book: Path, host: Host) -> None:
    run(book, host)
    path = book / FILE
    path.write_text(
        path.read_text("utf-8").replace("kind: concern\n", "kind: concern\n    considered: 2026-12-02\n"), "utf-8"
    )
    host.replies["/crossref/works/10.5555/corrected"] = host.replies[WELL].copy()
    host.replies["/crossref/works/10.5555/corrected"][0] = (
        200, host.replies[WELL][0][1].replace(b"10.5555/well", b"10.5555/corrected"), {},
    )  # fmt: skip
    outcome = run(book, host, TODAY + timedelta(days=31))
    assert [one.considered for one in outcome.statuses["concern"].notices] == ["2026-12-02", ""]
    assert {one.seen for one in outcome.statuses["concern"].notices} == {"2026-12-01"}
    assert [one.kind for one in outcome.statuses["corrected"].notices] == ["retraction-alone"]


PAGES = [
    ("<main><p>Greet 13 people.</p></main><script>1</script>", 200, {}, []),
    ("<main><p>Do not greet.</p></main>", 200, {}, ["changed"]),
    ("<main><p>This guidance has been replaced by another. Greet.</p></main>", 200, {}, ["changed", "new-version"]),
    ("", 304, {}, []),
    ("", 410, {}, ["gone"]),
    ("", 301, {"Location": "/page/"}, []),
    ("", 308, {"Location": "/new"}, ["changed", "moved"]),
    ("", 302, {"Location": "/new"}, ["changed"]),
]


@pytest.mark.parametrize(("body", "status", "headers", "expected"), PAGES, ids=str)
def test_a_page_is_compared_with_the_last_look(
    book: Path, host: Host, body: str, status: int, headers: dict[str, str], expected: list[str]
) -> None:
    run(book, host)
    shown = {"Content-Type": "text/html", **headers}
    first = host.replies["/page"][0]
    host.replies["/page"] = [(status, body.replace("<main>", "<main><h1>Advice</h1>").encode(), shown)]
    host.replies["/page/"] = [first]
    host.put("/new", body="<main>Elsewhere</main>", Content_Type="text/html")
    outcome = run(book, host, TODAY + timedelta(days=31))
    assert [one.kind for one in outcome.statuses["page"].notices] == expected
    asked = dict(zip(host.asked, host.headers, strict=True))
    assert asked["/page"]["if-none-match"] == '"1"'
    if expected == ["changed"]:
        again = run(book, host, TODAY + timedelta(days=62))
        assert [(one.kind, one.seen) for one in again.statuses["page"].notices] == [("changed", "2027-01-01")]
