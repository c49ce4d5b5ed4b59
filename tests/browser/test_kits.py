"""Teaching kits: sheets that print on a page each, alone or four at a time, and the way from an article to its kit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros import handbook
from macros.render.paper import foot
from tests.browser import ARTICLE, articles, open_page
from tests.browser.test_print import SITE, SMALLEST
from tests.browser.test_print import sheets as pages
from tests.conftest import PROJECT

SHEETS = "/teach/sheets/rapport/"
FEET = """feet => {
  for (const sheet of document.querySelectorAll(".sheet:has(h2)"))
    sheet.querySelector(".card-foot").outerHTML = feet[sheet.dataset.article]
}"""


@pytest.fixture(scope="module")
def feet() -> dict[str, str]:
    """The foot of each facilitator's sheet as it is where the site's address is known, with its code."""
    book = handbook.load(PROJECT)
    known = replace(book, settings=replace(book.settings, site_url=SITE))
    return {article.id: foot(known, article) for article in book.articles.values()}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_sheet_prints_on_one_page(page: Page, site: Path, address: str, feet: dict[str, str], paper: str) -> None:
    printed = 0
    for folder in sorted((site / "teach/sheets").iterdir()):
        open_page(page, f"{address}/teach/sheets/{folder.name}/")
        page.evaluate(FEET, feet)
        count = page.locator(".sheet").count()
        assert pages(page, paper) == count, folder.name
        printed += count
    assert printed == 4 * len(articles(site))


def test_one_sheet_or_the_four_of_an_exercise_can_be_printed_alone(page: Page, address: str) -> None:
    page.add_init_script("window.print = () => {}")
    open_page(page, address + SHEETS)
    exercise = page.locator("[data-article=active-listening]")
    exercise.nth(2).get_by_role("button", name="Print this sheet").click()
    page.emulate_media(media="print")
    expect(exercise.nth(2)).to_be_visible()
    expect(exercise.nth(3)).to_be_hidden()
    page.emulate_media(media="null")
    assert pages(page, "A4") == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    exercise.first.get_by_role("button", name="Print these four sheets").click()
    assert pages(page, "A4") == 4
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert pages(page, "A4") > 4


def test_a_player_gets_one_brief_and_nothing_of_the_other(page: Page, address: str) -> None:
    open_page(page, address + SHEETS)
    patient = page.locator(".sheet:has(#active-listening-patient)")
    expect(patient).to_contain_text("blood in your stool")
    expect(page.locator(".sheet:has(#active-listening-clinician)")).not_to_contain_text("stool")
    page.emulate_media(media="print")
    expect(patient).to_contain_text("Evidence checked")
    expect(patient.get_by_role("button").first).to_be_hidden()
    assert page.evaluate(SMALLEST) >= 9


def test_the_sheets_can_be_read_on_a_phone_without_scripts(page: Page, address: str) -> None:
    page.route("**/assets/js/*", lambda route: route.abort())
    page.goto(address + SHEETS, wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator(".sheet .ticks li").first).to_be_visible()


def test_an_article_leads_to_its_place_in_the_kit(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.get_by_role("link", name="Teaching kit").click()
    page.wait_for_url("**/teach/kit-rapport/#active-listening")
    expect(page.locator("#active-listening + ul")).to_contain_text("10 minutes")
    block = page.locator("#active-listening + ul + ol")
    for name in ("print the sheets", "scene", "observer’s ticks", "debrief", "if it fails", "four questions"):
        expect(block.get_by_role("link", name=name, exact=True)).to_have_count(1)
