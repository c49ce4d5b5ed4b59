"""What readers see of a source that was retracted, corrected or replaced: words, before the source, wherever it is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import handbook
from macros.exports.json_files import evidence_status as as_data
from macros.render.cite import references
from macros.render.evidence_library import evidence_index, evidence_library
from macros.render.evidence_status import evidence_status
from macros.render.notices import notices, when

STATUS = """\
sources:
  - id: author-a
    confirmed: 2026-12-01
    notices:
      - {kind: correction, date: 2025-03, by: [crossref], seen: 2026-12-01, considered: 2026-12-02}
      - {kind: retraction, link: 10.1000/notice, date: 2026-04-03, by: [crossref, pubmed], seen: 2026-12-01}
      - {kind: changed, link: 'https://example.org/', by: [page], seen: 2026-12-01}
  - id: author-b
    notices: [{kind: new-version, link: 'https://example.org/a?b=1', by: [pubmed], seen: 2026-12-01}]
"""
TOLD = (
    "<strong>Retracted, 3 Apr 2026.</strong>" ' <a href="https://doi.org/10.1000/notice">Notice</a>. '
    "<strong>Corrected, Mar 2025.</strong> "
)  # fmt: skip


@pytest.fixture
def book(good: Path) -> Path:
    (good / "docs/_data/evidence_status.yml").write_text(STATUS, "utf-8")
    return good


def test_every_list_of_sources_says_it_first(book: Path) -> None:
    library = handbook.load(book)
    page = library.pages["rapport/greet.md"]
    assert f"{TOLD}Author AB." in references(library, page)
    assert f"{TOLD}Author AB." in evidence_library(library, page, "cohort")
    assert TOLD in evidence_index(library, page)
    assert '<a href="https://example.org/a?b=1">Newer version</a>' in notices(library, "author-b")


def test_nothing_is_said_of_a_source_that_nothing_has_happened_to(good: Path) -> None:
    assert notices(handbook.load(good), "author-a") == ""


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2026-04-03", "3 Apr 2026"),
        ("2026-04", "Apr 2026"),
        ("2026", "2026"),
        ("2026-19", "2026-19"),
        ("2026-02-31", "2026-02-31"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(date: str, shown: str) -> None:
    assert when(date) == shown


def test_the_page_of_the_evidence_tells_what_happened_when_it_was_confirmed_and_what_is_due(book: Path) -> None:
    library = handbook.load(book)
    text = evidence_status(library, library.pages["index.md"])
    happened, confirmed, ages, due = text.split("\n## ")
    assert f"{TOLD}</" in happened
    assert "Author 2020, used in [Listen to people](rapport/listen.md), [Greet people](rapport/greet.md)" in happened
    assert "| Not looked up yet | 1 |\n| Dec 2026 | 1 |" in confirmed
    assert "| 2020 to 2024 | 2 |" in ages
    assert 'aria-label="Sources by year of publication: 2020 to 2024, 2"' in ages
    assert '<path d="M78 3h188v10h-188z" fill="currentColor" stroke="none"/>' in ages
    assert '<text x="270" y="12">2</text>' in ages
    assert due.index("Greet people") < due.index("Listen to people")


def test_before_the_first_look_the_page_says_that_nobody_has_looked(good: Path) -> None:
    library = handbook.load(good)
    assert "no source has been looked up" in evidence_status(library, library.pages["index.md"])


def test_the_same_is_there_as_data(book: Path) -> None:
    found = as_data(handbook.load(book))
    first, second = found["sources"]
    assert (first["confirmed"], second["confirmed"]) == ("2026-12-01", None)
    assert [one["kind"] for one in first["notices"]] == ["correction", "retraction", "changed"]
    assert found["articles"][0]["query"] == "trust[tiab] AND study[ti]"
