"""Every page, once at each width: axe, contrast by computed colours in light and dark, width, errors, policy, ids, titles.

Each is opened once and then made as wide or as narrow as the other: every second one begins wide.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, ViewportSize

from macros import handbook
from tests.browser import LISTEN, open_page, pages
from tests.browser.everything import Judge
from tests.browser.test_old_links import DESK, hidden, published
from tests.conftest import PROJECT

PARTS = 4
PHONE: ViewportSize = {"width": 320, "height": 900}
WINDOWS = (("on a phone", PHONE), ("at a desk", DESK))


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


@pytest.fixture(scope="module")
def ids() -> dict[str, list[str]]:
    """The ids that were ever published of each page."""
    return published(handbook.load(PROJECT))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_for_everyone(
    browser: Browser, site: Path, address: str, part: int, judge: Judge, ids: dict[str, list[str]]
) -> None:
    page = browser.new_page(viewport=PHONE)
    page.add_init_script(LISTEN)
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    for number, path in enumerate(pages(site)[part::PARTS]):
        windows = WINDOWS[:: -1 if number % 2 else 1]
        page.set_viewport_size(windows[0][1])
        open_page(page, address + path)
        for name, size in windows:
            page.set_viewport_size(size)
            problems += judge.problems(page, f"{path} {name}")
            if size == DESK:
                problems += [f"{path}#{one} is not to be seen" for one in hidden(page, ids.get(path[1:], []))]
    page.close()
    assert [one for one in problems if "404" not in one] == []


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
