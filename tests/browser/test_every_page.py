"""Every page, once at each width: axe, contrast by computed colours in light and dark, width, errors, titles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page

from tests.browser import WIDER, open_page, pages

PARTS = 4
WIDTHS = (320, 1280)
FAST = {"resultTypes": ["violations"], "preload": False}
TARGETS = {"target-size": {"enabled": True}}
SHAPE = {**FAST, "rules": {**TARGETS, "color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False}}}
COLOUR = {**FAST, "runOnly": ["color-contrast", "link-in-text-block"]}
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")


def problems_of(page: Page, path: str, options: dict[str, Any]) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{path}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]


def in_both_colours(page: Page, path: str, seen: set[str]) -> list[str]:
    """Compute every text's contrast, and let axe, which takes long, judge pages with a kind of text not yet in `seen`."""
    problems = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        contrast = page.evaluate(CONTRAST)
        problems += [f"{path} in {scheme}: {one}" for one in contrast["found"]]
        if not seen.issuperset(contrast["kinds"]):
            seen.update(contrast["kinds"])
            problems += problems_of(page, f"{path} in {scheme}", COLOUR)
    return problems


@pytest.fixture(scope="module")
def seen() -> dict[int, set[str]]:
    """The kinds of text whose colours axe has judged, by width of the window."""
    return {width: set() for width in WIDTHS}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_for_everyone(
    browser: Browser, site: Path, address: str, part: int, width: int, seen: dict[int, set[str]]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for path in pages(site)[part::PARTS]:
        open_page(page, address + path)
        problems += problems_of(page, path, SHAPE)
        problems += [f"{path}: {wide} px too wide"] if (wide := page.evaluate(WIDER)) > 0 else []
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
