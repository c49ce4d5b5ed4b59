"""Attacks in a real browser: what the check lets pass does nothing, and what gets past it is found in the built site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page

from macros import handbook
from macros.builders.run import run_builder
from macros.checks import check
from macros.checks.built_site import check_site
from macros.devserver.server import server
from macros.site.completion import finish
from tests.attacks.test_corpus import CORPUS, TODAY, Attack, plant
from tests.attacks.test_second_layer import OF_AN_ARTICLE, SOURCES, dress, flagged, write_article
from tests.browser import ARTICLE, open_page, started

HARMLESS = [one for one in CORPUS if "harmless" in one]
IN_AN_ARTICLE = [one for one in HARMLESS if "text" in one or one["file"] in (*OF_AN_ARTICLE, SOURCES)]
BESIDE = [one for one in HARMLESS if one not in IN_AN_ARTICLE]
OTHERS = ("/rapport/greet/", "/rapport/", "/reference/glossary/")
MARKUP = [
    one
    for one in CORPUS
    if "refused" in one and "text" in one and not any(m in one["text"] for m in ("{{", "{%", "{#", "\0"))
]
WATCH = "window.hits = 0; window.pwned = () => { window.hits += 1 }; window.alert = window.pwned"
DANGERS = """() => {
  const found = []
  if (window.hits) found.push("ran")
  for (const one of document.querySelectorAll("*")) {
    for (const { name } of one.attributes) if (name.startsWith("on")) found.push(name)
    if ([...one.style ?? []].some(name => name !== "--seen")) found.push("style")
    const address = one.href?.baseVal ?? one.href ?? one.src ?? one.action ?? ""
    if (/^(javascript|vbscript|data|file):/i.test(address)) found.push(address)
    if (one.matches("article :is(script, style, svg, iframe, object, embed, form, meta, base, math):not(.search, .search *, .share *, .icon)")) found.push(one.tagName)
  }
  return found
}"""

FRAMES = """urls => Promise.all(urls.map(url => new Promise(loaded => {
  const frame = document.createElement("iframe")
  frame.name = frame.src = url
  frame.onload = loaded
  document.body.append(frame)
})))"""


@contextmanager
def served(site: Path) -> Iterator[str]:
    with server(site) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def dangers(page: Page, url: str) -> list[str]:
    """What on a page ran, could run, or asked another host."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="load")
    page.wait_for_timeout(50)
    return [*left_or_found(page.main_frame, url), *filter(leads_elsewhere, asked)]


def leads_elsewhere(address: str) -> bool:
    return urlsplit(address).netloc == "elsewhere.example"


def dangers_in_frames(page: Page, urls: list[str]) -> list[list[str]]:
    """What ran, could run or asked another host in each of many pages, which are opened in frames of one page."""
    asked: list[tuple[Frame, str]] = []
    page.on("request", lambda request: asked.append((request.frame, request.url)))
    page.evaluate(FRAMES, urls)
    page.wait_for_timeout(500)
    frames = {frame.name: frame for frame in page.frames}
    return [
        [*left_or_found(frames[url], url), *(to for who, to in asked if who is frames[url] and leads_elsewhere(to))]
        for url in urls
    ]


def left_or_found(frame: Frame, url: str) -> list[str]:
    if urlsplit(frame.url)[:3] != urlsplit(url)[:3]:
        return ["the page was left"]
    try:
        return [str(one) for one in frame.evaluate(DANGERS)]
    except Error:
        return ["the page was left"]


def refused(root: Path) -> list[str]:
    return [str(one) for one in check(handbook.load(root), TODAY) if one.fails and one.place.file != "mkdocs.yml"]


def addresses(attacks: list[Attack]) -> list[str]:
    return [f"/rapport/attack-{number}/" for number in range(len(attacks))]


def build_each(root: Path, attacks: list[Attack]) -> list[str]:
    """Give each attack an article of its own, and build; what the builder says."""
    for number, attack in enumerate(attacks):
        write_article(root, number, attack)
    said = run_builder(root, root / "site")
    finish(root / "site", handbook.load(root).settings)
    return [str(one) for one in said]


def opened(browser: Browser, site: Path, paths: list[str]) -> list[list[str]]:
    """The dangers in each page of a built site."""
    page = browser.new_context().new_page()
    page.add_init_script(WATCH)
    with served(site) as at:
        found = dangers_in_frames(page, [at + path for path in paths])
    page.context.close()
    return found


@pytest.fixture(scope="module")
def done(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each attack that the check lets pass does on a page of its own; and under no name what is done on the others."""
    root = dress(tmp_path_factory.mktemp("harmless"))
    for attack in BESIDE:
        plant(root, attack)
    said = build_each(root, IN_AN_ARTICLE)
    own = addresses(IN_AN_ARTICLE)
    files = [f"site{address}index.html" for address in own]
    found = opened(browser, root / "site", [*own, *OTHERS])
    missing = [f"{file} was not built" for file in files if not (root / file).is_file()]
    bad = [str(one) for one in check_site(root / "site") if one.code in ("KB908", "KB911", "KB913")]
    beside = [one for one in bad if not any(file in one for file in files)]
    return {"": [*said, *missing, *chain(*found[len(own) :]), *beside]} | {
        attack["attack"]: [*dangers, *(one for one in bad if file in one)]
        for attack, file, dangers in zip(IN_AN_ARTICLE, files, found, strict=False)
    }


@pytest.mark.parametrize("attack", HARMLESS, ids=[one["attack"] for one in HARMLESS])
def test_what_the_check_lets_pass_does_nothing(saved: Path, done: dict[str, list[str]], attack: Attack) -> None:
    plant(saved, attack)
    assert refused(saved) == []
    assert (done.get(attack["attack"], []), done[""]) == ([], [])


def test_what_would_run_without_the_check_is_found_in_the_built_site(tmp_path: Path, browser: Browser) -> None:
    root = dress(tmp_path)
    build_each(root, MARKUP)
    innocent, *found = opened(browser, root / "site", ["/rapport/greet/", *addresses(MARKUP)])
    working = {number for number, dangers in enumerate(found) if dangers}
    refused = flagged(root)
    unseen = {one for one in working if f"site/rapport/attack-{one}/index.html" not in refused}
    assert innocent == []
    assert {MARKUP[one]["attack"]: found[one] for one in unseen} == {}
    assert len(working) > 30, "the attacks no longer work where nothing stops them, so this test shows nothing"


HOSTILE = ("<img src=x onerror=pwned()>", "javascript:pwned()", "null", '{"__proto__": {"x": 1}}', "1" * 100_000)


def test_hostile_storage_changes_nothing_but_what_it_may(context: BrowserContext, page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.locator("input[data-item]").first.check()
    page.locator("input[data-item]").first.uncheck()
    for value in HOSTILE:
        page.evaluate(
            "value => { for (const key of ['bpt:theme', 'bpt:1:/:tick:active-listening/let-them-finish', value.slice(0, 99)])"
            " localStorage.setItem(key, value);"
            " for (const box of document.querySelectorAll('input[data-item]'))"
            " localStorage.setItem(`bpt:1:/:tick:${box.dataset.item}`, value) }",
            value,
        )
        fresh = context.new_page()
        fresh.add_init_script(WATCH)
        assert dangers(fresh, address + ARTICLE) == []
        started(fresh)
        assert fresh.locator("input[data-item]:checked").count() == 0
        assert fresh.evaluate("document.documentElement.dataset.theme ?? ''") == ""
        fresh.close()


QUERIES = (
    "?embed=javascript:pwned()", "?embed=https://elsewhere.example/", "?embed=1&print=<script>pwned()</script>",
    "?print=javascript:pwned()", "?q=<img src=x onerror=pwned()>", "#<img src=x onerror=pwned()>", "#%E0%A4%A",
    "#javascript:pwned()", "?embed=1#\"><script>pwned()</script>",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_what_an_address_asks_for_is_never_run_or_followed(page: Page, address: str, query: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(WATCH)
    for path in ("/", ARTICLE):
        assert dangers(page, address + path + query) == []
        started(page)
        assert page.url.startswith(address)
        outside = "a => [...document.links].filter(one => /elsewhere|javascript/.test(one.host + one.protocol)).length"
        assert page.evaluate(outside) == 0
    assert errors == []


def test_messages_from_a_framing_page_change_nothing(page: Page, address: str) -> None:
    page.set_content(f'<iframe src="{address}{ARTICLE}?embed=1"></iframe>')
    frame = page.frame_locator("iframe")
    started(frame)
    before = frame.locator("html").evaluate("root => root.outerHTML")
    page.evaluate(
        "() => { for (const data of [{ subject: 'lti.frameResize', height: 1e9 }, { type: 'navigate', url: 'javascript:1' },"
        " '<img src=x>', null, { theme: 'dark', state: { checked: true } }]) frames[0].postMessage(data, '*') }"
    )
    page.wait_for_timeout(200)
    assert frame.locator("html").evaluate("root => root.outerHTML") == before
