"""The search box: found by keyboard, in the reader's words, with a way on when nothing is found."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from macros.devserver.server import server
from tests.browser import ARTICLE, continue_first, open_page


def ask(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type(words)


def test_search_works_by_keyboard_and_names_the_section(page: Page, address: str) -> None:
    open_page(page, address + "/about/")
    ask(page, "sorry apology")
    first = page.locator(".found a").first
    expect(first).to_contain_text("Tell people when something went wrong")
    expect(first.locator("i")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/maintain/disclose-errors/**")


def test_escape_empties_the_box_then_closes_it_and_gives_the_focus_back(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.locator(".links .search-open").click()
    page.keyboard.type("late")
    expect(page.locator(".found a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator(".search-dialog")).to_be_hidden()
    expect(page.locator(".links .search-open")).to_be_focused()


def test_the_home_page_answers_at_once_where_there_is_a_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_page(page, address + "/")
    expect(page.get_by_label("What do you need with your next patient?")).to_be_focused()
    page.keyboard.type("interupting")
    expect(page.locator(".found a").first).to_contain_text("Listen before you speak")
    context.close()


def test_words_without_a_key_are_answered(page: Page, address: str) -> None:
    open_page(page, address + "/")
    page.locator("#find").fill("interrupting")
    expect(page.locator(".found a").first).to_contain_text("Listen before you speak")


def test_words_typed_before_the_scripts_came_are_answered(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/site.js", lambda route: held.append(route))
    with page.expect_request("**/site.js"):
        page.goto(address + "/", wait_until="load")
    page.locator("#find").press_sequentially("late")
    continue_first(page, held)
    expect(page.locator(".found a").first).to_contain_text("Be there when time is short")


def test_a_button_that_is_pointed_at_asks_for_the_engine_and_the_index_beside_each_other(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/search.js", lambda route: None)  # never comes
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, address + ARTICLE)
    assert [url for url in asked if "search" in url] == []
    with page.expect_request("**/search/index.json"), page.expect_request("**/search.js"):
        page.locator(".links .search-open").hover()
    page.locator(".links .search-open").click()
    assert len([url for url in asked if url.endswith("index.json")]) == 1


def test_a_result_leads_to_its_page_before_its_words_come_and_then_to_the_part(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/search/pages-*", lambda route: held.append(route))
    open_page(page, address + "/about/")
    ask(page, "late")
    first = page.locator(".found a").first
    expect(first).to_contain_text("Be there when time is short")
    assert "#" not in (first.get_attribute("href") or "#")
    height = page.locator(".found li").first.evaluate("one => one.getBoundingClientRect().height")
    first.focus()
    for route in held:
        route.continue_()
    expect(first.locator("i")).not_to_be_empty()
    expect(first).to_have_attribute("href", re.compile("#"))
    expect(first).to_be_focused()
    assert height > page.locator(".found b").first.evaluate("one => one.getBoundingClientRect().height + 20")


def test_results_whose_words_cannot_be_had_are_results(page: Page, address: str) -> None:
    page.route("**/search/pages-*", lambda route: route.abort())
    open_page(page, address + "/about/")
    ask(page, "late")
    expect(page.locator(".search-said")).to_contain_text("results.")
    page.keyboard.press("Enter")
    page.wait_for_url("**/maintain/time-and-burnout/")


def test_what_was_typed_on_asks_for_no_words_of_its_results(page: Page, address: str) -> None:
    held: list[Route] = []
    shown: list[str] = []
    page.on("request", lambda request: shown.append(request.url) if "/pages-" in request.url else None)
    page.route("**/search/words-*", lambda route: held.append(route))
    open_page(page, address + "/about/")
    with page.expect_request("**/search/words-*"):
        ask(page, "late")
    page.locator("#find").fill("zzzz")
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".search-said")).to_contain_text("Nothing found")
    assert shown == []


@pytest.mark.parametrize(
    ("query", "article"),
    [
        ("apologize", "Tell people when something went wrong"),
        ("I made a mistake", "Tell people when something went wrong"),
        ("generic pills", "Talk about brand and generic medicines"),
        ("stetoscope", "stethoscope"),
        ("dont know", "know"),
        ("jargon", "Use plain language with everyone"),
    ],
)
def test_the_first_result_is_the_article_meant(page: Page, address: str, query: str, article: str) -> None:
    open_page(page, address + "/about/")
    ask(page, query)
    expect(page.locator(".found a b").first).to_contain_text(article, ignore_case=True)


def test_search_says_what_to_do_when_nothing_is_found(page: Page, address: str) -> None:
    open_page(page, address + "/about/")
    ask(page, "xyzzyx")
    expect(page.locator(".search-said")).to_contain_text("Nothing found. Try one plain word")
    expect(page.locator(".search-said").get_by_role("link", name="all checklists")).to_be_visible()


def test_a_word_that_is_nowhere_brings_the_nearest_ones_to_choose(page: Page, address: str) -> None:
    open_page(page, address + "/about/")
    ask(page, "stettoskoope")
    page.locator(".search-said").get_by_role("button", name="stethoscope", exact=True).click()
    expect(page.locator("#find")).to_have_value("stethoscope")
    expect(page.locator(".found a b").first).to_contain_text("stethoscope")


def test_a_slash_opens_the_search_and_a_letter_on_a_result_goes_back_to_the_box(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("crying and/or angr")
    expect(page.locator(".found a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("y")
    expect(page.locator("#find")).to_have_value("crying and/or angry")


def test_the_page_for_lost_links_has_a_search_that_works(page: Page, address: str) -> None:
    open_page(page, address + "/gone/for/good/")
    page.get_by_role("button", name="Search in your own words").click()
    page.keyboard.type("bad news")
    page.keyboard.press("Enter")
    page.wait_for_url("**/maintain/honesty-and-bad-news/#*")


@pytest.mark.parametrize("lost", ["**/search/index.json", "**/search/words-*", "**/assets/js/search.js"])
def test_search_says_so_when_a_part_of_it_cannot_be_had(page: Page, address: str, lost: str) -> None:
    page.route(lost, lambda route: route.abort())
    open_page(page, address + "/about/")
    ask(page, "late")
    expect(page.locator(".search-said")).to_contain_text("could not be loaded")


def test_the_site_and_its_search_work_under_a_path_of_their_own(page: Page, site: Path) -> None:
    lost: list[str] = []
    page.on("response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None)
    with server(site.parent) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        open_page(page, f"http://127.0.0.1:{running.server_port}/handbook{ARTICLE}")
        ask(page, "sorry apology")
        page.locator(".found a").first.click()
        page.wait_for_url("**/handbook/maintain/disclose-errors/**")
        page.get_by_role("link", name="Building Patient Trust").click()
        page.wait_for_url("**/handbook/")
        running.shutdown()
    assert lost == []
