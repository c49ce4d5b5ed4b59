"""A reader's own font of twice the usual size on a phone, and whatever a contributor may put on a page: nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import ARTICLE, WIDER, articles, open_page, pages
from tests.chromium import FLAGS, find, with_fonts

WIDTHS = (320, 390)
PARTS = 4
# A later switch of the same name replaces an earlier one, so what Playwright sets for a mouse is said again.
POINTER = "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"
LARGE = f"--blink-settings=defaultFontSize=32,defaultFixedFontSize=26,{POINTER}"
# Text that lies outside the window, or that the box around it hides; what the reader can scroll to is not cut off.
CUT = """() => {
  const wide = document.documentElement.clientWidth, range = document.createRange(), found = new Set()
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const holders = { scrolls: new Map([[null, null]]), hides: new Map([[null, null]]) }, ways = { scrolls: ["auto", "scroll"], hides: ["hidden", "clip"] }
  const holder = (element, way) => {
    const known = holders[way]
    if (!known.has(element)) known.set(element, ways[way].includes(getComputedStyle(element).overflowX) ? element : holder(element.parentElement, way))
    return known.get(element)
  }
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement
    if (!walk.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue
    if (element.closest(".unseen, .skip, thead, [hidden]") || holder(element, "scrolls")) continue
    const hider = holder(element, "hides")?.getBoundingClientRect()
    if (hider && hider.width < 2) continue
    range.selectNodeContents(walk.currentNode)
    for (const box of range.getClientRects()) {
      if (box.width && (box.left < -1 || box.right > wide + 1 || (hider && box.right > hider.right + 1))) found.add(walk.currentNode.data.trim().slice(0, 40))
    }
  }
  return [...found]
}"""
ADDED = {
    "table": "<table class='stacking'><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>",
    "picture": "<p><img src='/assets/icon-512.png' width='1600' height='900' alt='A ward'></p>",
    "address": f"<p>https://trust.example/{'a-long-name/' * 12}</p>",
    "word": f"<blockquote><p>{'Donaudampfschifffahrt' * 6}</p></blockquote>",
}


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Browser]:
    """A Chromium whose reader has set letters of 32 pixels."""
    found = browser.browser_type.launch(executable_path=find(), args=[*FLAGS, LARGE], env=with_fonts())
    yield found
    found.close()


def problems(page: Page, path: str) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate(WIDER)
        found += [f"{path} at {width}: {wide} px too wide"] if wide > 0 else []
        found += [f"{path} at {width}: cut off: {words}" for words in page.evaluate(CUT)]
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_is_wider_than_a_phone_with_letters_of_twice_the_size(
    large: Browser, site: Path, address: str, part: int
) -> None:
    context = large.new_context()
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    page, found = context.new_page(), list[str]()
    for path in pages(site)[part::PARTS]:
        open_page(page, address + path)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        found += problems(page, path)
    context.close()
    assert found == []


def test_no_article_is_wider_than_a_phone_that_enlarges_letters_alone(
    browser: Browser, site: Path, address: str
) -> None:
    """As a phone's own setting does, which no media query of the page is told of."""
    context, found = browser.new_context(is_mobile=True, viewport={"width": 320, "height": 844}), list[str]()
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    page = context.new_page()
    for path in articles(site):
        open_page(page, address + path)
        page.evaluate("document.documentElement.style.setProperty('text-size-adjust', '200%')")
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{path}: {wide - 320} px too wide"] if wide > 320 else []
    context.close()
    assert found == []


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
    assert problems(page, path) == []


def test_a_question_to_the_search_has_most_of_the_windows_width(large: Browser, address: str) -> None:
    page = large.new_page(viewport={"width": 320, "height": 800})
    open_page(page, address + ARTICLE)
    page.keyboard.press("Control+k")
    assert page.locator("#find").evaluate("one => one.getBoundingClientRect().width") > 170
    page.close()


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
def test_words_in_drawings_grow_with_the_readers_text(large: Browser, address: str, path: str) -> None:
    page = large.new_page(viewport={"width": 320, "height": 844})
    open_page(page, f"{address}{path}#evidence")
    found = page.evaluate(WORDS)
    assert len(found) > 2
    assert min(size for size, _ in found) > 20
    assert all(is_reached for _, is_reached in found)
    assert page.evaluate(WIDER) <= 0
    page.close()
