"""The longest tasks of a first search: opening it, then typing letter by letter, with the processor made four times slower.

A task is counted by the processor time of the page's own thread, so that what else the machine does is left out.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

SLOWER, RUNS = 4, 5
_KINDS = ["blink.user_timing", "disabled-by-default-devtools.timeline"]
_TASK = "RunTask"


def longest(browser: Browser, address: str, key: str, queries: Sequence[str]) -> tuple[float, float]:
    """Milliseconds of the longest task from the key to an open search, and from then on until all queries are typed; medians."""
    found = [_one(browser, address, key, queries) for _ in range(RUNS)]
    opening, typing = zip(*found, strict=True)
    return statistics.median(opening), statistics.median(typing)


def _one(browser: Browser, address: str, key: str, queries: Sequence[str]) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 412, "height": 915}, service_workers="block")
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_timeout(2000)
    page.wait_for_load_state("networkidle")
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    events = _begin(session)
    page.evaluate("performance.mark('opening')")
    page.keyboard.press(key)
    page.evaluate("performance.mark('typing')")
    for query in queries:
        page.evaluate("document.activeElement.value = ''")
        page.keyboard.type(query, delay=90)
        page.wait_for_timeout(500)
    _end(page, session)
    context.close()
    marks = {one["name"]: one for one in events if one["name"] in ("opening", "typing")}
    thread = marks["opening"]["pid"], marks["opening"]["tid"]
    tasks = [
        (one["ts"] + one["dur"], one["tdur"] / 1000)
        for one in events
        if one["name"] == _TASK and "tdur" in one and (one["pid"], one["tid"]) == thread
    ]
    start, typed = marks["opening"]["ts"], marks["typing"]["ts"]
    return max(ms for end, ms in tasks if start < end <= typed), max(ms for end, ms in tasks if end > typed)


def _begin(session: CDPSession) -> list[dict[str, Any]]:
    """Start to trace; what is given fills with events when the trace ends."""
    events: list[dict[str, Any]] = []
    session.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": _KINDS}})
    return events


def _end(page: Page, session: CDPSession) -> None:
    done = []
    session.on("Tracing.tracingComplete", lambda _: done.append(True))
    session.send("Tracing.end")
    while not done:
        page.wait_for_timeout(50)
