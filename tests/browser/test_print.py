"""On paper: a clean article, and pocket cards that fit one page each, with their address."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, ViewportSize, expect

from macros import handbook
from macros.render.paper import foot
from tests.browser import ARTICLE, articles, open_page
from tests.conftest import PROJECT

SITE = "https://trust.example/handbook/"
FEET = """feet => {
  for (const foot of document.querySelectorAll(".card-foot")) {
    const id = foot.closest(".card")?.querySelector("h2").id ?? location.pathname.split("/").at(-2)
    foot.outerHTML = feet[id]
  }
}"""

PAPERS = ("A4", "Letter")
PHONE: ViewportSize = {"width": 390, "height": 844}
SHEET: ViewportSize = {"width": 680, "height": 1000}
SMALLEST = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), sizes = [99]
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement
    if (!walk.currentNode.data.trim() || !element.checkVisibility() || element.closest(".unseen")) continue
    sizes.push(parseFloat(getComputedStyle(element).fontSize), parseFloat(getComputedStyle(element, "::before").fontSize))
  }
  return Math.min(...sizes) * 0.75
}"""
COLOURED = """() => [...document.querySelectorAll("body *")].filter(one => {
  if (!one.checkVisibility()) return false
  const [r, g, b] = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number)
  return Math.max(r, g, b) - Math.min(r, g, b) > 4 || Math.max(r, g, b) > 0x55
}).map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def feet() -> dict[str, str]:
    """The foot of each card as it is where the site's address is known, with its code."""
    book = handbook.load(PROJECT)
    known = replace(book, settings=replace(book.settings, site_url=SITE))
    return {article.id: foot(known, article) for article in book.articles.values()}


def sheets(page: Page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper, prefer_css_page_size=False)))


@pytest.fixture(scope="module")
def cards(browser: Browser, site: Path, address: str, feet: dict[str, str]) -> dict[str, dict[str, int]]:
    """How many sheets of each paper every article's card takes; each is opened once."""
    page, found = browser.new_page(viewport=PHONE), dict[str, dict[str, int]]()
    for path in articles(site):
        page.goto(f"{address}{path}?print=card", wait_until="load")
        expect(page.locator("html")).to_have_attribute("data-print", "card")
        page.evaluate(FEET, feet)
        found[path] = {paper: sheets(page, paper) for paper in PAPERS}
    page.close()
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_every_checklist_prints_as_a_card_on_one_page(cards: dict[str, dict[str, int]], paper: str) -> None:
    assert {path: counts[paper] for path, counts in cards.items() if counts[paper] != 1} == {}
    assert len(cards) >= 42


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_all_cards_of_a_pillar_print_in_one_go_on_a_page_each(
    page: Page, site: Path, address: str, feet: dict[str, str], paper: str
) -> None:
    printed = 0
    for folder in sorted((site / "reference/cards").iterdir()):
        open_page(page, f"{address}/reference/cards/{folder.name}/")
        page.evaluate(FEET, feet)
        cards = page.locator(".card").count()
        assert sheets(page, paper) == cards, folder.name
        printed += cards
    assert printed == len(articles(site))


@pytest.mark.parametrize("path", [f"{ARTICLE}?print=card", "/reference/cards/rapport/"])
def test_a_card_is_legible_in_grey_and_says_where_it_comes_from(
    page: Page, address: str, feet: dict[str, str], path: str
) -> None:
    open_page(page, address + path)
    page.evaluate(FEET, feet)
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    assert page.evaluate(SMALLEST) >= 9
    assert page.evaluate(COLOURED) == []
    foot = page.locator(".card-foot").filter(has_text="trust.example/handbook/rapport/active-listening/")
    expect(foot).to_contain_text(re.compile(r"Building Patient Trust.*Evidence checked \d+ \w+ \d{4}, version \w{8}\."))
    drawn = foot.locator(".qr path")
    code = segno.make_qr(SITE + ARTICLE[1:], error="m", mask=0)
    assert f'd="{drawn.get_attribute("d")}"' in code.svg_inline(border=0, omitsize=True)
    style = drawn.evaluate("one => [getComputedStyle(one).strokeWidth, getComputedStyle(one).strokeLinecap]")
    assert style == ["1px", "butt"]
    box = foot.locator(".qr").bounding_box()
    assert box
    assert box["width"] >= 75, "a code below 20 mm is hard to scan"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_poster_prints_on_one_page(page: Page, address: str, paper: str) -> None:
    open_page(page, f"{address}/reference/posters/")
    posters = page.locator(".poster")
    assert posters.count() == 4 + 7
    code = '<svg class="qr" viewBox="0 0 1 1" width="1" height="1" aria-hidden="true"></svg>'
    posters.locator(".card-foot").evaluate_all(
        "(feet, code) => feet.forEach(one => one.insertAdjacentHTML('afterbegin', code))", code
    )
    assert sheets(page, paper) == posters.count()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_dots_to_fill_in_print_on_one_page(page: Page, address: str, paper: str) -> None:
    open_page(page, f"{address}/teach/dots/")
    assert page.locator(".blank").count() == 3
    assert sheets(page, paper) == 1


def test_one_card_can_be_printed_from_the_page_of_all(page: Page, address: str) -> None:
    page.add_init_script("window.print = () => {}")
    open_page(page, f"{address}/reference/cards/rapport/")
    page.locator(".card").nth(1).get_by_role("button", name="Print card").click()
    assert sheets(page, "A4") == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert sheets(page, "A4") > 1


def test_print_leaves_out_the_frame_and_empties_the_boxes(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    box = page.locator("input[data-item]").first
    box.check()
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".head", ".foot", ".aside", ".place", ".progress", ".card-foot", ".framed-source"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".print-foot")).to_contain_text(f"{address}{ARTICLE}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert box.evaluate("box => getComputedStyle(box).backgroundColor") == "rgb(255, 255, 255)"
    assert box.evaluate("box => getComputedStyle(box, '::before').opacity") == "0"


def test_a_printed_article_keeps_rows_whole_and_shows_the_addresses_of_its_sources(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    rows = "[...document.querySelectorAll('article tr, .item')].filter(one => getComputedStyle(one).breakInside !== 'avoid')"
    assert page.evaluate(f"{rows}.filter(one => one.checkVisibility() && !one.closest('thead')).length") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for link in page.locator("#sources + * > ol a[href^=http]").all():
        href, behind = link.evaluate("one => [one.href, getComputedStyle(one, '::after').content]")
        shown = link.inner_text()
        assert (
            href == f"https://doi.org/{shown.removeprefix('doi:')}"
            if shown.startswith("doi:")
            else f": {href}" in behind
        )


def test_the_heads_of_a_long_table_are_words_on_paper_and_its_filter_stays_away(page: Page, address: str) -> None:
    """Chromium repeats a table's heads on each sheet, but leaves out buttons in them."""
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, address + "/foundations/what-raises-trust/")
    button, form = page.locator("th button").first, page.locator(".filter").first
    expect(button).not_to_have_css("display", "contents")
    expect(form).to_be_visible()
    page.emulate_media(media="print")
    expect(button).to_have_css("display", "contents")
    expect(form).to_be_hidden()
