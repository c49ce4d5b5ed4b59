"""Ticks: kept on the device, counted, cleared, brought back, shared by tabs, and never in the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser import ARTICLE, continue_first, open_page

BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
CORRUPT = "localStorage.setItem('bpt:1:/:tick:active-listening/let-them-finish', '{broken')"
END = "document.querySelector('#say, .card + .card').getBoundingClientRect().top + scrollY"
UNKNOWN = "localStorage.setItem('bpt:1:/:tick:active-listening/no-such-item', '1')"


def test_ticks_are_kept_counted_reset_and_undone(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    boxes, status = page.locator("input[data-item]"), page.locator(".progress p")
    boxes.nth(0).check()
    boxes.nth(2).check()
    expect(status).to_have_text(f"2 of {boxes.count()} done, kept on this device only")
    page.reload()
    expect(boxes.nth(2)).to_be_checked()
    page.get_by_role("button", name="Reset").click()
    expect(boxes.nth(0)).not_to_be_checked()
    page.get_by_role("button", name="Undo").click()
    expect(boxes.nth(0)).to_be_checked()
    page.reload()
    expect(boxes.nth(2)).to_be_checked()


def test_a_reworded_item_loses_its_own_tick_and_no_other(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    boxes = page.locator("input[data-item]")
    expect(page.locator(".progress")).to_be_visible()
    boxes.nth(0).check()
    boxes.nth(1).check()
    words = page.locator(".tick > span").nth(0).inner_text()
    page.route(
        f"**{ARTICLE}",
        lambda route: route.fulfill(
            body=route.fetch().text().replace(words, "Other words.", 1), content_type="text/html"
        ),
    )
    page.reload()
    expect(page.locator(".tick").nth(0)).to_have_text("Other words.")
    expect(page.locator(".progress p")).to_contain_text("1 of")
    expect(boxes.nth(0)).not_to_be_checked()
    expect(boxes.nth(1)).to_be_checked()


def test_a_tick_is_there_on_the_page_of_cards_too(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    expect(page.locator(".progress")).to_be_visible()
    page.locator("[data-item='active-listening/say-it-back']").check()
    page.goto(address + "/reference/cards/rapport/")
    expect(page.locator("[data-item='active-listening/say-it-back']")).to_be_checked()


def test_a_tick_made_before_the_script_came_is_kept(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/site.js", lambda route: held.append(route))
    with page.expect_request("**/site.js"):
        page.goto(address + ARTICLE, wait_until="commit")
        box = page.locator("input[data-item]").first
        box.check()
    continue_first(page, held)
    expect(page.locator(".progress p")).to_contain_text("1 of")
    page.unroute("**/site.js")
    page.reload()
    expect(box).to_be_checked()


def test_a_new_tick_after_a_reset_ends_the_chance_to_undo(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    boxes = page.locator("input[data-item]")
    boxes.nth(0).check()
    page.get_by_role("button", name="Reset").click()
    boxes.nth(1).check()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(boxes.nth(0)).not_to_be_checked()


def test_two_tabs_agree(context: BrowserContext, page: Page, address: str) -> None:
    other = context.new_page()
    page.goto(address + ARTICLE)
    other.goto(address + ARTICLE)
    expect(other.locator(".progress")).to_be_visible()
    page.locator("input[data-item]").nth(1).check()
    expect(other.locator("input[data-item]").nth(1)).to_be_checked()
    expect(other.locator(".progress p")).to_contain_text("1 of")


@pytest.mark.parametrize("spoil", [BLOCKED, FULL, CORRUPT, UNKNOWN], ids=["blocked", "full", "corrupt", "unknown"])
def test_storage_that_fails_never_breaks_the_page(page: Page, address: str, spoil: str) -> None:
    page.add_init_script(spoil)
    page.goto(address + ARTICLE)
    box = page.locator("input[data-item]").first
    box.check()
    expect(box).to_be_checked()
    expect(page.locator(".progress p")).to_contain_text("1 of")


def test_the_page_says_so_when_ticks_cannot_be_kept(page: Page, address: str) -> None:
    page.add_init_script(BLOCKED)
    page.goto(address + ARTICLE)
    expect(page.locator(".progress p")).to_contain_text("not kept: storage is blocked")


@pytest.mark.parametrize("spoil", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_page_that_comes_back_keeps_ticks_that_storage_could_not(page: Page, address: str, spoil: str) -> None:
    page.add_init_script(spoil)
    page.goto(address + ARTICLE)
    box = page.locator("input[data-item]").first
    box.check()
    expect(page.locator(".progress p")).to_contain_text("not kept")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(box).to_be_checked()


def test_every_box_has_a_name_and_a_target_of_44_pixels(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for label in page.locator(".tick").all():
        assert label.inner_text().strip()
        box = label.bounding_box()
        assert box
        assert box["height"] >= 44


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("path", [ARTICLE, "/reference/cards/rapport/"])
def test_what_follows_a_checklist_stays_where_it_is(page: Page, address: str, path: str, width: int) -> None:
    held: list[Route] = []
    page.set_viewport_size({"width": width, "height": 844})
    page.route("**/site.js", lambda route: held.append(route))
    with page.expect_request("**/site.js"):
        page.goto(address + path, wait_until="load")
    heights = [page.evaluate(END)]
    continue_first(page, held)
    bar = page.locator(".progress").first
    for act in (
        bar.wait_for,
        page.locator("input[data-item]").first.check,
        *2 * [bar.get_by_role("button").first.click],
    ):
        act()
        heights.append(page.evaluate(END))
    assert bar.get_by_role("button", name="Reset").is_visible()
    assert max(heights) - min(heights) < 1, heights


def test_ticking_asks_the_network_for_nothing(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.evaluate(PAINTED)  # what the scripts put on the page may have pictures
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("input[data-item]").first.check()
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(200)
    assert asked == []


def test_the_progress_line_takes_no_room_that_was_not_kept_for_it(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    shift = page.evaluate(
        "new Promise(done => { new PerformanceObserver(list => done(list.getEntries().reduce((sum, one) => sum + one.value, 0)))"
        ".observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(0), 300) })"
    )
    assert shift < 0.01
