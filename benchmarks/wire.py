"""What a reader downloads on a cold visit and on a first search, in real Chromium; beside stock Material."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks import handbooks
from benchmarks.longest_task import longest
from benchmarks.sites import both, pages
from tests.chromium import FLAGS, find

_PHONE: ViewportSize = {"width": 412, "height": 915}
_SEARCH = {"ours": ("Control+k", ".found a"), "stock": ("f", ".md-search-result__item a")}


@dataclass(frozen=True, slots=True)
class Visit:
    """Bytes by kind of resource (headers included), requests, and nodes of the document."""

    bytes: Counter[str]
    requests: int
    nodes: int


def measure(sizes: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report, KB of 1,024 bytes, gzip level 6, headers included."""
    lines = ["| articles | site | page | KB | HTML | CSS | scripts | other | requests | DOM nodes |", "|" + "---|" * 10]
    search = [
        "| articles | site | KB until the first result | key to result, ms, first | of a further question, with the files that it needs "
        "| longest task at 4x, ms, to open | while typing |",
        "|" + "---|" * 7,
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        for size in sizes:
            with both(size, scratch) as sites:
                for name, address in sites.items():
                    lines += [
                        _row(size, name, page, visit(browser, address + path)) for page, path in pages(size).items()
                    ]
                    search.append(f"| {handbooks.name(size)} | {name} | {_search(browser, name, address, size)} |")
                    print(lines[-1], search[-1], sep="\n", flush=True)
        browser.close()
    return "\n".join([*lines, "", "### A first search on an article", "", *search])


def _row(size: int, site: str, page: str, visit: Visit) -> str:
    kinds = [visit.bytes[kind] for kind in ("Document", "Stylesheet", "Script")]
    parts = [sum(visit.bytes.values()), *kinds, sum(visit.bytes.values()) - sum(kinds)]
    cells = " | ".join(f"{part / 1024:.1f}" for part in parts)
    return f"| {handbooks.name(size)} | {site} | {page} | {cells} | {visit.requests} | {visit.nodes} |"


def _listen(page: Page) -> Counter[str]:
    """Counts encoded bytes by kind as they arrive; requests are counted under 'requests'."""
    found, kinds = Counter[str](), dict[str, str]()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))

    def finished(event: dict[str, str]) -> None:
        found[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])
        found["requests"] += 1

    session.on("Network.loadingFinished", finished)
    return found


def _open(page: Page, address: str) -> None:
    """Opens a page and gives what it asks for after its first paint the time to come."""
    page.goto(address, wait_until="load")
    _wait([page])


def _wait(opened: Sequence[Page]) -> None:
    opened[0].wait_for_timeout(2000)
    for page in opened:
        page.wait_for_load_state("networkidle")


def visit(browser: Browser, address: str) -> Visit:
    """A first visit to a page, without what a service worker keeps afterwards."""
    [found] = visits(browser, [(address, lambda _: None)])
    return found


def visits(browser: Browser, asked: Sequence[tuple[str, Callable[[Page], None]]]) -> list[Visit]:
    """First visits to pages, each until it is ready, which are left open beside each other: the wait for all is one."""
    contexts = [browser.new_context(viewport=_PHONE, service_workers="block") for _ in asked]
    opened = [context.new_page() for context in contexts]
    arrived = [_listen(page) for page in opened]
    for page, (address, _) in zip(opened, asked, strict=True):
        page.goto(address, wait_until="load")
    _wait(opened)
    found = []
    for page, counted, (_, ready) in zip(opened, arrived, asked, strict=True):
        ready(page)
        nodes = page.evaluate("document.querySelectorAll('*').length")
        page.context.close()
        sizes = Counter({kind: size for kind, size in counted.items() if kind != "requests"})
        found.append(Visit(sizes, counted["requests"], nodes))
    return found


def _search(browser: Browser, site: str, address: str, size: int) -> str:
    key, result = _SEARCH[site]
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    page = context.new_page()
    found = _listen(page)
    _open(page, address + pages(size)["article"])
    before = 0 if site == "stock" else sum(size for kind, size in found.items() if kind != "requests")
    page.keyboard.press(key)
    first, *others = handbooks.sample(size).queries
    times = [_ask(page, result, first)]
    page.wait_for_load_state("networkidle")
    data = sum(size for kind, size in found.items() if kind != "requests") - before
    times += [_ask(page, result, query) for query in others]
    context.close()
    opening, typing = longest(browser, address + pages(size)["article"], key, [first, *others])
    note = " (all of the visit: its data comes with the page)" if site == "stock" else ""
    return (
        f"{data / 1024:.1f}{note} | {times[0]:.0f} | {statistics.median(times[1:]):.0f} | {opening:.0f} | {typing:.0f}"
    )


def _ask(page: Page, result: str, query: str) -> float:
    """Milliseconds from the last key to a result that is on the screen and is not the last query's."""
    script = """([query, result]) => new Promise(done => {
      const box = document.activeElement, start = performance.now(), old = document.querySelector(result)?.outerHTML
      box.value = query
      box.dispatchEvent(new InputEvent("input", { bubbles: true }))
      box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "a" }))
      const look = () => {
        const now = document.querySelector(result)
        if (now && now.outerHTML !== old || performance.now() - start > 20000) done(performance.now() - start)
        else setTimeout(look, 2)
      }
      look()
    })"""
    return float(page.evaluate(script, [query, result]))
