"""By keyboard alone: every stop can be seen, and search, checklist and menus can be used."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ARTICLE, open_page

STOP = """() => {
  const one = document.activeElement, box = one.getClientRects()[0] ?? one.getBoundingClientRect(), style = getComputedStyle(one)
  if (one === document.body) return null
  const ring = one.matches("#find") ? getComputedStyle(one.closest(".search-box")) : style
  const [x, y] = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, 20) / 2]
  const there = document.elementFromPoint(x, y)
  return {
    name: one.outerHTML.slice(0, 90),
    ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2,
    seen: box.top >= 0 && box.top < innerHeight && (one.contains(there) || there?.contains(one)),
  }
}"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/", ARTICLE, "/reference/cards/rapport/"])
def test_every_stop_has_a_ring_and_is_hidden_behind_nothing(
    browser: Browser, address: str, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    open_page(page, address + path)
    page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(300):
        page.keyboard.press("Tab")
        if not (stop := page.evaluate(STOP)):
            break
        stops.append(stop)
    page.close()
    assert len(stops) > 20
    assert [one["name"] for one in stops if not (one["ring"] and one["seen"])] == []


def test_search_leads_from_home_to_a_ticked_item(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    open_page(page, address + "/")
    page.keyboard.type("interrupting")
    expect(page.locator(".found a").first).to_be_visible()  # it may answer the first letters only
    page.keyboard.press("ArrowDown")
    expect(page.locator(".found a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/active-listening/**")
    expect(page.locator(".progress")).to_be_visible()
    box = page.locator("input[data-item]").first
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".progress p")).to_contain_text("1 of")
    page.get_by_role("button", name="Reset").focus()
    page.keyboard.press("Enter")
    expect(box).not_to_be_checked()
    page.keyboard.press("Enter")
    expect(box).to_be_checked()
    page.close()


def test_an_arrow_pressed_before_the_answer_came_chooses_from_the_answer(page: Page, address: str) -> None:
    open_page(page, address + "/")
    page.locator("#find").fill("late")
    expect(page.locator(".found a").first).to_be_visible()
    page.evaluate(
        """() => {
            const input = document.querySelector("#find")
            input.value = "interrupting"
            input.focus()
            input.dispatchEvent(new Event("input"))
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }))
        }"""
    )
    chosen = page.locator(".found a:focus")
    expect(chosen).to_have_attribute("href", re.compile("active-listening"))


def test_the_menu_opens_and_leads_on(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".menu").get_by_role("link", name="The visit")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/visit/")


def test_the_menu_closes_by_escape_and_when_the_focus_leaves_it(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    summary, first = page.locator(".menu summary"), page.locator(".menu").get_by_role("link").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(first).to_be_hidden()


def test_the_menu_closes_when_a_link_to_the_same_page_is_followed(page: Page, address: str) -> None:
    open_page(page, address + "/")
    page.locator(".menu summary").click()
    link = page.locator(".menu").get_by_role("link", name="Pillars")
    link.click()
    expect(link).to_be_hidden()


def test_the_skip_link_leads_past_the_header(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
