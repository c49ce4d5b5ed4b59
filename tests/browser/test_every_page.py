"""Every page, once at each width: axe, contrast by computed colours in light and dark, width, errors, policy, ids, titles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from macros import handbook
from tests.browser import LISTEN, WIDER, open_page, pages, violations
from tests.browser.test_old_links import DESK, hidden, published
from tests.conftest import PROJECT

PARTS = 4
WIDTHS = (320, 1280)
FAST = {"preload": False}
TARGETS = {"target-size": {"enabled": True}}
SHAPE = {**FAST, "rules": {**TARGETS, "color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False}}}
COLOUR = {**FAST, "runOnly": ["color-contrast", "link-in-text-block"]}
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")


def problems_of(page: Page, path: str, options: dict[str, Any], kinds: list[str] | None = None) -> list[str]:
    return [f"{path}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in violations(page, kinds, **options)]


def in_both_colours(page: Page, path: str, seen: set[str]) -> list[str]:
    """Compute every text's contrast, and let axe, which takes long, judge each kind of text that is not yet in `seen`."""
    problems = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        contrast = page.evaluate(CONTRAST)
        problems += [f"{path} in {scheme}: {one}" for one in contrast["found"]]
        if fresh := [one for one in contrast["kinds"] if one not in seen]:
            seen.update(fresh)
            problems += problems_of(page, f"{path} in {scheme}", COLOUR, fresh)
    return problems


@pytest.fixture(scope="module")
def seen() -> dict[int, set[str]]:
    """The kinds of text whose colours axe has judged, by width of the window."""
    return {width: set() for width in WIDTHS}


@pytest.fixture(scope="module")
def ids() -> dict[str, list[str]]:
    """The ids that were ever published of each page."""
    return published(handbook.load(PROJECT))


@pytest.mark.parametrize(
    "width", [pytest.param(one, marks=pytest.mark.xdist_group(f"every-page-{one}")) for one in WIDTHS]
)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_for_everyone(
    browser: Browser,
    site: Path,
    address: str,
    part: int,
    width: int,
    seen: dict[int, set[str]],
    ids: dict[str, list[str]],
) -> None:
    page = browser.new_page(viewport={"width": width, "height": DESK["height"]})
    page.add_init_script(LISTEN)
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    for path in pages(site)[part::PARTS]:
        open_page(page, address + path)
        problems += [f"{path}: refused {one}" for one in page.evaluate("refused")]
        problems += problems_of(page, path, SHAPE)
        problems += [f"{path}: {wide} px too wide"] if (wide := page.evaluate(WIDER)) > 0 else []
        if width == DESK["width"]:
            problems += [f"{path}#{one} is not to be seen" for one in hidden(page, ids.get(path[1:], []))]
        problems += in_both_colours(page, path, seen[width])
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
