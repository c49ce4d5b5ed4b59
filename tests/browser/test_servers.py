"""Stock nginx, Apache and Caddy with hosting/'s configurations: types, packing, headers, redirects, and a reader's visit.

Where a server is not installed its tests say so and are skipped; CI installs all three, and there none may be missing.
"""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, expect

from macros.site.completion import finish
from macros.site.compress import compress
from tests.browser import ARTICLE, until, with_few_pages
from tests.browser.servers import SERVERS, Server, serving
from tests.installed import require
from tests.test_site import SETTINGS

TYPES = {
    ARTICLE: "text/html",
    "/assets/site.css": "text/css",
    "/assets/js/site.js": "javascript",
    "/manifest.json": "application/json",
    "/search/index.json": "application/json",
    "/assets/icon.svg": "image/svg+xml",
    "/assets/icon-192.png": "image/png",
    "/sw.js": "javascript",
}
UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
LISTEN = (
    "window.refused = []; addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective))"
)
MOVED = {"_redirects": "/hello/ {0} 301\n", "_nginx-redirects.map": "/hello/ {0};\n"}


@pytest.fixture(scope="module")
def packed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the handbook with packed files and one page that has moved, to a section of another."""
    folder = tmp_path_factory.mktemp("packed") / "handbook"
    with_few_pages(site, folder, ARTICLE, "/maintain/disclose-errors/", "/rapport/respond-to-emotion/")
    finish(folder, SETTINGS)
    for name, line in MOVED.items():
        (folder / name).write_text(line.format(f"{ARTICLE}#do"), "utf-8")
    assert compress(folder) > 30
    return folder


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, packed: Path) -> Iterator[Server]:
    name = str(request.param)
    require(name)
    with serving(name, packed) as running:
        yield running


def ask(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize("accepted", ["", "gzip", "gzip, deflate, br"])
def test_every_kind_of_file_has_its_type_and_comes_packed(server: Server, packed: Path, accepted: str) -> None:
    for path, kind in TYPES.items():
        status, headers, body = ask(server, path, Accept_Encoding=accepted)
        file = packed / path[1:] / ("index.html" if path.endswith("/") else "")
        coding = headers.get("content-encoding", "")
        assert (status, kind in headers["content-type"]) == (200, True), (path, headers)
        assert UNPACK[coding](body) == file.read_bytes(), path
        packable = file.with_name(f"{file.name}.gz").exists()
        assert (coding in ("gzip", "br")) is bool(packable and accepted), (path, headers)
        assert "breton" not in headers.get("content-language", "").replace("br", "breton")
        if packable:
            assert "accept-encoding" in headers["vary"].lower(), path


def test_refusing_a_coding_is_heeded(server: Server) -> None:
    for accepted in ("gzip;q=0, br;q=0", "identity"):
        assert "content-encoding" not in ask(server, "/assets/site.css", Accept_Encoding=accepted)[1]


def test_headers_protect_and_say_how_long_a_file_holds(server: Server, packed: Path) -> None:
    hashed = next((packed / "search").glob("words-*.json")).name
    for path, cache in (("/", "no-cache"), ("/sw.js", "no-cache"), (f"/search/{hashed}", "max-age=31536000")):
        headers = ask(server, path)[1]
        assert cache in headers["cache-control"], path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "camera=()" in headers["permissions-policy"]


def test_a_wrong_address_gets_the_page_for_it(server: Server) -> None:
    status, headers, body = ask(server, "/nowhere/at/all/")
    assert (status, headers["x-content-type-options"]) == (404, "nosniff")
    assert b"This page is not here" in body


def test_a_moved_page_is_redirected_for_good_with_query_and_place(server: Server) -> None:
    for asked, reached in (("/hello/", f"{ARTICLE}#do"), ("/hello/?embed=1", f"{ARTICLE}?embed=1#do")):
        status, headers, _ = ask(server, asked)
        assert status == 301
        assert headers["location"].removeprefix(server.url).replace("?#", "#") == reached


def test_an_address_without_its_last_slash_leads_there_and_keeps_its_query(server: Server) -> None:
    status, headers, _ = ask(server, f"{ARTICLE[:-1]}?x=1")
    assert status in (301, 308)
    assert headers["location"].removeprefix(server.url) == f"{ARTICLE}?x=1"


def test_a_reader_can_search_tick_and_read_on_without_the_server(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="allow")
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(LISTEN)
    page.goto(server.url + ARTICLE)
    page.locator("input[data-item]").first.check()
    expect(page.locator(".progress p")).to_contain_text("1 of")
    page.locator(".links .search-open").click()
    page.locator("#find").fill("angry patiant")
    expect(page.locator(".found b").first).to_have_text("Answer the feeling before the facts")
    assert (page.evaluate("refused"), said) == ([], [])
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    until(page, "navigator.serviceWorker.ready.then(found => found.active.state === 'activated')", 30)
    server.stop()
    page.goto(server.url + "/maintain/disclose-errors/")
    expect(page.locator("h1")).to_be_visible()
    page.goto(server.url + ARTICLE)
    expect(page.locator("input[data-item]").first).to_be_checked()
    context.close()
