"""The tour of a reader in Firefox, in WebKit of today and in WebKit as old as iOS 16.0, on a phone's width and a desk's."""

from __future__ import annotations

import base64
import contextlib
import re
import zlib
from pathlib import Path

import pytest

from macros.site.completion import finish
from tests.browser import with_few_pages
from tests.browser.host import Host
from tests.engines.conftest import EACH, SIZES, started
from tests.engines.drivers import ENGINES, WPE, Engine, WebKitGTK, wait_for
from tests.test_site import SETTINGS

ARTICLE = "rapport/active-listening/"
PAGES = ("", ARTICLE, "rapport/", "visit/opening/", "reference/checklists/", "reference/cards/rapport/",
         "reference/glossary/", "reference/evidence-library/", "teach/pick/", "about/offline/", "contribute/maintainers/")  # fmt: skip
KEPT = (
    f"/{ARTICLE}",
    "/maintain/disclose-errors/",
    "/about/offline/",
    "/rapport/respond-to-emotion/",
    "/rapport/emergency-and-deescalation/",
)
BEGUN = "document.querySelector('.progress') !== null"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CLEAR = "rgba(0, 0, 0, 0)"
# Every script of the page has done its part; a page that is left earlier says that they could not be loaded.
STARTED = (
    "window.begun || void import(new URL(document.body.dataset.start, location.href)).then(() => (window.begun = true))"
)
# What was still on its way when the page was left is no fault of the page; that all of it works the other tests see.
BROKEN_OFF = (
    "Loading failed for the module",
    "Load failed",
    "Importing a module script failed",
    "Failed to load",
    "error loading dynamically imported",
    "/sw.js due to access control checks",  # WebKit's words for it
)
COURSE = """<!doctype html><title>Course</title>
<script>heard = []; addEventListener("message", event => heard.push(event.data))</script>
<div {}><iframe width=340 height=600 src="{}#say"></iframe></div>"""
# Cog 0.16, in which the old WebKit runs, gives no console and cannot print.
WITHOUT_COG = pytest.mark.parametrize(
    "engine", [one for one in EACH if ENGINES[one.values[0][0]] is not WPE], indirect=True, scope="module"
)
BACKGROUND = "getComputedStyle(document.querySelector(arguments[0])).backgroundColor"


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has, whose list of them may be packed."""
    text = pdf
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            text += zlib.decompressobj().decompress(packed)
    return len(re.findall(rb"/Type\s*/Page\b", text))


def article(engine: Engine, host: Host, place: str = "") -> None:
    engine.open(host.url + ARTICLE + place)
    engine.until(STARTED)
    engine.until(BEGUN)


def test_no_page_is_wider_than_the_window_or_says_a_fault(engine: Engine, host: Host) -> None:
    engine.open(host.url)
    engine.said()
    for path in PAGES:
        engine.open(host.url + path)
        engine.until(STARTED)
        assert engine.js(WIDER) <= 0, path
        assert engine.js(BACKGROUND, "body") != CLEAR, path
    assert [one for one in engine.said() if not any(words in one for words in BROKEN_OFF)] == []


@WITHOUT_COG
def test_what_a_policy_refuses_would_have_been_heard(engine: Engine, host: Host) -> None:
    engine.open(host.url)
    engine.said()
    engine.js(
        "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.stolen = 1' }))"
    )
    wait_for(lambda: [one for one in engine.said() if "script" in one], "the refused script is in the console")
    assert engine.js("window.stolen ?? null") is None


def test_the_home_page_searches_by_keyboard(engine: Engine, host: Host) -> None:
    engine.open(host.url)
    engine.click("#find")
    engine.press("interupting")
    engine.until("document.querySelectorAll('.found a').length === 2")
    assert engine.js(BACKGROUND, ".search-answer") != CLEAR
    engine.press("Down", "Down")
    engine.until("[...document.querySelectorAll('.found a')].indexOf(document.activeElement) === 1")
    engine.press("Up", "x")
    engine.until("document.querySelector('#find').value === 'interuptingx'")
    engine.press("Escape")
    engine.until("document.querySelectorAll('.found a').length === 0")
    engine.press("angry patiant")
    engine.until("document.querySelector('.found b')?.textContent === 'Answer the feeling before the facts'")
    engine.until("document.querySelectorAll('.found mark').length > 0")  # marked once its words are fetched
    engine.press("Enter")
    engine.until("location.pathname.endsWith('/respond-to-emotion/')")


def test_the_dialog_opens_answers_and_closes_by_escape(engine: Engine, host: Host) -> None:
    article(engine, host)
    engine.press("/")
    engine.until("document.querySelector('.search-dialog').open && document.activeElement.id === 'find'")
    assert engine.js(BACKGROUND, ".search-dialog") != CLEAR
    engine.press("zzzzqx")
    engine.until("document.querySelector('.search-said').textContent.includes('Nothing found')")
    engine.press("Escape")
    engine.until("document.querySelector('#find').value === '' && document.querySelector('.search-dialog').open")
    engine.press("Escape")
    engine.until("!document.querySelector('.search-dialog').open")


def test_the_menu_of_a_phone_opens_and_closes(engine: Engine, host: Host) -> None:
    article(engine, host)
    if engine.width > 1000:
        assert engine.js("getComputedStyle(document.querySelector('.menu')).display") == "none"
        return
    engine.click(".menu summary")
    engine.until("document.querySelector('.menu').open")
    assert engine.js(BACKGROUND, ".menu ul") != CLEAR
    engine.press("Escape")
    engine.until("!document.querySelector('.menu').open && document.activeElement.tagName === 'SUMMARY'")
    engine.click(".menu summary")
    engine.until("document.querySelector('.menu').open")
    engine.tap(4, 700)  # beside the text, where nothing else takes the tap
    engine.until("!document.querySelector('.menu').open")
    engine.click(".menu summary")
    engine.until("document.querySelector('.menu').open")
    engine.click(".menu a[href*=checklists]")
    engine.until("location.pathname.endsWith('/checklists/')")


def test_ticks_are_seen_kept_reset_and_brought_back(engine: Engine, host: Host) -> None:
    article(engine, host)
    engine.js("localStorage.clear()")
    article(engine, host)
    assert engine.js("getComputedStyle(document.querySelector('.item input')).borderTopWidth") != "0px"
    engine.click(".item .tick")
    engine.until("document.querySelector('.progress p').textContent.startsWith('1 of')")
    assert engine.js("getComputedStyle(document.querySelector('.item input'), '::before').opacity") == "1"
    assert engine.js(BACKGROUND, ".item input:checked") != engine.js(BACKGROUND, ".item input:not(:checked)")
    engine.reload()
    engine.until(f"{BEGUN} && document.querySelector('.item input').checked")
    engine.click(".progress button")
    engine.until("document.querySelectorAll('.item input:checked').length === 0")
    engine.click(".progress button")
    engine.until("document.querySelectorAll('.item input:checked').length === 1")


def test_a_page_of_cards_counts_each_of_them(engine: Engine, host: Host) -> None:
    engine.open(f"{host.url}reference/cards/rapport/")
    engine.until(BEGUN)
    cards = engine.js("document.querySelectorAll('.card').length")
    assert cards > 10
    assert engine.js("document.querySelectorAll('.progress').length") == cards
    assert (
        engine.js("getComputedStyle(document.querySelector('.progress').previousElementSibling).paddingBottom") == "0px"
    )


def test_certainty_sources_and_terms_are_explained_on_the_spot(engine: Engine, host: Host) -> None:
    for kind in ("certainty", "cite"):
        article(engine, host, "#evidence")
        engine.click(f"a.{kind}")
        engine.until("document.querySelector('.explain') !== null && document.activeElement.className === 'explain'")
        assert engine.js(BACKGROUND, ".explain") != CLEAR
        engine.press("Escape")
        engine.until("document.querySelector('.explain') === null")
        engine.click(f"a.{kind}")
        engine.until("document.querySelector('.explain') !== null")
        engine.tap(2, engine.height // 2)
        engine.until("document.querySelector('.explain') === null")


def test_what_a_phone_folds_opens_by_a_press_and_by_an_address_within(engine: Engine, host: Host) -> None:
    shown = "[...document.querySelectorAll('.fold')].filter(one => one.offsetHeight > 0).length"
    spared = "[...document.querySelectorAll('td.rest')].filter(one => one.offsetHeight > 0).length"
    narrow = engine.width < 640
    article(engine, host)
    assert engine.js(shown) == (0 if narrow else 4)
    cells = engine.js("document.querySelectorAll('td.rest').length")
    assert cells > 0
    assert engine.js(spared) == (0 if narrow else cells)
    if narrow:
        engine.click("p.spare > button")
        engine.until(f"{spared} === {cells}")
        engine.click("p.spare > button")
        engine.until(f"{spared} === 0")
        engine.click("#sources > button:not(.share)")
        engine.until(f"{shown} === 1")
        engine.click("#sources > button:not(.share)")
        engine.until(f"{shown} === 0")
    engine.open("about:blank")
    article(engine, host, "#unknown")
    engine.until(f"{shown} === {1 if narrow else 4}")
    engine.until("Math.abs(document.querySelector('#unknown').getBoundingClientRect().top) < innerHeight")


def test_the_share_menu_opens_and_can_be_put_away(engine: Engine, host: Host) -> None:
    article(engine, host)
    for close in ("#do > .share", ".share-menu button:last-child"):
        engine.click("#do > .share")
        engine.until("document.querySelectorAll('.share-menu button').length === 6")
        assert engine.js(BACKGROUND, ".share-menu") != CLEAR
        engine.click(close)
        engine.until("document.querySelector('.share-menu') === null")
    engine.click("#do > .share")
    engine.click(".share-menu button:nth-child(5)")
    engine.until("document.querySelector('.share-panel img')?.naturalWidth >= 240")
    engine.press("Escape")
    engine.until("document.querySelector('.share-panel') === null")


def test_the_theme_turns_and_is_kept(engine: Engine, host: Host) -> None:
    article(engine, host)
    engine.js("localStorage.removeItem('bpt:theme')")
    article(engine, host)
    seen = {}
    for theme in ("light", "dark"):
        if engine.width < 1000 and not engine.js("document.querySelector('.menu').open"):
            engine.click(".menu summary")
        engine.click(".links .theme-switch" if engine.width > 1000 else ".menu .theme-switch")
        engine.until(f"document.documentElement.dataset.theme === '{theme}'")
        seen[theme] = engine.js("['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name])")
    assert seen == {
        "light": ["rgb(251, 248, 242)", "rgb(28, 42, 43)"],
        "dark": ["rgb(18, 25, 26)", "rgb(233, 228, 218)"],
    }
    article(engine, host)
    assert engine.js(BACKGROUND, "body") == "rgb(18, 25, 26)"
    engine.js("localStorage.removeItem('bpt:theme')")


def test_sections_are_picked_where_the_reader_sees_them(engine: Engine, host: Host) -> None:
    engine.open(f"{host.url}teach/pick/")
    engine.until("document.querySelector('.pick-chosen') !== null")
    gap = "document.querySelector('.pick').getBoundingClientRect().top - document.querySelector('#choose').getBoundingClientRect().bottom"
    assert engine.js(gap) < 100
    engine.click(".pick-list > li .pick-all")
    engine.until("/^Chosen: 1 article/.test(document.querySelector('.pick-chosen').textContent)")
    assert engine.js("document.querySelector('.pick-tray textarea').value").count(host.url) > 3


@pytest.mark.parametrize("panel", ["", "hidden"])
def test_a_course_frames_a_section(engine: Engine, host: Host, panel: str) -> None:
    """In a panel that is opened later too: the frame has no room when the browser looks for the section."""
    # Another site's page, as a course is: localhost is not 127.0.0.1.
    host.pages["/course"] = COURSE.format(panel, host.url + ARTICLE)
    engine.open(host.url.replace("127.0.0.1", "localhost").removesuffix("handbook/") + "course")
    engine.until("heard.some(one => one.subject === 'lti.frameResize')")
    engine.js("document.querySelector('div').hidden = false")
    engine.until("heard.some(one => one.subject === 'lti.frameResize' && one.height > 1000)")
    engine.frame(0)
    engine.until(BEGUN)
    shown = [".head", ".foot", ".framed-source"]
    assert [engine.js("getComputedStyle(document.querySelector(arguments[0])).display", one) for one in shown] == [
        "none",
        "none",
        "block",
    ]
    engine.until("Math.abs(document.querySelector('#say').getBoundingClientRect().top) < 300")
    engine.frame(None)


@pytest.fixture(scope="module")
def part(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook that a device has kept within a moment."""
    folder = with_few_pages(site, tmp_path_factory.mktemp("part") / "handbook", *KEPT)
    finish(folder, SETTINGS)
    return folder


def test_the_handbook_is_read_without_a_network(engine: Engine, part: Path) -> None:
    own = Host(part, "/handbook/")
    engine.open(own.url)
    engine.js("void navigator.serviceWorker.ready.then(() => (window.kept = true))")
    engine.until("window.kept === true")
    own.cut()
    article(engine, own)
    engine.press("/")
    engine.until("document.querySelector('.search-dialog').open")
    engine.press("angry")
    engine.until("document.querySelectorAll('.found a').length > 0")
    engine.open(f"{own.url}maintain/disclose-errors/")
    engine.until("document.querySelector('#in-brief') !== null")
    engine.open(f"{own.url}about/offline/")
    engine.until(
        "document.querySelector('#on-this-device + [role=status]')?.textContent.includes('whole handbook is kept')"
    )
    engine.open(f"{own.url}nowhere/at/all/")
    engine.until("document.title.startsWith('Page not found')")


@WITHOUT_COG
def test_a_card_is_printed_on_one_page(engine: Engine, host: Host) -> None:
    if isinstance(engine, WebKitGTK):
        assert pages_of(engine.print(host.url + ARTICLE, "Print card")) == 1
        return
    article(engine, host, "?print=card")
    pdf = base64.b64decode(engine.command("print", {"page": {"width": 21.0, "height": 29.7}}))
    assert pages_of(pdf) == 1


@pytest.mark.parametrize("name", [pytest.param(one, marks=pytest.mark.xdist_group(f"{one}-desk")) for one in ENGINES])
def test_without_scripts_everything_is_there_to_read(name: str, host: Host) -> None:
    engine = started(name, *SIZES["phone"], scripts=False)
    try:
        engine.open(host.url + ARTICLE)
        assert engine.js("document.documentElement.className") == ""
        assert engine.js("document.querySelectorAll('.item input').length") > 3
        dead = (
            "[...document.querySelectorAll('.js-only')].filter(one => getComputedStyle(one).display !== 'none').length"
        )
        assert engine.js(dead) == 0
        assert engine.js(WIDER) <= 0
    finally:
        engine.stop()
