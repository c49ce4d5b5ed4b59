"""Every page, opened once for all that is asked of it: axe, contrast by computed colours in light and dark, width, errors,
policy, ids, titles, and what a phone shows, with letters of twice the size too.

Each is made as wide or as narrow as the other: every second one begins wide.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest
from lxml import html
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from macros import handbook
from tests.browser import LISTEN, articles, open_page, pages
from tests.browser.everything import Judge
from tests.browser.large_letters import problems, set_letters
from tests.browser.test_old_links import DESK, hidden, published
from tests.conftest import PROJECT

PHONE: ViewportSize = {"width": 320, "height": 844}
WIDER_PHONE: ViewportSize = {"width": 390, "height": 844}
WINDOWS = (("on a phone", PHONE), ("at a desk", DESK))
FIRST = """['h1', '.lead', '.facts', '.stages .here', '#in-brief', '.item input']
  .map(one => document.querySelector(one).getBoundingClientRect().bottom)"""
ADVICE = "document.querySelector('#evidence').getBoundingClientRect().top"
CLOSE = """[...document.querySelectorAll(".stages .here span:not(.unseen)")].map(one => one.getBoundingClientRect())
  .some((one, index, all) => one.left < 0 || one.right > innerWidth || (index && one.left - all[index - 1].right < 3))"""
# A page about to be left is not laid out again for the letters and the window of the next.
EMPTY = "document.body.style.display = 'none'"


@dataclass
class Seen:
    """What is wrong, of all pages; and of articles on a phone where their first parts end and the screens before their reasons."""

    problems: list[str] = field(default_factory=list)
    close: dict[int, list[str]] = field(default_factory=lambda: {320: [], 390: []})
    large: list[str] = field(default_factory=list)
    enlarged: list[str] = field(default_factory=list)
    bottoms: dict[str, list[float]] = field(default_factory=dict)
    advice: dict[str, float] = field(default_factory=dict)


@pytest.fixture(scope="module")
def seen(browser: Browser, site: Path, address: str) -> Seen:
    page, judge, found = browser.new_page(), Judge(), Seen()
    devices = page.context.new_cdp_session(page)
    page.add_init_script(LISTEN)
    page.on("console", lambda said: found.problems.append(said.text))
    page.on("pageerror", lambda error: found.problems.append(str(error)))
    ids, of_articles = published(handbook.load(PROJECT)), articles(site)
    for number, path in enumerate(pages(site)):
        windows = WINDOWS[:: -1 if number % 2 else 1]
        page.set_viewport_size(windows[0][1])
        open_page(page, address + path)
        for name, size in windows:
            page.set_viewport_size(size)
            found.problems += judge.problems(page, f"{path} {name}")
            if size == DESK:
                found.problems += [f"{path}#{one} is not to be seen" for one in hidden(page, ids.get(path[1:], []))]
            elif path in of_articles and page.evaluate(CLOSE):
                found.close[320].append(path)
        if path in of_articles:
            page.set_viewport_size(WIDER_PHONE)
            found.bottoms[path], found.advice[path] = page.evaluate(FIRST), page.evaluate(ADVICE) / 844
            found.close[390] += [path] * page.evaluate(CLOSE)
            if (wide := _enlarged(page, devices)) > 0:
                found.enlarged.append(f"{path}: {wide} px too wide")
        page.set_viewport_size(PHONE)
        set_letters(page, devices, 32)
        found.large += problems(page, path)
        page.evaluate(EMPTY)
        set_letters(page, devices, 16)
    page.close()
    return found


def _enlarged(page: Page, devices: CDPSession) -> int:
    """How much too wide a page is on a phone that enlarges letters alone, as its own setting does, which no media query is told of."""
    devices.send("Emulation.setDeviceMetricsOverride", {**PHONE, "deviceScaleFactor": 1, "mobile": True})
    usual = page.evaluate("document.documentElement.scrollHeight")
    page.evaluate("document.documentElement.style.setProperty('text-size-adjust', '200%')")
    wide, high = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert high > 1.5 * usual, "no letter grew"
    page.evaluate("document.documentElement.style.removeProperty('text-size-adjust')")
    devices.send("Emulation.clearDeviceMetricsOverride")  # or it would not be set again
    return int(wide) - PHONE["width"]


def test_every_page_is_for_everyone(seen: Seen) -> None:
    assert [one for one in seen.problems if "404" not in one] == []


def test_no_page_is_wider_than_a_phone_with_letters_of_twice_the_size(seen: Seen) -> None:
    assert seen.large == []


def test_no_article_is_wider_than_a_phone_that_enlarges_letters_alone(seen: Seen) -> None:
    assert seen.enlarged == []


def test_a_phone_shows_the_first_action_at_once_and_the_advice_of_half_of_all_articles_in_five_screens(
    seen: Seen,
) -> None:
    late = {path: all for path, all in seen.bottoms.items() if [*all, 844] != sorted([*all, 844])}
    assert late == {}
    assert median(seen.advice.values()) <= 5
    long = {path: far for path, far in seen.advice.items() if far > (7.5 if path.startswith("/teach/") else 6)}
    assert long == {}, "trainers read at a desk"


@pytest.mark.parametrize("width", [320, 390])
def test_the_names_of_an_articles_stages_stand_apart(seen: Seen, width: int) -> None:
    assert seen.close[width] == []


def test_every_link_says_where_it_goes(site: Path) -> None:
    empty = {"", "here", "click here", "this", "this page", "more", "read more", "link", "see"}
    vague = [
        f"{path.relative_to(site)}: {link.get('href')}"
        for path in sorted(site.rglob("*.html"))
        for link in html.parse(str(path)).getroot().xpath("//a[@href][not(@aria-hidden)]")
        if (link.get("aria-label") or link.text_content()).strip().lower() in empty
    ]
    assert vague == []


def test_titles_and_descriptions_are_there_once_each(site: Path) -> None:
    seen: dict[str, str] = {}
    for path in sorted(site.rglob("index.html")):
        tree = html.parse(str(path)).getroot()
        if tree.xpath("//meta[@http-equiv='refresh']"):
            continue
        for words in (tree.findtext(".//title"), *tree.xpath("//meta[@name='description']/@content")):
            assert words, path
            assert words not in seen, f"{path} and {seen[words]} share {words!r}"
            seen[words] = str(path)
        assert len(tree.xpath("//meta[@property='og:title' or @property='og:description']/@content")) == 2
