"""The content security policy in a real browser: no page breaks it, and redirects and `kb serve` work under it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.devserver.server import State, server
from macros.site.completion import finish
from tests.browser import ARTICLE, KINDS, LISTEN, open_page, pages, started, until
from tests.test_site import SETTINGS, built, sending_on


@pytest.fixture
def watched(page: Page) -> Page:
    """A page that keeps what its policy refused."""
    page.add_init_script(LISTEN)
    return page


@contextmanager
def serving(site: Path, state: State | None = None) -> Iterator[str]:
    with server(site, state=state) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_no_page_of_the_site_does_what_its_policy_refuses(watched: Page, site: Path, address: str) -> None:
    """Here each kind of page by the name of its file, and those that have no folder; test_every_page.py asks all others."""
    said: list[str] = []
    watched.on("console", lambda message: said.append(message.text))
    watched.on("pageerror", lambda error: said.append(str(error)))
    alone = [path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != "index.html"]
    assert "404.html" in alone
    assert len(pages(site)) > 50
    for page in (*alone, *(f"{kind[1:]}index.html" for kind in KINDS if kind != "/gone/")):
        watched.goto(f"{address}/{page}")
        started(watched)
        said += [f"{page}: {one}" for one in watched.evaluate("refused")]
    assert said == []


def test_what_scripts_do_later_is_not_refused_either(watched: Page, address: str) -> None:
    said: list[str] = []
    watched.on("console", lambda message: said.append(message.text))
    open_page(watched, address + ARTICLE)
    watched.locator("input[data-item]").first.check()
    watched.locator(".certainty").first.click()
    expect(watched.locator(".explain")).to_be_visible()
    watched.keyboard.press("Escape")
    watched.locator(".links .search-open").click()
    watched.locator("#find").fill("mistake")
    expect(watched.locator(".found a").first).to_be_visible()
    watched.goto(f"{address}{ARTICLE}?print=card")
    watched.pdf()
    assert (watched.evaluate("refused"), said) == ([], [])


def test_the_policy_does_refuse_code_that_was_not_there_when_it_was_written(watched: Page, address: str) -> None:
    watched.goto(address + ARTICLE)
    inject = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.stolen = 1'}))"
    watched.evaluate(inject)
    watched.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.stolen = 2\">')")
    until(watched, "refused.length >= 2")
    assert watched.evaluate("window.stolen") is None


def test_a_redirect_keeps_the_query_and_the_place_and_leaves_the_site_for_no_one(page: Page, tmp_path: Path) -> None:
    site = sending_on(built(tmp_path / "site"), tmp_path)
    finish(site, SETTINGS)
    with serving(site) as address:
        for asked, reached in (
            ("/hello/", "/greet/#do"),
            ("/hello/?embed=1#say", "/greet/?embed=1#say"),
            ("/hello/?url=https://evil.example/#do", "/greet/?url=https://evil.example/#do"),
        ):
            page.goto(address + asked)
            page.wait_for_url(address + reached)


def test_a_redirect_leads_on_without_scripts(browser: Browser, tmp_path: Path) -> None:
    site = sending_on(built(tmp_path / "site"), tmp_path)
    finish(site, SETTINGS)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serving(site) as address:
        page.goto(f"{address}/hello/")
        page.wait_for_url(f"{address}/greet/#do")
    context.close()


def test_kb_serve_shows_findings_and_reloads_under_the_policy(watched: Page, site: Path) -> None:
    state = State()
    with serving(site, state) as address:
        watched.goto(address + ARTICLE)
        state.tell("docs/x.md:1:1: KB101 Not text.", rebuilt=False)
        expect(watched.get_by_role("alert")).to_have_text("docs/x.md:1:1: KB101 Not text.")
        assert watched.get_by_role("alert").evaluate("box => getComputedStyle(box).position") == "fixed"
        assert watched.evaluate("refused") == []
        with watched.expect_navigation():
            state.tell("", rebuilt=True)
        watched.goto("about:blank")
