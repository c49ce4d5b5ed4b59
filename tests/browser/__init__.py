"""What a reader meets, in a real browser."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Error, Page

ARTICLE = "/rapport/active-listening/"
KINDS = (
    "/", "/rapport/", ARTICLE, "/visit/listening/", "/reference/checklists/", "/reference/cards/rapport/",
    "/reference/glossary/", "/reference/evidence-library/", "/reference/evidence/cohort/", "/about/source/", "/about/review-status/",
    "/contribute/macros/", "/gone/",
)  # fmt: skip
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
READY = "import(new URL(document.body.dataset.start, location.href)).then(() => document.fonts.ready).then(() => 1)"


def pages(site: Path) -> list[str]:
    """The address of every page of a built site, and one that does not exist."""
    found = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return [*("/" if one == "." else f"/{one}/" for one in found), "/gone/"]


def articles(site: Path) -> list[str]:
    """The address of every article of a built site."""
    return [one for one in pages(site)[:-1] if 'id="in-brief"' in (site / one[1:] / "index.html").read_text("utf-8")]


def open_page(page: Page, url: str) -> None:
    """Open an address and wait until every script of the page has done its part."""
    page.goto(url, wait_until="load")
    page.evaluate(READY)


def until(page: Page, expression: str, seconds: float = 15) -> None:
    """Wait until an expression, or what it promises, is true; Playwright's own way needs eval, which pages refuse."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if page.evaluate(expression):
                return
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
        page.wait_for_timeout(50)
    raise AssertionError(f"never true within {seconds} seconds: {expression}")
