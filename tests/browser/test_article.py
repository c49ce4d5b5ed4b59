"""The article page: where the reader is, explanations on tap, colours and links."""

from __future__ import annotations

from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ARTICLE, open_page

LINES = """path => [...document.querySelectorAll(path)].flatMap(text => {
  const lines = [], walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), range = document.createRange()
  while (walk.nextNode()) {
    for (let at = 0; at < walk.currentNode.data.length; at++) {
      range.setStart(walk.currentNode, at)
      range.setEnd(walk.currentNode, at + 1)
      const box = range.getBoundingClientRect()
      if (!box.height) continue
      if (lines.length && Math.abs(box.bottom - lines.at(-1).bottom) < 12) lines.at(-1).characters++
      else lines.push({ bottom: box.bottom, characters: 1 })
    }
  }
  return lines.slice(0, -1).map(line => line.characters)
})"""
STYLE = """([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"""


@pytest.mark.parametrize("width", [768, 1280])
def test_running_text_has_lines_of_60_to_72_characters(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + ARTICLE, wait_until="load")
    assert 60 <= median(page.evaluate(LINES, "#evidence + * > p:not([class])")) <= 72


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_type_is_large_open_and_of_the_device(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, address + ARTICLE)
    size = float(page.evaluate(STYLE, ["body", "fontSize"])[:-2])
    assert 17 <= size <= 18
    assert float(page.evaluate(STYLE, ["body", "lineHeight"])[:-2]) >= 1.5 * size
    assert page.evaluate(STYLE, ["h1", "fontFamily"]) != page.evaluate(STYLE, ["body", "fontFamily"])
    assert page.evaluate("document.fonts.size") == 0


def test_what_to_say_stands_out_and_what_to_avoid_is_quiet(page: Page, address: str) -> None:
    page.goto(address + ARTICLE, wait_until="load")
    say, avoid = (f"#say ~ table td:nth-child({one})" for one in (2, 3))
    size = [float(page.evaluate(STYLE, [one, "fontSize"])[:-2]) for one in (say, avoid)]
    assert size[0] >= 1.2 * size[1]
    assert page.evaluate(STYLE, [say, "color"]) == page.evaluate(STYLE, ["body", "color"])
    assert page.evaluate(STYLE, [avoid, "color"]) == page.evaluate(STYLE, [".lead", "color"])


def test_wide_windows_name_the_section_being_read_beside_the_text(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, address + ARTICLE)
    page.evaluate("document.querySelector('#evidence').scrollIntoView()")
    current = page.locator(".toc [aria-current]")
    expect(current).to_have_text("Why we say this")
    expect(current).to_be_in_viewport()


def test_the_bar_names_the_section_being_read(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.evaluate("document.querySelector('#hard').scrollIntoView()")
    expect(page.locator(".place summary")).to_have_text("On this page When it is hard")
    page.locator(".place summary").click()
    page.locator(".place").get_by_role("link", name="Why we say this").click()
    expect(page.locator("#unknown")).to_be_visible()
    expect(page.locator(".place summary")).to_have_text("On this page Why we say this")
    page.locator(".place summary").click()
    expect(page.locator(".place [aria-current]")).to_have_text("Why we say this")
    page.keyboard.press("Escape")
    expect(page.locator(".place ul")).to_be_hidden()


def test_a_certainty_word_explains_itself_on_tap_and_gives_the_focus_back(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    word = page.locator(".certainty-low").first
    word.click()
    expect(page.get_by_role("dialog", name="Low certainty")).to_contain_text("likely to change the advice")
    page.keyboard.press("Escape")
    expect(page.locator(".explain")).to_be_hidden()
    expect(word).to_be_focused()


def test_a_source_number_shows_its_source_on_tap(page: Page, address: str) -> None:
    open_page(page, f"{address}{ARTICLE}#evidence")
    page.locator(".cite").first.click()
    expect(page.get_by_role("dialog", name="Source 1")).to_contain_text("doi:")
    page.get_by_role("link", name="Go to the sources").click()
    page.wait_for_url("**#ref-*")


def test_the_colours_chosen_are_kept_and_there_from_the_first_paint(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    open_page(page, address + "/")
    switch = page.locator(".links .theme-switch")
    expect(switch).to_have_text("Colours: auto")
    switch.click()
    switch.click()
    expect(switch).to_have_text("Colours: dark")
    context.route("**/assets/js/*", lambda route: route.abort())
    page.goto(address + ARTICLE, wait_until="load")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 25, 26)"
    context.close()


def test_colours_can_be_switched_when_storage_is_blocked(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })")
    open_page(page, address + "/")
    switch = page.locator(".links .theme-switch")
    switch.click()
    expect(switch).to_have_text("Colours: light")
    context.close()


def test_a_table_of_people_among_the_words_is_no_speech(page: Page, address: str) -> None:
    page.goto(f"{address}/competence/communicate-risk/", wait_until="load")
    cells = page.locator("#say ~ .people td:nth-child(3)")
    assert cells.count() == 9
    assert cells.first.is_visible()
    assert "rather" not in cells.first.evaluate("cell => getComputedStyle(cell, '::before').content")
