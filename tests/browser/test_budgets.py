"""What a page may weigh: bytes on the wire (gzip level 6, headers included), requests and nodes, never seconds."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.sites import served
from benchmarks.wire import Visit, visits
from macros import handbook
from tests.browser import open_page, started
from tests.conftest import PROJECT

ARTICLES = ("maintain/disagreement-and-difficult-encounters/", "rapport/active-listening/")
SEARCHED = "a search"
KB = 1024
# Page: KB on the wire, requests, nodes.
BUDGETS = {
    "": (21, 4, 250),
    "maintain/": (24, 5, 250),
    "reference/checklists/": (50, 5, 2000),  # every item of every article, so it grows with them
    "404.html": (22, 5, 150),
} | dict.fromkeys(ARTICLES, (33, 5, 850))


@pytest.fixture(scope="module")
def compressed(site: Path) -> Iterator[str]:
    """The handbook as a host that compresses would send it."""
    with served(site) as address:
        yield address


def searched(page: Page) -> None:
    started(page)
    page.keyboard.press("Control+k")
    page.locator("#find").fill("patient crying")
    expect(page.locator(".found li")).to_have_count(5)
    expect(page.locator(".found span:empty")).to_have_count(0)


@pytest.fixture(scope="module")
def cold(browser: Browser, compressed: str) -> dict[str, Visit]:
    """A first visit to each page, and under `SEARCHED` one with a first search."""
    asked = [(f"{compressed}/{path}", started) for path in BUDGETS]
    found = visits(browser, [*asked, (f"{compressed}/{ARTICLES[1]}", searched)])
    return dict(zip((*BUDGETS, SEARCHED), found, strict=True))


@pytest.mark.parametrize("path", BUDGETS, ids=[path or "home" for path in BUDGETS])
def test_a_cold_page_keeps_within_its_budget(path: str, cold: dict[str, Visit]) -> None:
    found = cold[path]
    size, requests, nodes = BUDGETS[path]
    assert found.bytes["Script"] > 0, found
    assert sum(found.bytes.values()) <= size * KB, found
    assert 0 < found.requests <= requests, found
    assert 0 < found.nodes <= nodes, found


def test_a_first_search_keeps_within_its_budget(cold: dict[str, Visit]) -> None:
    """The engine, the index and the files that one question needs; what results say comes in one round after its words."""
    without, found = cold[ARTICLES[1]], cold[SEARCHED]
    assert sum(found.bytes.values()) - sum(without.bytes.values()) <= 72 * KB, found
    assert 0 < found.requests - without.requests <= 18, found


def test_pictures_add_little_to_the_articles_that_have_some(site: Path) -> None:
    """Their drawings, and the tables that say the same; the median of all articles is nothing at all."""
    added = []
    for one in handbook.load(PROJECT).articles.values():
        page = (site / one.page.url / "index.html").read_text("utf-8")
        parts = re.findall(
            r'<svg class="(?:plot|picture)".*?</svg>|<table(?:(?!</table>).)*?>Drawn as<.*?</table>', page, re.S
        )
        added.append(sum(len(part.encode()) for part in parts))
    assert median(filter(None, added)) < 2 * KB
    assert max(added) < 8 * KB


@pytest.mark.parametrize(
    ("path", "sheets"),
    [
        (ARTICLES[0], []),
        ("", []),
        ("maintain/", ["site"]),
        ("teach/pick/", ["site", "pick"]),
        ("teach/drift/", ["site", "pick"]),
    ],
)
def test_nothing_but_the_document_and_its_style_blocks_rendering(
    path: str, sheets: list[str], browser: Browser, compressed: str
) -> None:
    """Articles and the home page carry their style; of the others, those that pick or compare have a second sheet."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    open_page(page, f"{compressed}/{path}")
    blocking = page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter(one => one.renderBlockingStatus === "blocking").map(one => new URL(one.name).pathname)"""
    )
    context.close()
    assert blocking == [f"/assets/{name}.css" for name in sheets]


def test_the_home_page_and_its_style_come_in_the_first_flight(site: Path) -> None:
    """Ten segments of 1,460 bytes are sent before a server waits for an answer, and headers take their part of these."""
    assert len(gzip.compress((site / "index.html").read_bytes(), 6)) < 13_600
