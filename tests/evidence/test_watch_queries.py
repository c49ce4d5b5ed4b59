"""The queries for new studies: read as PubMed reads them, and tried on each article's own sources."""

from __future__ import annotations

import pytest

from macros import handbook
from macros.handbook import query_coverage
from macros.handbook.pubmed_query import Record, Unreadable, parse
from macros.model import Library
from tests.conftest import PROJECT

TRIAL = Record(
    "Teach-back in the ward",
    "Teach-back in the ward: patients' trust grew",
    frozenset({"randomized controlled trial"}),
    "2024",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"teach back"[tiab]', True),
        ("teach-back[ti]", True),
        ("patients[tiab] AND trust[tiab]", True),
        ("trust[ti]", False),
        ("trus[tiab]", False),
        ("trus*[tiab]", True),
        ('"patients trus*"[tiab]', True),
        ("ward[tiab] NOT trust[tiab]", False),
        ("(nurse[tiab] OR ward[tiab]) AND 2020:2025[dp]", True),
        ("ward[tiab] AND 2023[dp]", False),
        ('"randomized controlled trial"[pt]', True),
        ('review[pt] OR (ward[tiab] AND (x[tiab] OR "in the ward"[ti]))', True),
        ("warded[tiab]", False),
    ],
)
def test_a_query_finds_what_pubmed_would(query: str, found: bool) -> None:
    assert parse(query)(TRIAL) is found


@pytest.mark.parametrize(
    "query",
    [
        "", "trust", "trust[mh]", "trust[tiab] care[tiab]", "(trust[tiab]", "trust[tiab])", "AND trust[tiab]",
        "trust[tiab] AND", "a[tiab] AND b[tiab] OR c[tiab]", "tru*[tiab]", '"decision aid*"[tiab]', '"trust[tiab]', "()",
        "(" * 21 + "trust[tiab]" + ")" * 21, "(" * 3_999, "trust[tiab] OR " * 300,
    ],
)  # fmt: skip
def test_what_pubmed_would_read_otherwise_is_refused(query: str) -> None:
    with pytest.raises(Unreadable, match=r"\S"):
        parse(query)


@pytest.mark.parametrize(("query", "found"), [
    ("(" * 20 + "trust[tiab]" + ")" * 20, True), (" OR ".join(["x[ti]"] * 400), False),
    (" AND ".join(["ward[ti]"] * 300), True), ("ward[ti] NOT x[ti] NOT trust[tiab]", False), ("ward[ti] NOT x[ti] NOT y[ti]", True),
])  # fmt: skip
def test_a_query_may_be_long_and_deep(query: str, found: bool) -> None:
    assert parse(query)(TRIAL) is found


def test_a_query_longer_than_anybody_can_check_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.handbook.pubmed_query._tokens", None)
    with pytest.raises(Unreadable, match="4,000 characters, and this one 4,001"):
        parse("a" * 4_001)


@pytest.fixture(scope="module")
def library() -> Library:
    return handbook.load(PROJECT)


def test_each_article_has_a_query_that_finds_most_of_its_own_sources(library: Library) -> None:
    assert set(library.watches) == set(library.articles)
    shares = {}
    for id, article in library.articles.items():
        own, query = query_coverage.own(library, article), parse(library.watches[id].query)
        shares[id] = len(query_coverage.found(query, own)) / len(own) if own else 1.0
    assert {id: share for id, share in shares.items() if share < 2 / 3} == {}


def test_no_query_finds_the_sources_of_everything(library: Library) -> None:
    every = list(
        {one.id: one for article in library.articles.values() for one in query_coverage.own(library, article)}.values()
    )
    for id in library.articles:
        assert len(query_coverage.found(parse(library.watches[id].query), every)) <= len(every) / 5, id
