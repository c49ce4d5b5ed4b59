"""The article page: first screen, where the reader is, explanations on tap, colours and links."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser import ARTICLE, articles

FIRST = "['h1', '.stages .here', '#in-brief', '.item input'].map(one => document.querySelector(one).getBoundingClientRect().bottom)"


def test_the_first_phone_screen_holds_title_stage_brief_and_the_first_action(
    page: Page, site: Path, address: str
) -> None:
    late = {}
    for path in articles(site):
        page.goto(address + path, wait_until="load")
        if max(bottoms := page.evaluate(FIRST)) > 844:
            late[path] = bottoms
    assert late == {}


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
