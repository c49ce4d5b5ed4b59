"""The home page: the question, the visit, and nothing in the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import open_page

HEADINGS = ["Through the visit", "Start here", "Four pillars", "What changed lately", "For trainers and contributors"]


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844)])
def test_the_first_screen_holds_the_search_and_the_start_of_the_visit(
    browser: Browser, address: str, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    open_page(page, address + "/")
    for selector in ("#find", "#visit", "#visit + ul li:first-child a"):
        box = page.locator(selector).bounding_box()
        assert box
        assert box["y"] + box["height"] <= height, selector
    page.close()


def test_the_home_page_says_what_changed_and_leads_trainers_and_contributors_on(browser: Browser, address: str) -> None:
    page = browser.new_page()
    open_page(page, address + "/")
    for name in ("Everything that changed", "For trainers", "Contribute"):
        expect(page.locator("main").get_by_role("link", name=name, exact=True)).to_be_visible()
    assert page.locator("#visit + ul > li > a > svg").count() == 7
    assert page.locator("#pillars + ul > li").count() == 4
    assert page.locator("#others + ul > li").count() == 2
    assert page.locator("#start + ul > li").count() == 3
    assert page.locator("main h2").all_inner_texts() == HEADINGS
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_each_stage_has_its_drawing_in_the_middle_of_its_ring(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    open_page(page, address + "/")
    aside = page.locator("#visit + ul > li").evaluate_all(
        """all => all.map(one => {
          const middle = box => [box.x + box.width / 2, box.y + box.height / 2]
          const ring = getComputedStyle(one.firstChild, "::before"), within = one.getBoundingClientRect()
          const size = parseFloat(ring.width), [across, down] = middle(within)
          const of = ring.position === "absolute" ? [within.x + size / 2, down] : [across, within.y + size / 2]
          const found = middle(one.querySelector("svg").getBoundingClientRect())
          return Math.max(Math.abs(found[0] - of[0]), Math.abs(found[1] - of[1]))
        })"""
    )
    assert max(aside) < 1
    page.close()


def test_no_stage_is_broken_within_its_name_where_letters_are_twice_as_large(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 568})
    open_page(page, address + "/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    lines = page.locator("#visit + ul a").evaluate_all(
        """all => all.map(one => {
          const name = document.createRange()
          name.selectNodeContents(one.lastChild)
          return name.getClientRects().length
        })"""
    )
    assert lines == [1] * 7
    page.close()
