"""Inside a course's frame: only the text, at the section asked for, with a way out and no need of storage."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser import ARTICLE, open_page, started, until

CHROME = (".head", ".foot", ".aside", ".place", ".skip")
FRAME = """([address, sandbox]) => {
  const frame = document.createElement("iframe")
  Object.assign(frame, { width: 800, height: 476 })
  if (sandbox) frame.setAttribute("sandbox", sandbox)
  frame.src = address
  document.body.append(frame)
}"""
COURSE = """<!doctype html><title>A course</title><body><script>
window.heard = []
addEventListener("message", event => heard.push(event.data))
</script>"""
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"


def frame(page: Page, address: str, target: str, sandbox: str = "") -> FrameLocator:
    """A bare course page that shows an address of the handbook in a frame of 800 x 476 pixels."""
    page.route("**/course", lambda route: route.fulfill(body=COURSE, content_type="text/html"))
    page.goto(address + "/course")
    page.evaluate(FRAME, [address + target, sandbox])
    shown = page.frame_locator("iframe")
    if not sandbox:  # in which nobody else can load a module
        started(shown)
    return shown


def test_a_wide_frame_does_not_widen_the_text(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    widths = []
    for query in ("?embed=0", "?embed=1"):
        open_page(page, address + ARTICLE + query)
        widths.append(page.evaluate("document.querySelector('article').getBoundingClientRect().width"))
    assert widths[0] == widths[1]


@pytest.mark.parametrize(("query", "hidden"), [("?embed=1", True), ("?embed=0", False), ("", False)])
def test_the_framed_view_can_be_asked_for(page: Page, address: str, query: str, hidden: bool) -> None:
    open_page(page, address + ARTICLE + query)
    assert page.locator(".head").is_hidden() is hidden
    assert page.locator(".framed-source").is_visible() is hidden


def test_the_framed_view_is_there_at_the_first_paint(page: Page, address: str) -> None:
    page.route("**/assets/js/*", lambda route: route.abort())
    page.goto(address + ARTICLE + "?embed=1", wait_until="load")
    assert all(page.locator(one).first.is_hidden() for one in CHROME)


@pytest.mark.parametrize("section", ["say", "evidence", "teach-observer", "what-else-early", "sources"])
def test_a_frame_shows_only_the_text_at_the_section_asked_for(page: Page, address: str, section: str) -> None:
    shown = frame(page, address, f"{ARTICLE}#{section}")
    expect(shown.locator(f"#{section}")).to_be_in_viewport()
    top = shown.locator(f"#{section}").evaluate("one => one.getBoundingClientRect().top")
    assert -1 <= top < 238, f"{section} lies {top} px down"
    for one in CHROME:
        expect(shown.locator(one).first).to_be_hidden()
    wide = shown.locator("html").evaluate("one => one.scrollWidth - one.clientWidth")
    assert wide <= 0


def test_a_frame_leads_out_and_says_how_tall_it_is(page: Page, address: str) -> None:
    shown = frame(page, address, f"{ARTICLE}#say")
    out = shown.get_by_role("link", name="Open the full page")
    expect(out).to_have_attribute("target", "_blank")
    expect(out).to_have_attribute("href", re.compile("active-listening/#say$"))
    shown.locator("html").evaluate("() => { location.hash = 'hard' }")
    expect(out).to_have_attribute("href", re.compile("active-listening/#hard$"))
    expect(shown.locator("#sources + * > ol a[href^=http]").first).to_have_attribute("target", "_blank")
    until(page, "heard.some(one => one.subject === 'lti.frameResize' && one.height > 1000)")
    until(page, "heard.at(-1).height === frames[0].document.documentElement.offsetHeight")


@pytest.mark.parametrize("section", ["in-brief", "say", "sources"])
def test_source_and_way_out_stand_at_the_section_that_is_shown(page: Page, address: str, section: str) -> None:
    shown = frame(page, address, f"{ARTICLE}#{section}")
    expect(shown.get_by_role("link", name="Open the full page")).to_be_in_viewport(ratio=1)
    expect(shown.locator(f"#{section}")).to_be_in_viewport(ratio=1)


def test_the_last_words_are_not_hidden_under_the_way_out(page: Page, address: str) -> None:
    shown = frame(page, address, ARTICLE)
    shown.locator("html").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    last = shown.locator("article > :is(p, ol, ul, table):not(.framed-source)").last
    foot = last.evaluate("one => one.getBoundingClientRect().bottom")
    assert foot <= shown.locator(".framed-source").evaluate("one => one.getBoundingClientRect().top") + 1


def test_a_frame_wider_than_the_screen_keeps_its_text_on_it(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, screen={"width": 390, "height": 844}, is_mobile=True
    )
    page = context.new_page()
    shown = frame(page, address, f"{ARTICLE}#say")
    page.locator("iframe").evaluate("one => (one.width = 500)")
    expect(shown.locator("body")).to_have_css("max-width", "350px")
    right = shown.locator("article :is(p, li, td, h2, .framed-source)").evaluate_all(
        "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    )
    assert 300 < right <= 350
    context.close()


def test_a_frame_in_a_panel_opened_later_shows_its_section(page: Page, address: str) -> None:
    page.route("**/course", lambda route: route.fulfill(body=f"{COURSE}<div hidden></div>", content_type="text/html"))
    page.goto(f"{address}/course")
    page.evaluate(FRAME.replace("document.body", "document.querySelector('div')"), [f"{address}{ARTICLE}#say", ""])
    shown = page.frame_locator("iframe")
    started(shown)
    page.locator("div").evaluate("one => (one.hidden = false)")
    expect(shown.locator("#say")).to_be_in_viewport()


def test_embed_0_turns_the_framed_view_off_in_a_frame(page: Page, address: str) -> None:
    expect(frame(page, address, f"{ARTICLE}?embed=0").locator(".head")).to_be_visible()


def test_a_frame_works_when_storage_is_blocked(page: Page, address: str) -> None:
    page.add_init_script(BLOCKED)
    shown = frame(page, address, f"{ARTICLE}#do")
    shown.locator("input[data-item]").first.check()
    expect(shown.locator(".progress p")).to_contain_text("1 of")


def test_a_frame_in_a_sandbox_without_an_origin_can_be_read_and_ticked(page: Page, address: str) -> None:
    shown = frame(page, address, f"{ARTICLE}#do", sandbox="allow-scripts")
    expect(shown.locator(".head")).to_be_hidden()
    shown.locator("input[data-item]").first.check()
    expect(shown.locator("input[data-item]").first).to_be_checked()


def test_a_framed_page_prints_without_its_frame(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE + "?embed=1")
    page.emulate_media(media="print")
    expect(page.locator(".head")).to_be_hidden()
    expect(page.locator(".print-foot")).to_be_visible()
