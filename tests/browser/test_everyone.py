"""For everyone: what opens, spaced and enlarged text, forced colours, motion, no JavaScript, no request to others."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import ARTICLE, KINDS, WIDER, open_page, violations

SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
WIDTHS = (320, 480, 560, 640, 641, 768, 1056, 1280)

OUTSIDE = """[...document.querySelectorAll("main *")].filter(one => {
  if (one.closest(".unseen, thead") || !one.checkVisibility()) return false
  const text = [...one.childNodes].find(node => node.nodeType === 3 && node.data.trim()), range = document.createRange()
  if (!text || one.getBoundingClientRect().width < 2) return false
  range.selectNodeContents(text)
  return [...range.getClientRects()].some(box => box.width && box.left < 0)
}).map(one => one.outerHTML.slice(0, 80))"""


def problems_of(page: Page, path: str) -> list[str]:
    found = violations(page)
    wide = page.evaluate(WIDER)
    return [f"{path}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found] + (
        [f"{path}: {wide} px too wide"] if wide > 0 else []
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page, problems = context.new_page(), []
    open_page(page, address + ARTICLE)
    page.locator(".menu summary").click()
    problems += problems_of(page, "menu")
    page.locator(".menu summary").click()
    page.locator(".certainty").first.click()
    expect(page.locator(".explain")).to_be_visible()
    problems += problems_of(page, "explanation")
    page.keyboard.press("Escape")
    page.locator("#evidence").scroll_into_view_if_needed()
    page.locator(".place summary").click()
    problems += problems_of(page, "contents")
    page.locator(".links .search-open").click()
    page.locator("#find").fill("mistake")
    expect(page.locator(".found a").first).to_be_visible()
    problems += problems_of(page, "search")
    context.close()
    assert problems == []


def test_spaced_out_text_still_fits_a_narrow_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    too_wide = []
    for path in ("/", ARTICLE):
        page.goto(address + path)
        page.add_style_tag(content=SPACED)
        too_wide += [path] if page.evaluate(WIDER) > 0 else []
    context.close()
    assert too_wide == []


def test_no_text_begins_outside_the_window(page: Page, address: str) -> None:
    """Every second kind of page is opened in a wide window, which is then made narrower, and the others the other way."""
    cut = []
    for number, path in enumerate(KINDS):
        widths = WIDTHS[:: -1 if number % 2 else 1]
        page.set_viewport_size({"width": widths[0], "height": 900})
        page.goto(address + path)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            cut += [f"{path} at {width}: {one}" for one in page.evaluate(OUTSIDE)]
    assert cut == []


@pytest.mark.parametrize(("width", "size"), [(640, "100%"), (1280, "200%")], ids=["zoomed", "larger text"])
def test_every_kind_of_page_can_be_enlarged_to_200_percent(
    browser: Browser, address: str, width: int, size: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 450}, bypass_csp=True)
    page, too_wide = context.new_page(), []
    for path in KINDS:
        page.goto(address + path)
        page.add_style_tag(content=f"html {{ font-size: {size} }}")
        too_wide += [path] if page.evaluate(WIDER) > 0 else []
    context.close()
    assert too_wide == []


def test_nothing_moves_for_those_who_asked_for_less_motion(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in KINDS:
        page.goto(address + path)
        moving = "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration !== '0s').length"
        assert page.evaluate(f"document.getAnimations().length + {moving}") == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()


def test_ticks_and_stages_stay_visible_in_forced_colours(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address + ARTICLE)
    page.locator("input[data-item]").first.check()
    look = "([selector, pseudo, name]) => getComputedStyle(document.querySelector(selector), pseudo)[name]"
    paper = page.evaluate(look, ["body", None, "backgroundColor"])
    tick = page.evaluate(look, ["input:checked", "::before", "borderLeftColor"])
    assert tick != page.evaluate(look, ["input:checked", None, "backgroundColor"])
    assert page.evaluate(look, ["input:checked", None, "borderTopColor"]) != paper
    assert page.evaluate(look, [".stages .here a", "::before", "backgroundColor"]) != paper
    assert page.evaluate(look, [".stages li", "::before", "backgroundImage"]).endswith("rgb(0, 0, 0) 0px)")
    assert page.evaluate(look, [".stages li:not(.here) a", "::before", "borderTopColor"]) != paper
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_take_the_colour_of_their_words_in_forced_colours(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(address + "/")
    strokes, words = page.locator("a:has(svg)").evaluate_all(
        """links => [links.map(one => one.querySelector("svg")), links].map(all =>
          [...new Set(all.map(one => getComputedStyle(one).getPropertyValue(one.localName === "svg" ? "stroke" : "color")))])"""
    )
    assert strokes == words
    assert len(words) == 1
    context.close()


def test_certainty_marks_stay_visible_in_forced_colours(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address + ARTICLE)
    word = page.locator(".certainty-low").first
    word.scroll_into_view_if_needed()
    bars = Image.open(BytesIO(word.screenshot())).convert("L").crop((0, 0, 29, 28))
    dark = sum(bars.histogram()[:64])
    assert 80 < dark < 300  # two of four bars are full: what is seen, since forced colours take gradients away
    context.close()


def test_no_page_asks_another_host_for_anything(context: BrowserContext, address: str) -> None:
    """The pages stay open beside each other, so that the wait for each network to be idle is one."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    opened = [context.new_page() for _ in KINDS]
    for page, path in zip(opened, KINDS, strict=True):
        open_page(page, address + path)
    for page in opened:
        page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(address)] == []
    assert [url for url in asked if "/search/" in url] == []
    assert context.cookies() == []


def test_without_javascript_no_text_of_any_kind_of_page_is_hidden(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page, hidden = context.new_page(), []
    for path in KINDS:
        page.goto(address + path)
        hidden += page.locator("main :is(h1, h2, h3, p, li, td)").evaluate_all(
            "all => all.filter(one => !one.checkVisibility() && !one.closest('details, .js-only, .card-foot, .print-foot,"
            " .framed-source, .search')).map(one => one.outerHTML.slice(0, 80))"
        )
    context.close()
    assert hidden == []


def test_without_javascript_everything_can_be_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + ARTICLE)
    expect(page.locator("input[data-item]").first).to_be_visible()
    page.locator(".menu summary").click()
    expect(page.locator(".menu").get_by_role("link", name="Checklists")).to_be_visible()
    page.locator("details.answer summary").first.click()
    expect(page.locator("details.answer li").first).to_be_visible()
    expect(page.locator("#sources + * > ol li").first).to_be_visible()
    page.locator(".place summary").click()
    expect(page.locator(".place").get_by_role("link", name="Teach it")).to_be_visible()
    assert page.locator(".js-only:visible").count() == 0
    context.close()
