"""How a page starts: it is painted first, then its scripts are asked for, and nothing moves when they come."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ARTICLE, KINDS, open_page, until

SCRIPTS = "performance.getEntriesByType('resource').filter(one => one.name.endsWith('.js'))"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# Without the second after which a page that may not be painted at all has its scripts: a busy machine needs longer to paint.
UNHURRIED = "{ const later = setTimeout; window.setTimeout = (act, wait, ...all) => (wait === 1000 ? 0 : later(act, wait, ...all)) }"
UNSEEN = "window.PerformanceObserver = class { observe() {} }"
# Where everything is that both a page with scripts and one without have, by its place among its kind.
PLACES = """() => Object.fromEntries(["h1", "h2", "h3", "p", "li", "td", "summary", "footer", ".tick"].flatMap(kind =>
  [...document.querySelectorAll(kind)].filter(one => !one.closest(".progress, .search-dialog") && one.checkVisibility())
    .map((one, nth) => [`${kind} ${nth} ${one.textContent.trim().slice(0, 30)}`, one.getBoundingClientRect()])
    .map(([name, { left, top, width }]) => [name, [left, top, width].map(Math.round).join()])))"""


@pytest.mark.parametrize("path", ["/", ARTICLE])
def test_no_script_is_asked_for_before_the_page_is_painted(page: Page, address: str, path: str) -> None:
    page.add_init_script(UNHURRIED)
    page.goto(address + path)
    until(page, f"{SCRIPTS}.length === 1")
    assert page.evaluate(f"{SCRIPTS}.every(one => one.startTime >= {PAINTED})")


def test_what_is_never_painted_has_its_scripts_all_the_same(page: Page, address: str) -> None:
    page.add_init_script(UNSEEN)
    page.goto(address + ARTICLE)
    expect(page.locator(".progress")).to_be_visible()


def test_a_script_that_cannot_be_had_leaves_the_page_to_be_read(page: Page, address: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/site.js", lambda route: route.abort())
    with page.expect_console_message(lambda said: "site.js" in said.text):
        page.goto(address + ARTICLE)
    expect(page.locator("#in-brief")).to_be_visible()
    assert errors == []


@pytest.mark.parametrize(("widths", "touch"), [((320, 390), True), ((768, 1280), False)], ids=["touch", "mouse"])
def test_nothing_moves_when_the_scripts_come(
    browser: Browser, address: str, widths: tuple[int, int], touch: bool
) -> None:
    """Every second kind of page is opened in the wider window, which is then made narrower, and the others the other way."""
    with_scripts, without = (browser.new_context(has_touch=touch, is_mobile=touch) for _ in range(2))
    without.route("**/assets/js/**", lambda route: None)  # never comes
    early, late = without.new_page(), with_scripts.new_page()
    moved = []
    for number, path in enumerate(KINDS):
        in_order = widths[:: -1 if number % 2 else 1]
        for page in (early, late):
            page.set_viewport_size({"width": in_order[0], "height": 844})
        early.goto(address + path)
        open_page(late, address + path)
        until(late, "!document.querySelector('input[data-item]') || document.querySelector('.progress')")
        for width in in_order:
            for page in (early, late):
                page.set_viewport_size({"width": width, "height": 844})
            before, after = early.evaluate(PLACES), late.evaluate(PLACES)
            assert len(set(before) & set(after)) > 10
            moved += [
                f"{path} at {width}: {one}: {at} -> {after[one]}"
                for one, at in before.items()
                if after.get(one, at) != at
            ]
    with_scripts.close()
    without.close()
    assert moved == []
