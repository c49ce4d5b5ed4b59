"""What readers see of a source that was retracted, corrected or replaced: words, before the source, wherever it is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import handbook
from macros.render.cite import references
from macros.render.evidence_library import evidence_index, evidence_library
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
