"""What a reader meets, in a real browser: one Chromium, the built site, every kind of page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from macros.build import build
from macros.serve import server
from tests.chromium import FLAGS, find
from tests.conftest import PROJECT

ARTICLE = "/rapport/active-listening/"
KINDS = (
    "/", "/rapport/", ARTICLE, "/visit/listening/", "/reference/checklists/", "/reference/evidence-library/",
    "/reference/glossary/", "/about/source/", "/about/review-status/", "/contribute/macros/", "/gone/",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built handbook."""
    found: Path = tmp_path_factory.mktemp("browser") / "handbook"
    assert [one for one in build(PROJECT, found, say=lambda _: None) if not one.advice] == []
    return found


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The handbook, served on loopback."""
    with server(site) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 390, "height": 844})
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    for path in KINDS:
        page.goto(address + path)
        found = Axe().run(page)
        problems += [f"{path}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found.response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        problems += [f"{path}: {wide} px too wide"] if wide > 0 else []
    context.close()
    assert [one for one in problems if "404" not in one] == []


def test_no_page_asks_another_host_for_anything(context: BrowserContext, page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in KINDS:
        page.goto(address + path)
    page.fill("#find", "crying")
    page.wait_for_timeout(300)
    assert [url for url in asked if not url.startswith(address)] == []
    assert context.cookies() == []


def test_the_first_phone_screen_holds_title_stage_and_brief(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for selector in ("h1", ".stages .here", "#in-brief"):
        box = page.locator(selector).first.bounding_box()
        assert box
        assert box["y"] + box["height"] < 844


def test_ticks_are_kept_counted_reset_and_undone(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    boxes = page.locator("input[data-item]")
    count = boxes.count()
    boxes.nth(0).check()
    boxes.nth(2).check()
    status = page.locator(".progress p")
    expect(status).to_have_text(f"2 of {count} done, kept on this device only")
    page.reload()
    expect(boxes.nth(2)).to_be_checked()
    page.get_by_role("button", name="Reset").click()
    expect(boxes.nth(0)).not_to_be_checked()
    page.get_by_role("button", name="Undo").click()
    expect(boxes.nth(0)).to_be_checked()
    page.reload()
    expect(boxes.nth(2)).to_be_checked()


def test_two_tabs_agree(context: BrowserContext, page: Page, address: str) -> None:
    other = context.new_page()
    page.goto(address + ARTICLE)
    other.goto(address + ARTICLE)
    page.locator("input[data-item]").nth(1).check()
    expect(other.locator("input[data-item]").nth(1)).to_be_checked()


@pytest.mark.parametrize(
    "spoil",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })",
        "localStorage.setItem('kb1:active-listening/let-them-finish', '{broken')",
    ],
    ids=["blocked", "corrupt"],
)
def test_storage_that_fails_never_breaks_the_page(page: Page, address: str, spoil: str) -> None:
    page.add_init_script(spoil)
    page.goto(address + ARTICLE)
    box = page.locator("input[data-item]").first
    box.check()
    expect(box).to_be_checked()
    expect(page.locator(".progress p")).to_contain_text("1 of")


def test_every_box_has_a_name_and_a_target_of_44_pixels(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for label in page.locator(".item label").all():
        assert label.inner_text().strip()
        box = label.bounding_box()
        assert box
        assert box["height"] >= 44


def test_without_javascript_everything_can_be_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + ARTICLE)
    expect(page.locator("input[data-item]").first).to_be_visible()
    page.locator("details.answer summary").first.click()
    expect(page.locator("details.answer li").first).to_be_visible()
    expect(page.locator("#sources ~ ol li").first).to_be_visible()
    context.close()


def test_search_works_by_keyboard_and_names_the_section(page: Page, address: str) -> None:
    page.goto(address + "/about/")
    page.locator("#find").press_sequentially("sorry apology")
    expect(page.locator("#found a").first).to_contain_text("Tell people when something went wrong")
    expect(page.locator("#found a").nth(1)).to_contain_text(": ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/maintain/**")


def test_the_site_works_under_a_path_of_its_own(page: Page, site: Path) -> None:
    lost: list[str] = []
    page.on("response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None)
    with server(site.parent) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{running.server_port}/handbook{ARTICLE}")
        page.locator("#find").press_sequentially("sorry apology")
        page.locator("#found a").first.click()
        page.wait_for_url("**/handbook/maintain/disclose-errors/")
        page.get_by_role("link", name="Building Patient Trust").click()
        page.wait_for_url("**/handbook/")
        running.shutdown()
    assert lost == []


def test_search_says_what_to_do_when_nothing_is_found(page: Page, address: str) -> None:
    page.goto(address + "/")
    page.locator("#find").press_sequentially("xyzzyx")
    expect(page.locator("#found")).to_contain_text("Nothing found. Try one plain word")


def test_a_frame_shows_only_the_text(page: Page, address: str) -> None:
    page.goto(address + "/gone/")
    page.set_content(f'<iframe src="{address}{ARTICLE}#say" width="800" height="476"></iframe>')
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("link", name="Open the whole page")).to_have_attribute("target", "_blank")
    expect(frame.locator(".head")).to_be_hidden()
    expect(frame.locator("#say")).to_be_in_viewport()


@pytest.mark.parametrize(("query", "hidden"), [("?embed=1", True), ("?embed=0", False), ("", False)])
def test_the_framed_view_can_be_asked_for(page: Page, address: str, query: str, hidden: bool) -> None:
    page.goto(address + ARTICLE + query)
    page.wait_for_timeout(200)
    assert page.locator(".head").is_hidden() is hidden


def test_every_address_in_the_ledger_opens_on_visible_text(page: Page, address: str) -> None:
    rows = (PROJECT / "docs/_data/permalinks.tsv").read_text("utf-8").splitlines()[1:]
    by_page: dict[str, list[str]] = {}
    for url, anchor, _ in (row.split("\t") for row in rows):
        by_page.setdefault(url, []).append(anchor)
    missing = []
    for url, anchors in by_page.items():
        answer = page.goto(f"{address}/{url}")
        assert answer
        assert answer.status == 200, url
        found = "names => names.filter(name => name && !document.getElementById(name)?.getClientRects().length)"
        missing += [f"{url}#{name}" for name in page.evaluate(found, anchors)]
    assert missing == []
