"""Every address ever published opens on visible text, by whichever way it was kept."""

from __future__ import annotations

import threading
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Page

from macros import library
from macros.build import build
from macros.library.addresses import CURRENT, addresses
from macros.model import Library
from macros.serve import server
from tests.conftest import PROJECT
from tests.test_build import prepare

_HIDDEN = "names => names.filter(name => name && !document.getElementById(name)?.getClientRects().length)"


def lost(page: Page, base: str, book: Library) -> list[str]:
    """The addresses that do not end on an element that can be seen; each page is opened once for all its ids."""
    by_page: dict[str, list[str]] = defaultdict(list)
    problems = []
    for one in addresses(book):
        url, _, anchor = one.address.partition("#")
        target = one.now.partition("#")[0]
        if one.status == CURRENT or target == url:
            by_page[url].append(anchor)
        else:
            problems += _follow(page, base, one.address, one.now)
    for url, anchors in by_page.items():
        answer = page.goto(f"{base}/{url}")
        assert answer
        if answer.status != 200:
            problems.append(f"{url}: {answer.status}")
        problems += [f"{url}#{name}" for name in page.evaluate(_HIDDEN, anchors)]
    return problems


def _follow(page: Page, base: str, address: str, now: str) -> list[str]:
    """Open an address of a page that has moved; it must end at the new one, or on a note that says where it is."""
    page.goto("about:blank")
    page.goto(f"{base}/{address}")
    here = f"{base}/{address.partition('#')[0]}"
    moved = page.locator(".moved:target")
    page.wait_for_function(
        "here => location.href.split('#')[0] !== here || document.querySelector(':target')", arg=here
    )
    if moved.count():
        return [] if moved.is_visible() else [address]
    page.wait_for_url(f"{base}/{now}")
    anchor = now.partition("#")[2]
    return page.evaluate(_HIDDEN, [anchor]) if anchor else []


def test_every_address_in_the_ledger_opens_on_visible_text(page: Page, address: str) -> None:
    assert lost(page, address, library.load(PROJECT)) == []


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
    book = library.load(good)
    assert sum(one.status != CURRENT for one in addresses(book)) == 5
    with server(good / "site") as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        problems = lost(page, f"http://127.0.0.1:{running.server_port}", book)
        running.shutdown()
    assert problems == []
