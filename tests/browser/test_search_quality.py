"""What people type against the site's own search, in one page: how often the right article comes first, and in the first three."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from macros import handbook
from macros.handbook.resolve import words_of
from macros.model import Library
from macros.site.search_passages import entries
from macros.site.search_postings import tokens
from tests.browser import open_page
from tests.conftest import PROJECT
from tests.search.queries import PARTS, Query, rank, read

QUERIES = read()
ASK = """async queries => {
  const { find } = await import(new URL("assets/js/search.js", new URL(document.body.dataset.root, location.href)))
  const found = []
  for (const one of queries) found.push((await find(one)).map(({ url }) => url))
  return found
}"""


# Asks the site's engine each phrase as if its own place in the index were not there.
ASK_WITHOUT = """async questions => {
  const at = name => new URL(name, new URL(document.body.dataset.root, location.href))
  const { open } = await import(at("assets/js/search-data.js"))
  const { engine } = await import(at("assets/js/search-engine.js"))
  const data = await open(async name => (await fetch(at(`search/${name}`))).json())
  const alias = data.kinds.indexOf("alias")
  let left = []
  const places = async word => {
    const found = await data.places(word)
    const spots = found.spots.filter(([page, kind, part]) => kind !== alias || !left.some(one => one[0] === page && one[1] === part))
    return { ...found, spots }
  }
  const asked = await engine({ ...data, places })
  const found = []
  for (const [phrase, own] of questions) {
    left = own
    found.push((await asked.find(phrase, 8)).map(({ url }) => url.split("#")[0]))
  }
  return found
}"""
EVERY = 12  # of some thousand phrases
MODULES = "**/assets/js/search-*.js"  # in the site they are in search.js


def with_modules(page: Page) -> None:
    """Let the page ask for the modules of the search one by one, as they are written."""
    scripts = PROJECT / "overrides/assets/js"
    page.route(MODULES, lambda route: route.fulfill(path=scripts / route.request.url.rpartition("/")[2]))


def left_out(
    page: Page, address: str, questions: list[tuple[str, list[tuple[int, int]], set[str]]]
) -> tuple[float, float]:
    """How often the right page comes first, and among three, when a phrase's own places (page and number) do not count."""
    with_modules(page)
    open_page(page, address + "/about/")
    answers = page.evaluate(ASK_WITHOUT, [[phrase, own] for phrase, own, _ in questions])
    right = [[url in wanted for url in urls] for (_, _, wanted), urls in zip(questions, answers, strict=True)]
    return sum(any(one[:1]) for one in right) / len(right), sum(any(one[:3]) for one in right) / len(right)


def names(book: Library) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Every search word and phrase, its place in the index, and the address it leads to."""
    for number, entry in enumerate(entries(book)):
        words = words_of(book, entry.page)
        for index, name in enumerate(words.names if words else ()):
            yield name, (number, index), entry.page.url


def test_a_query_is_answered_without_being_listed_letter_for_letter(page: Page, address: str) -> None:
    book = handbook.load(PROJECT)
    own: dict[str, list[tuple[int, int]]] = {}
    for name, place, _ in names(book):
        own.setdefault(name.casefold(), []).append(place)
    questions = [
        (one.text, own.get(one.text.casefold(), []), {book.articles[id].page.url for id in one.articles})
        for one in QUERIES
    ]
    first, in_three = left_out(page, address, questions)
    assert first >= 0.948, first
    assert in_three >= 0.975, in_three


def test_a_phrase_that_the_index_was_not_told_is_answered_more_often_than_not(page: Page, address: str) -> None:
    told = [(name, [place], {url}) for name, place, url in names(handbook.load(PROJECT))][::EVERY]
    assert len(told) > 500
    first, in_three = left_out(page, address, told)
    assert first >= 0.5, first
    assert in_three >= 0.65, in_three


def test_a_query_that_nothing_answers_yet_is_told_so_and_led_to_what_is_nearest(page: Page, address: str) -> None:
    book = handbook.load(PROJECT)
    gap, near = next((gap, entry.page) for entry in entries(book) for gap in entry.gaps)
    open_page(page, address + "/")
    page.locator(".search input").first.fill(gap)
    expect(page.locator(".search-said").first).to_contain_text("We have nothing on this yet")
    expect(page.locator(".found a").first).to_contain_text(near.title)


@pytest.fixture(scope="module")
def ranks(browser: Browser, address: str) -> dict[Query, int | None]:
    page = browser.new_page()
    open_page(page, address + "/about/")
    answers = page.evaluate(ASK, [one.text for one in QUERIES])
    page.close()
    return {one: rank(one, urls) for one, urls in zip(QUERIES, answers, strict=True)}


def test_the_right_article_comes_first_nearly_always(
    ranks: dict[Query, int | None],
) -> None:
    worst = "\n".join(f"{place}: {query.text}" for query, place in ranks.items() if place not in (1, 2, 3))
    assert sum(place == 1 for place in ranks.values()) >= 0.989 * len(ranks), worst
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
    with_modules(page)
    open_page(page, address + "/about/")
    cut = "async texts => { const { words } = await import('/assets/js/search-words.js'); return texts.map(words) }"
    for text, found in zip(texts, page.evaluate(cut, texts), strict=True):
        assert {word for word in found if not word.isdigit()} <= set(tokens(text)), text


def test_every_article_is_asked_for_and_every_answer_exists() -> None:
    articles = set(handbook.load(PROJECT).articles)
    asked = [id for query in QUERIES for id in query.articles]
    assert set(asked) == articles
    assert min(asked.count(id) for id in articles) >= 5
    assert len({query.text for query in QUERIES}) == len(QUERIES) >= 200
