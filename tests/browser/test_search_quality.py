"""What people type against the site's own search, in one page: how often the right article comes first, and in the first three."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from macros import handbook
from macros.site.search_tokens import tokens
from tests.conftest import PROJECT
from tests.search.queries import PARTS, Query, rank, read

QUERIES = read()
ASK = """async queries => {
  const { find } = await import(new URL("assets/js/search.js", new URL(document.body.dataset.root, location.href)))
  const found = []
  for (const one of queries) found.push((await find(one)).map(({ url }) => url))
  return found
}"""


@pytest.fixture
def ranks(page: Page, address: str) -> dict[Query, int | None]:
    page.goto(address + "/about/", wait_until="networkidle")
    answers = page.evaluate(ASK, [one.text for one in QUERIES])
    return {one: rank(one, urls) for one, urls in zip(QUERIES, answers, strict=True)}


def test_the_right_article_comes_first_nine_times_in_ten_and_nearly_always_among_three(
    ranks: dict[Query, int | None],
) -> None:
    worst = "\n".join(f"{place}: {query.text}" for query, place in ranks.items() if place not in (1, 2, 3))
    assert sum(place == 1 for place in ranks.values()) >= 0.95 * len(ranks), worst
    assert sum(place in (1, 2, 3) for place in ranks.values()) >= 0.98 * len(ranks), worst
    assert sum(place is None for place in ranks.values()) <= 0.005 * len(ranks), worst


def test_no_part_and_no_kind_of_query_is_served_badly(ranks: dict[Query, int | None]) -> None:
    groups: dict[str, list[int | None]] = {}
    for query, place in ranks.items():
        for name in (query.part, query.kind):
            groups.setdefault(name, []).append(place)
    assert set(PARTS) <= set(groups)
    bad = {
        name: places
        for name, places in groups.items()
        if sum(place in (1, 2, 3) for place in places) < 0.95 * len(places)
    }
    assert list(bad) == []


def test_the_browser_cuts_words_as_the_index_does(page: Page, address: str) -> None:
    texts = [
        "Don't say ‘Naïve’.",
        "a chance of 1 in 10",
        *(article.title for article in handbook.load(PROJECT).articles.values()),
    ]
    page.goto(address + "/about/", wait_until="networkidle")
    cut = "async texts => { const { words } = await import('/assets/js/search-words.js'); return texts.map(words) }"
    for text, found in zip(texts, page.evaluate(cut, texts), strict=True):
        assert {word for word in found if not word.isdigit()} <= set(tokens(text)), text


def test_every_article_is_asked_for_and_every_answer_exists() -> None:
    articles = set(handbook.load(PROJECT).articles)
    asked = [id for query in QUERIES for id in query.articles]
    assert set(asked) == articles
    assert min(asked.count(id) for id in articles) >= 5
    assert len({query.text for query in QUERIES}) == len(QUERIES) >= 200
