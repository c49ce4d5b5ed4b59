"""The real handbook obeys every rule, and says what it promises."""

from __future__ import annotations

import re
from datetime import date

import pytest

from macros import library
from macros.checks import check
from macros.model import Library
from tests.conftest import PROJECT


@pytest.fixture(scope="module")
def book() -> Library:
    return library.load(PROJECT)


def test_the_handbook_has_no_finding_that_fails(book: Library) -> None:
    assert [str(one) for one in check(book, date.today()) if not one.advice] == []


def test_every_checklist_is_on_a_page_of_cards(book: Library) -> None:
    shown = {call.args[0] for page in book.pages.values() for call in page.calls if call.name == "cards"}
    assert {article.page.folder for article in book.articles.values()} <= shown


def test_every_statement_of_the_source_has_a_verdict_and_an_answer(book: Library) -> None:
    assert [one.id for one in book.statements] == [f"S{number}" for number in range(1, 27)]
    assert all(one.verdict in ("kept", "refined", "corrected") and one.answered_by for one in book.statements)


def test_no_article_claims_a_review_that_lacks_a_person(book: Library) -> None:
    for article in book.articles.values():
        for review in article.reviews:
            assert all(review.get(key) for key in ("name", "role", "date", "interests"))


def test_every_number_of_a_claim_stands_in_a_source_that_it_cites(book: Library) -> None:
    """Percentages, ratios and intervals in 'Why we say this' must be in a finding of a source cited on the page."""
    number = re.compile(r"\d+(?:[.,]\d+)+|\d+(?= ?%)")
    missing = []
    for article in book.articles.values():
        cited = {str(arg) for call in article.page.calls if call.name == "cite" for arg in call.args}
        checklist = book.checklists[article.id]
        cited |= {key for item in checklist.items for key in item.sources}
        known = " ".join(
            f"{book.references[key].finding} {book.references[key].limits} {book.references[key].population}"
            for key in cited
        )
        for section in article.page.sections:
            if section.id in ("evidence", "unknown", "myths"):
                text = re.sub(r"\{\{.*?\}\}", "", section.body)
                wrong = [one for one in number.findall(text) if one not in known]
                missing += [f"{article.page.place.file}: {one}" for one in wrong]
    assert missing == []
