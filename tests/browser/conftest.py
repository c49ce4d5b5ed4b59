"""One Chromium, one built and served handbook, and a phone-sized page in it, for all browser tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from macros.devserver.server import server
from tests.browser.host import Plain
from tests.chromium import FLAGS, find, with_fonts

expect.set_options(timeout=30_000)  # as long as an action waits: a busy machine is no fault of the page


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The handbook, served on loopback with no more types than any web server has."""
    with server(site, kind=Plain) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def _keeps_nothing(make: Callable[..., Any], **options: Any) -> Any:
    made = make(**options)
    if options.get("service_workers") != "allow":
        made.add_init_script("delete Navigator.prototype.serviceWorker")
    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium that keeps nothing on the device, which takes long, unless a test asks for `service_workers="allow"`."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=find(), args=list(FLAGS), env=with_fonts())
        found.new_context = partial(_keeps_nothing, found.new_context)  # type: ignore[method-assign]
        found.new_page = partial(_keeps_nothing, found.new_page)  # type: ignore[method-assign]
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 390, "height": 844})
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
