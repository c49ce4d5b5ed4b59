"""Every address ever published opens on visible text, by whichever way it was kept."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from macros import handbook
from macros.devserver.server import server
from macros.handbook.addresses import CURRENT, addresses
from macros.model import Library
from macros.site.pipeline import build
from tests.browser import pages
from tests.conftest import PROJECT
from tests.test_build import prepare

DESK: ViewportSize = {"width": 1280, "height": 900}  # narrow windows fold; test_fold.py has addresses open that
_HIDDEN = "names => names.filter(name => name && !document.getElementById(name)?.getClientRects().length)"


def published(book: Library) -> dict[str, list[str]]:
    """The ids that were ever published of each page that is there today."""
    found: dict[str, list[str]] = {one.url: [] for one in book.pages.values()}
    for one in addresses(book):
        url, _, anchor = one.address.partition("#")
        if url in found and anchor:
            found[url].append(anchor)
    return found


def lost_in_moves(page: Page, base: str, book: Library) -> list[str]:
    """The addresses of pages that are no more which do not end on an element that can be seen."""
    problems = []
    there = published(book)
    page.set_viewport_size(DESK)
    for one in addresses(book):
        if one.address.partition("#")[0] not in there:
            page.goto(f"{base}/{one.address}")
            page.wait_for_url(f"{base}/{one.now}")
            problems += hidden(page, one.now.partition("#")[2:])
    return problems


def lost(page: Page, base: str, book: Library) -> list[str]:
    """The addresses that do not end on an element that can be seen; each page is opened once for all its ids."""
    problems = lost_in_moves(page, base, book)
    for url, anchors in published(book).items():
        answer = page.goto(f"{base}/{url}")
        assert answer
        problems += [f"{url}#{name}" for name in hidden(page, anchors)] if answer.status == 200 else [url]
    return problems


def hidden(page: Page, anchors: Iterable[str]) -> list[str]:
    """The ids whose element is not there or cannot be seen."""
    found: list[str] = page.evaluate(_HIDDEN, list(anchors))
    return found


def test_every_address_in_the_ledger_opens_on_visible_text(page: Page, site: Path, address: str) -> None:
    """Here those of pages that are no more; test_every_page.py asks each page for its own while it is open."""
    book = handbook.load(PROJECT)
    assert {f"/{url}" for url in published(book)} <= set(pages(site))
    assert sum(map(len, published(book).values())) > 2000
    assert lost_in_moves(page, address, book) == []


def spoil(root: Path) -> None:
    """Rename an item and a section, move a section to another page, and let a page redirect, each as we are told to."""
    greet = root / "docs/rapport/greet.md"
    text = greet.read_text("utf-8")
    marked = '<span id="thanked"></span>They do.\n\n{{ moved("closing-words", "listen#say") }}'
    greet.write_text(text.replace("They greet people you back.", marked), "utf-8")
    checklist = root / "docs/_data/checklists/greet.yml"
    renamed = checklist.read_text("utf-8").replace("id: wait\n", "id: pause\n    formerly: [wait]\n")
    checklist.write_text(renamed, "utf-8")
    with (root / "docs/_data/permalinks.tsv").open("a") as ledger:
        for row in ("greet/\twait", "greet/\tthanked", "greet/\tclosing-words", "hello/\t", "hello/\tsay"):
            ledger.write(f"rapport/{row}\t2026-01-02\n")


def test_old_addresses_of_renamed_and_moved_things_open_on_visible_text(page: Page, good: Path) -> None:
    prepare(good)
    spoil(good)
    assert [str(one) for one in build(good, good / "site", say=lambda _: None)] == []
    book = handbook.load(good)
    assert sum(one.status != CURRENT for one in addresses(book)) == 5
    with server(good / "site") as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{running.server_port}"
        assert lost(page, base, book) == []
        page.goto(f"{base}/rapport/greet/#closing-words")
        page.locator(".moved:target").get_by_role("link", name="Words you can use").click()
        page.wait_for_url(f"{base}/rapport/listen/#say")
        running.shutdown()
