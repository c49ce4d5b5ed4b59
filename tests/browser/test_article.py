"""The article page: first screen, where the reader is, explanations on tap, colours, links and print."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ARTICLE
from tests.conftest import PROJECT

ARTICLES = sorted(path.stem for path in (PROJECT / "docs/_data/checklists").glob("*.yml"))


def test_the_first_phone_screen_holds_title_stage_brief_and_the_first_action(page: Page, address: str) -> None:
    page.goto(address + ARTICLE, wait_until="networkidle")
    for selector in ("h1", ".stages .here", "#in-brief", ".item input"):
        box = page.locator(selector).first.bounding_box()
        assert box
        assert box["y"] + box["height"] < 844


def test_the_bar_names_the_section_being_read(page: Page, address: str) -> None:
    page.goto(address + ARTICLE, wait_until="networkidle")
    page.evaluate("document.querySelector('#evidence').scrollIntoView()")
    expect(page.locator(".place summary")).to_have_text("On this page Why we say this")
    page.locator(".place summary").click()
    expect(page.locator(".place [aria-current]")).to_have_text("Why we say this")
    page.keyboard.press("Escape")
    expect(page.locator(".place ul")).to_be_hidden()


def test_a_certainty_word_explains_itself_on_tap_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(address + ARTICLE, wait_until="networkidle")
    word = page.locator(".certainty-low").first
    word.click()
    expect(page.get_by_role("dialog", name="Low certainty")).to_contain_text("likely to change the advice")
    page.keyboard.press("Escape")
    expect(page.locator(".explain")).to_be_hidden()
    expect(word).to_be_focused()


def test_a_source_number_shows_its_source_on_tap(page: Page, address: str) -> None:
    page.goto(address + ARTICLE, wait_until="networkidle")
    page.locator(".cite").first.click()
    expect(page.get_by_role("dialog", name="Source 1")).to_contain_text("doi:")
    page.get_by_role("link", name="Go to the sources").click()
    page.wait_for_url("**#ref-*")


def test_headings_and_items_carry_links_with_names(page: Page, address: str) -> None:
    page.goto(address + ARTICLE, wait_until="networkidle")
    expect(page.get_by_role("link", name="Link to: What to do")).to_have_attribute("href", "#do")
    assert page.locator(".item > .anchor").count() == page.locator(".item").count()


def test_the_colours_chosen_are_kept_and_there_from_the_first_paint(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.goto(address + "/", wait_until="networkidle")
    switch = page.locator(".links .theme-switch")
    expect(switch).to_have_text("Colours: auto")
    switch.click()
    switch.click()
    expect(switch).to_have_text("Colours: dark")
    context.route("**/assets/js/*", lambda route: route.abort())
    page.goto(address + ARTICLE, wait_until="networkidle")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 25, 26)"
    context.close()


def test_colours_can_be_switched_when_storage_is_blocked(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })")
    page.goto(address + "/", wait_until="networkidle")
    switch = page.locator(".links .theme-switch")
    switch.click()
    expect(switch).to_have_text("Colours: light")
    context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_checklist_prints_as_a_card_on_one_page(page: Page, address: str, paper: str) -> None:
    pages = {}
    for path in sorted((PROJECT / "docs").glob("*/*.md")):
        if path.stem in ARTICLES:
            page.goto(f"{address}/{path.parent.name}/{path.stem}/?print=card")
            expect(page.locator("html")).to_have_attribute("data-print", "card")
            pages[path.stem] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))
    assert {name: count for name, count in pages.items() if count != 1} == {}
    assert len(pages) == len(ARTICLES)


def test_print_leaves_out_the_frame_and_empties_the_boxes(page: Page, address: str) -> None:
    page.goto(address + ARTICLE, wait_until="networkidle")
    box = page.locator("input[data-item]").first
    box.check()
    expect(page.locator(".progress")).to_be_visible()
    page.emulate_media(media="print")
    for selector in (".head", ".foot", ".aside", ".place", ".progress"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator(".card-foot")).to_contain_text(ARTICLE)
    assert box.evaluate("box => getComputedStyle(box).backgroundColor") == "rgb(255, 255, 255)"
    assert box.evaluate("box => getComputedStyle(box, '::before').opacity") == "0"


@pytest.mark.parametrize(("query", "hidden"), [("?embed=1", True), ("?embed=0", False), ("", False)])
def test_the_framed_view_can_be_asked_for(page: Page, address: str, query: str, hidden: bool) -> None:
    page.goto(address + ARTICLE + query)
    assert page.locator(".head").is_hidden() is hidden
    assert page.locator(".framed-source").is_visible() is hidden


def test_a_frame_shows_only_the_text_and_says_how_tall_it_is(page: Page, address: str) -> None:
    page.goto(address + "/gone/")
    page.evaluate("window.said = []; addEventListener('message', event => said.push(event.data))")
    page.evaluate(
        "address => { document.body.innerHTML = ''; const frame = document.createElement('iframe');"
        " frame.width = 800; frame.height = 476; frame.src = address; document.body.append(frame) }",
        address + ARTICLE + "#say",
    )
    frame = page.frame_locator("iframe")
    out = frame.get_by_role("link", name="Open the full page")
    expect(out).to_have_attribute("target", "_blank")
    expect(out).to_have_attribute("href", re.compile("#say$"))
    expect(frame.locator(".head")).to_be_hidden()
    expect(frame.locator("#say")).to_be_in_viewport()
    page.wait_for_function("said.some(one => one.subject === 'lti.frameResize' && one.height > 1000)")
