"""A reader's own font of twice the usual size on a phone, and whatever a contributor may put on a page: nothing is cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import ARTICLE, WIDER, open_page
from tests.browser.large_letters import problems, set_letters

ADDED = {
    "table": "<table class='stacking'><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>",
    "picture": "<p><img src='/assets/icon-512.png' width='1600' height='900' alt='A ward'></p>",
    "address": f"<p>https://trust.example/{'a-long-name/' * 12}</p>",
    "word": f"<blockquote><p>{'Donaudampfschifffahrt' * 6}</p></blockquote>",
}


@pytest.fixture
def large(page: Page) -> Page:
    """A phone whose reader has set letters of 32 pixels."""
    page.set_viewport_size({"width": 320, "height": 844})
    set_letters(page, page.context.new_cdp_session(page), 32)
    return page


@pytest.mark.parametrize("path", [ARTICLE, "/about/privacy/"])
@pytest.mark.parametrize("what", ADDED)
def test_nothing_that_is_put_on_a_page_makes_it_wider_than_the_window(
    page: Page, address: str, what: str, path: str
) -> None:
    open_page(page, address + path)
    heads = "".join(f"<th>Column {at}</th>" for at in range(9))
    cells = "".join(f"<td data-head='Column {at}'>primary care</td>" for at in range(9))
    page.evaluate(
        "html => document.querySelector('article p:not([class])').insertAdjacentHTML('afterend', html)",
        ADDED[what].format(heads=heads, cells=cells),
    )
    assert list(problems(page, path)) == []


def test_a_question_to_the_search_has_most_of_the_windows_width(large: Page, address: str) -> None:
    open_page(large, address + ARTICLE)
    large.keyboard.press("Control+k")
    assert large.locator("#find").evaluate("one => one.getBoundingClientRect().width") > 170


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_cell_of_a_table_says_its_column(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_page(page, f"{address}/contribute/maintainers/")
    heads = page.locator("table").first.locator("th").all()
    named = [one.get_attribute("data-head") for one in page.locator("tbody tr").first.locator("td").all()]
    assert named == [one.inner_text() for one in heads]
    spoken = page.locator("tbody td").nth(1).evaluate("cell => getComputedStyle(cell, '::before').content")
    stacked = spoken not in ("none", "normal")
    assert stacked is (width < 768)
    assert stacked or heads[1].is_visible()


WORDS = """() => [...document.querySelectorAll("svg text")].filter(one => one.checkVisibility()).map(one => {
  const svg = one.ownerSVGElement, box = svg.parentElement
  const size = parseFloat(getComputedStyle(one).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  return [size, svg.getBoundingClientRect().width <= box.scrollWidth + 1]
})"""


@pytest.mark.parametrize(
    "path",
    [
        "/rapport/intimate-examinations/",
        "/competence/communicate-risk/",
        "/foundations/what-raises-trust/",
        "/reference/evidence-library/",
    ],
)
def test_words_in_drawings_grow_with_the_readers_text(large: Page, address: str, path: str) -> None:
    open_page(large, f"{address}{path}#evidence")
    found = large.evaluate(WORDS)
    assert len(found) > 2
    assert min(size for size, _ in found) > 20
    assert all(is_reached for _, is_reached in found)
    assert large.evaluate(WIDER) <= 0
