"""Every address ever published opens on visible text, by whichever way it was kept."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page

from macros import handbook
from macros.devserver.server import server
from macros.handbook.addresses import CURRENT, addresses
from macros.model import Library
from macros.site.pipeline import build
from tests.conftest import PROJECT
from tests.test_build import prepare

_HIDDEN = "names => names.filter(name => name && !document.getElementById(name)?.getClientRects().length)"


def lost(page: Page, base: str, book: Library) -> list[str]:
    """The addresses that do not end on an element that can be seen; each page is opened once for all its ids."""
    urls = {one.url for one in book.pages.values()}
    by_page: dict[str, list[str]] = defaultdict(list)
    problems = []
    page.set_viewport_size({"width": 1280, "height": 900})  # narrow ones fold; test_fold.py has addresses open that
    for one in addresses(book):
        url, _, anchor = one.address.partition("#")
        if url in urls:
            by_page[url].append(anchor)
        else:
            page.goto(f"{base}/{one.address}")
            page.wait_for_url(f"{base}/{one.now}")
            problems += _hidden(page, one.now.partition("#")[2:])
    for url, anchors in by_page.items():
        answer = page.goto(f"{base}/{url}")
        assert answer
        problems += [f"{url}#{name}" for name in _hidden(page, anchors)] if answer.status == 200 else [url]
    return problems


def _hidden(page: Page, anchors: Iterable[str]) -> list[str]:
    found: list[str] = page.evaluate(_HIDDEN, list(anchors))
    return found


def test_every_address_in_the_ledger_opens_on_visible_text(page: Page, address: str) -> None:
    assert lost(page, address, handbook.load(PROJECT)) == []


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
