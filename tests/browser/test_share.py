"""The menu of each section and checklist item: what it copies and draws, by keyboard, by touch, and when copying is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from macros import handbook
from macros.handbook.versions import of_article
from tests.browser import ARTICLE, open_page, started, until, violations
from tests.conftest import PROJECT

ITEM = "what-else-early"
REFUSED = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new DOMException('no')) } })"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An article on a wide screen whose reader lets it copy."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    found = context.new_page()
    open_page(found, address + ARTICLE)
    yield found
    context.close()


def choose(page: Page, id: str, entry: str) -> None:
    page.locator(f"[id={id}] > .share").click()
    page.get_by_role("menuitem", name=entry).click()


def copied(page: Page, id: str, entry: str, said: str) -> str:
    page.evaluate("navigator.clipboard.writeText('')")
    choose(page, id, entry)
    until(page, "navigator.clipboard.readText()")
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_every_heading_and_item_has_a_button_that_names_it(page: Page) -> None:
    wanted = page.locator("article :is(h2, h3)[id], article .item[id]")
    assert page.locator("article .share").count() == wanted.count() > 20
    expect(page.get_by_role("button", name="Share: What to do", exact=True)).to_have_count(1)
    expect(page.get_by_role("heading", name="What to do", exact=True)).to_have_count(1)
    item = page.locator(f"#{ITEM} .tick").inner_text().strip()
    expect(page.get_by_role("button", name=f"Share: {item}", exact=True)).to_have_count(1)


def test_link_and_markdown_name_the_section(page: Page, address: str) -> None:
    assert copied(page, "say", "Copy link", "Link copied") == f"{address}{ARTICLE}#say"
    assert copied(page, "say", "Copy as Markdown", "Markdown copied") == (
        f"[Listen before you speak: Words you can use]({address}{ARTICLE}#say)"
    )
    item = page.locator(f"#{ITEM} .tick").inner_text().strip()
    assert copied(page, ITEM, "Copy as Markdown", "Markdown copied") == (
        f"[Listen before you speak: {item.rstrip('.')}]({address}{ARTICLE}#{ITEM})"
    )


def test_the_frame_shows_the_section_under_its_name(page: Page, address: str) -> None:
    snippet = copied(page, "hard", "Copy frame for a course", "Frame copied")
    page.route("**/course", lambda route: route.fulfill(body=f"<!doctype html>{snippet}", content_type="text/html"))
    page.goto(address + "/course")
    frame = page.locator("iframe")
    assert frame.get_attribute("title") == "Listen before you speak: When it is hard"
    box = frame.bounding_box()
    assert box
    assert box["height"] >= 476
    expect(page.frame_locator("iframe").locator("#hard")).to_be_in_viewport()
    expect(page.frame_locator("iframe").locator(".share")).to_have_count(0)


def test_the_citation_has_the_version_and_both_dates_and_invents_no_author(page: Page, address: str) -> None:
    article = handbook.load(PROJECT).articles["active-listening"]
    today, checked = date.today(), date.fromisoformat(article.evidence_checked)
    assert copied(page, "evidence", "Copy citation", "Citation copied") == (
        "Building Patient Trust [Internet]. Listen before you speak: Why we say this; "
        f"version {of_article(handbook.load(PROJECT), article).text} "
        f"[evidence checked {checked:%Y %b} {checked.day}; cited {today:%Y %b} {today.day}]. "
        f"Available from: {address}{ARTICLE}#evidence"
    )


def test_a_page_without_evidence_is_cited_without_its_date(page: Page, address: str) -> None:
    open_page(page, f"{address}/about/evidence/")
    citation = copied(page, "low", "Copy citation", "Citation copied")
    assert re.match(
        r"Building Patient Trust \[Internet\]\. [^;]+; version [0-9a-f]{8} \[cited \d{4} \w{3} \d+\]\.", citation
    )


def decoded(svg: str) -> list[str]:
    """What a reader of codes sees in an SVG of one unit a module."""
    left, top, side, _ = (int(one) for one in re.findall(r'viewBox="([^"]+)"', svg)[0].split())
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", svg)}
    scale = [one // 4 for one in range(side * 4)]
    pixels = bytes(0 if (x + left, y + top) in dark else 255 for y in scale for x in scale)
    image = memoryview(pixels).cast("B", (side * 4, side * 4))
    return [one.text for one in zxingcpp.read_barcodes(image)]


def test_the_qr_code_leads_to_the_section(page: Page, address: str) -> None:
    choose(page, ITEM, "Show QR code")
    link = f"{address}{ARTICLE}#{ITEM}"
    image = page.get_by_role("dialog").get_by_role("img", name=f"QR code of {link}")
    expect(image).to_be_visible()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("one => one.naturalWidth") > 400
    assert decoded(unquote((image.get_attribute("src") or "").partition(",")[2])) == [link]
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the picture").click()
    assert download.value.suggested_filename == f"qr-active-listening-{ITEM}.svg"
    page.keyboard.press("Escape")
    expect(page.locator(f"#{ITEM} > .share")).to_be_focused()


def test_the_menu_works_by_keyboard_and_gives_the_focus_back(page: Page) -> None:
    button = page.get_by_role("button", name="Share: What to do", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    entries = page.get_by_role("menuitem")
    expect(page.get_by_role("menu", name="Share: What to do")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(entries.first).to_be_focused()
    for key, at in (("ArrowDown", 1), ("End", 5), ("ArrowDown", 0), ("ArrowUp", 5), ("Home", 0)):
        page.keyboard.press(key)
        expect(entries.nth(at)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(entries.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    expect(button).to_be_focused()


def test_another_click_closes_the_menu_and_another_button_opens_its_own(page: Page) -> None:
    first, second = page.locator("#say > .share"), page.locator("#hard > .share")
    first.click()
    expect(page.get_by_role("menu")).to_be_visible()
    first.click()
    expect(page.get_by_role("menu")).to_have_count(0)
    first.click()
    second.click()
    expect(page.get_by_role("menu", name="Share: When it is hard")).to_be_visible()
    expect(page.get_by_role("menu")).to_have_count(1)


def test_the_menu_can_be_put_away_without_a_key_and_without_a_place_to_press(page: Page) -> None:
    button = page.locator("#say > .share")
    for close in (page.get_by_role("menuitem", name="Close"), button):
        button.click()
        expect(button).to_have_attribute("aria-expanded", "true")
        close.click()
        expect(page.get_by_role("menu")).to_have_count(0)
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(button).to_be_focused()


def test_a_refused_clipboard_shows_the_text_selected(page: Page, address: str) -> None:
    page.add_init_script(REFUSED)
    page.reload()
    started(page)
    choose(page, "do", "Copy link")
    area = page.get_by_role("dialog").get_by_role("textbox", name="Link")
    expect(area).to_be_focused()
    assert area.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == f"{address}{ARTICLE}#do"
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#do > .share")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_is_for_everyone_and_large_enough_for_a_thumb(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 700},
        has_touch=True,
        is_mobile=True,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    open_page(page, address + ARTICLE)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for target in ("#do > .share", f"#{ITEM} > .share"):
        box = page.locator(target).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        assert page.locator(target).evaluate("one => getComputedStyle(one).opacity") == "1"
        page.locator(target).tap()
        menu = page.get_by_role("menu").bounding_box()
        assert menu
        assert menu["x"] >= 0
        assert menu["x"] + menu["width"] <= 320
        assert all((one.bounding_box() or {"height": 0})["height"] >= 44 for one in page.get_by_role("menuitem").all())
        assert [one["id"] for one in violations(page)] == []
        page.get_by_role("menuitem", name="Show QR code").tap()
        expect(page.get_by_role("dialog").locator("img")).to_be_visible()
        assert [one["id"] for one in violations(page)] == []
        page.get_by_role("button", name="Close").tap()
        expect(page.get_by_role("dialog")).to_have_count(0)
    context.close()


def test_the_buttons_are_not_on_paper_nor_in_a_frame(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".share").first).to_be_hidden()
    page.emulate_media(media="screen")
    open_page(page, address + ARTICLE + "?embed=1")
    expect(page.locator(".share")).to_have_count(0)


def test_without_javascript_a_heading_is_its_own_link(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + ARTICLE)
    for heading in page.locator("article :is(h2, h3)[id]").all():
        assert heading.locator("a").get_attribute("href") == f"#{heading.get_attribute('id')}"
    page.get_by_role("link", name="Words you can use").first.click()
    page.wait_for_url("**#say")
    context.close()


def test_the_menu_is_fetched_only_when_asked_for(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    started(page)
    assert [one for one in asked if "/share/" in one or "/vendor/" in one] == []
    choose(page, "do", "Copy link")
    assert [one.rpartition("/")[2] for one in asked if "/share/" in one] == ["menu.js", "texts.js"]
    assert [one for one in asked if "/vendor/" in one] == []
