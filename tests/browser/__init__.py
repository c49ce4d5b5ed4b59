"""What a reader meets, in a real browser."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, FrameLocator, Page, Route

from macros import handbook
from macros.site import search_index
from tests.conftest import PROJECT

ARTICLE = "/rapport/active-listening/"
KINDS = (
    "/", "/rapport/", ARTICLE, "/visit/listening/", "/reference/checklists/", "/reference/cards/rapport/",
    "/reference/glossary/", "/reference/evidence-library/", "/reference/evidence/cohort/", "/about/source/", "/about/review-status/",
    "/contribute/macros/", "/gone/",
)  # fmt: skip
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
READY = "import(new URL(document.body.dataset.start, location.href)).then(() => document.fonts.ready).then(() => 1)"

# What the page's policy refuses is kept in `refused`.
LISTEN = """
window.refused = []
addEventListener("securitypolicyviolation", event => refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""
AXE = Axe().axe_script
RUN = """([context, options]) => {
  const chosen = Array.isArray(context) ? context.map(kind => window.kinds.get(kind)).filter(one => one.isConnected) : []
  if (Array.isArray(context) && !chosen.length) return []
  const include = chosen.filter(one => !chosen.some(other => other !== one && other.contains(one)))
  const parts = include.length ? { include } : context
  return axe.run(parts ?? document, options).then(found => found.violations)
}"""


def pages(site: Path) -> list[str]:
    """The address of every page of a built site, and one that does not exist."""
    found = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return [*("/" if one == "." else f"/{one}/" for one in found), "/gone/"]


def with_few_pages(site: Path, target: Path, *kept: str) -> Path:
    """A copy of a built site without downloads, in which only the home page and these pages are left and can be found."""
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("downloads"))
    for path in target.rglob("index.html"):
        if path.parent != target and f"/{path.parent.relative_to(target).as_posix()}/" not in kept:
            path.unlink()
    library = handbook.load(PROJECT)
    left = {name: one for name, one in library.articles.items() if f"/{one.page.url}" in kept}
    search_index.write(
        replace(library, articles=left, pages={one.page.path: one.page for one in left.values()}), target
    )
    return target


def articles(site: Path) -> list[str]:
    """The address of every article of a built site."""
    return [one for one in pages(site)[:-1] if 'id="in-brief"' in (site / one[1:] / "index.html").read_text("utf-8")]


def open_page(page: Page, url: str) -> None:
    """Open an address and wait until every script of the page has done its part."""
    page.goto(url, wait_until="load")
    started(page)


def started(page: Page | FrameLocator) -> None:
    """Wait until every script of a page, or of the page in a frame, has done its part.

    A network that is idle says nothing of it: scripts are asked for after the first paint, which may be late.
    """
    page.locator("body[data-start]").evaluate(READY)


def until(page: Page, expression: str, seconds: float = 60) -> None:
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


def continue_first(page: Page, held: list[Route]) -> None:
    """Let go on what a route holds; the page is told of a request a moment before the route is."""
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()


def violations(page: Page, context: str | list[str] | None = None, **options: Any) -> list[dict[str, Any]]:
    """What axe finds on a page, in a part of it or in some of its `window.kinds`; not what is in order, which takes long."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN, [context, {"reporter": "no-passes", **options}])
    return found
