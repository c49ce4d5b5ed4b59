"""Has it changed since you taught it: old files and links, compared in the browser."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from macros import handbook
from macros.errors import UnreadablePack
from macros.exports.cartridge_writer import files
from macros.exports.course_pack import short_packs
from macros.exports.moodle_backup import backups
from macros.exports.old_file import read
from macros.exports.pack_diff import ORDER, compared
from macros.exports.scorm_package import Unit, package
from macros.exports.zipped import zipped
from macros.model import Library
from tests.browser import started, violations
from tests.conftest import PROJECT

SITE = "https://old.example/hb/"


@pytest.fixture(scope="module")
def book() -> Library:
    found = handbook.load(PROJECT)
    return replace(found, settings=replace(found.settings, site_url=SITE))


@pytest.fixture(scope="module")
def table(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "downloads/permalinks.json").read_text("utf-8"))
    return found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    found = context.new_page()
    found.goto(f"{address}/teach/drift/")
    started(found)
    yield found
    context.close()


def said(page: Page) -> dict[str, list[str]]:
    """The addresses under each heading of the answer."""
    expect(page.locator(".pick-compare details").first).to_be_visible()
    groups = page.locator(".pick-compare details").all()
    listed = "all => all.map(one => one.dataset.address)"
    return {
        str(one.get_attribute("data-status")): one.locator("li[data-address]").evaluate_all(listed) for one in groups
    }


def of_python(table: dict[str, Any], file: Path, site: str, since: str = "") -> dict[str, list[str]]:
    """The same by the command's code."""
    found: dict[str, list[str]] = {}
    for one in compared(table, read(file, site), since):
        found.setdefault(one.status, []).append(one.address)
    return {status: found[status] for status in ORDER if status in found}


def aged(content: bytes) -> bytes:
    """A pack as it might have been: other versions of the first two articles and an address that is gone."""
    text = content.decode()
    entries = re.findall(r"entry>([\w/#-]+) ([0-9a-f]{8})", text)
    for url, version in entries[:4]:
        text = text.replace(f"entry>{url} {version}", f"entry>{url} deadbeef", 1)
    url, version = entries[-1]
    return text.replace(f"entry>{url} {version}", f"entry>{url.replace('#', '')}gone/ {version}").encode()


@pytest.fixture(scope="module")
def pack(book: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    inside = {name: text.encode() for name, text in files(dict(short_packs(book))["foundations-short.imscc"])}
    inside["imsmanifest.xml"] = aged(inside["imsmanifest.xml"])
    path = tmp_path_factory.mktemp("old") / "old.imscc"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return path


def test_a_pack_is_compared_as_the_command_does(page: Page, table: dict[str, Any], pack: Path) -> None:
    page.get_by_label("A file").set_input_files(pack)
    found = said(page)
    assert found == of_python(table, pack, SITE)
    assert {"gone", "same"} < set(found)
    expect(page.locator(".pick-said")).to_contain_text(f"{pack.name}: 1 gone")
    expect(page.locator(".pick-said")).to_contain_text(f"made for {SITE}")
    expect(page.locator("details[data-status=same]")).not_to_have_attribute("open", "")
    assert [f"{one['id']} {one['nodes'][0]['html']}" for one in violations(page, ".pick-compare")] == []


def test_a_course_for_moodle_is_compared_as_the_command_does(
    page: Page, book: Library, table: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "foundations.mbz"
    file.write_bytes(dict(backups(book))[file.name])
    page.get_by_label("A file").set_input_files(file)
    assert said(page) == of_python(table, file, SITE)


def test_a_scorm_package_that_is_dropped_is_compared_and_nothing_is_sent(
    page: Page, table: dict[str, Any], site: Path, tmp_path: Path
) -> None:
    unit = json.loads((site / "downloads/scorm/active-listening.json").read_text("utf-8"))
    old = Unit(**{**unit, "version": "deadbeef", "sections": tuple(map(tuple, unit["sections"]))})
    file = tmp_path / "active-listening.zip"
    file.write_bytes(package(old.id, old.title, "Handbook", SITE, [old]))
    asked: list[str] = []
    page.on("request", lambda one: asked.append(f"{one.method} {one.url.rpartition('/')[2]} {one.post_data}"))
    drop = """([bytes, name]) => {
      const files = new DataTransfer()
      files.items.add(new File([Uint8Array.from(bytes)], name))
      document.querySelector(".pick-compare").dispatchEvent(new DragEvent("drop", { dataTransfer: files, cancelable: true, bubbles: true }))
    }"""
    page.evaluate(drop, [list(file.read_bytes()), file.name])
    assert said(page) == of_python(table, file, SITE)
    expect(page.locator(".pick-compare li li").first).to_contain_text(re.compile(r"20\d\d-\d\d-\d\d, "))
    assert asked == ["GET permalinks.json None"]


def test_pasted_links_are_compared_by_the_day(page: Page, address: str, table: dict[str, Any], tmp_path: Path) -> None:
    links = f"[a]({address}/rapport/active-listening/#say), {address}/visit/ and {address}/gone/ <mark>x</mark> https://elsewhere.example/"
    (tmp_path / "links.txt").write_text(links, "utf-8")
    page.get_by_label("Or paste links").fill(links)
    for since in ("", "2020-01-01"):
        page.get_by_label("For links").fill(since)
        page.get_by_role("button", name="Compare the links").click()
        wanted = of_python(table, tmp_path / "links.txt", f"{address}/", since)
        expect(page.locator(f"details[data-status='{'same' if since else 'there'}']")).to_have_count(1)
        assert said(page) == wanted
        expect(page.locator(".pick-said")).to_contain_text("1 of other sites.")
    assert page.locator(".pick-compare mark").count() == 0


def manifest(entries: str) -> str:
    return f'<lom xmlns="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest">{entries}</lom>'


CP, LOM = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1", "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
ENTRY = "<l:identifier><l:catalog>https://x.example/</l:catalog><l:entry>a/ 00000001</l:entry></l:identifier>"
UNIT = '<article data-unit="a" data-address="a/" data-version="00000001">'
SCORM = ("imsmanifest.xml", '<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"/>')


def cartridge(inside: str, *names: str) -> bytes:
    text = f'<manifest xmlns="{CP}" xmlns:l="{LOM}"{"".join(names)}><l:general>{ENTRY}{inside}</l:general></manifest>'
    return zipped([("imsmanifest.xml", text)])


def scorm(body: str) -> bytes:
    return zipped([SCORM, ("index.html", f'<body data-site="https://x.example/?a&amp;b">{UNIT}{body}')])


# What strangers may drop onto the page, and how many addresses it lists; None where it is refused in plain words.
DROPPED: dict[str, tuple[bytes, int | None]] = {
    "200,000 open tags": (scorm("<div>" * 200_000), 1),
    "200,000 cells": (scorm("<table><tr><td>" * 200_000), 1),
    "200,000 open letters": (scorm("<b><i></b>" * 200_000), 1),
    "units in one another": (scorm(UNIT * 10_000), 10_001),
    "units without end": (scorm('<article data-unit="a" data-address=' * 300_000), 1),
    "a million tags": (cartridge("<l:x/>" * 1_000_000), None),
    "100,000 tags": (cartridge("<l:x/>" * 100_000), 1),
    "tags in one another": (cartridge("<l:x>" * 20_000 + "</l:x>" * 20_000), None),
    "names of 20,000 vocabularies": (
        cartridge("<l:x/>" * 20_000, *(f' xmlns:a{n}="a{n}"' for n in range(20_000))),
        None,
    ),
    "a comment within an entry": (cartridge(ENTRY.replace("a/ ", "a/<!-- --> ")), 2),
    "a comment before an entry": (cartridge(ENTRY.replace("<l:entry>", "<!-- --><l:entry>")), 2),
    "an entry that holds another": (cartridge(ENTRY.replace("a/ ", "<l:entry/>a/ ")), 1),
    "an entry elsewhere": (cartridge("<l:entry>b/ 00000001</l:entry>"), 2),
    "an entry of another vocabulary": (cartridge("<entry>b/ 00000001</entry>"), 1),
    "another coding": (
        zipped([("imsmanifest.xml", f'<l:lom xmlns:l="{LOM}">{ENTRY}</l:lom>'.encode("utf-16"))]),
        None,
    ),
}  # fmt: skip
READ = """async bytes => {
  const { readFile } = await import(new URL("../../assets/js/compare/old-file.js", location.href))
  const found = await readFile(new Blob([Uint8Array.from(bytes)]), []).catch(error => error.message)
  return typeof found === "string" ? null : found.map(({ address, version, site }) => [address, version, site])
}"""


@pytest.mark.parametrize("name", DROPPED)
def test_the_page_reads_within_seconds_what_the_command_reads(page: Page, tmp_path: Path, name: str) -> None:
    content, count = DROPPED[name]
    (tmp_path / "file").write_bytes(content)
    try:
        wanted = [[one.address, one.version, one.site] for one in read(tmp_path / "file", SITE)]
    except UnreadablePack:
        wanted = None
    assert (wanted and len(wanted)) == count
    assert page.evaluate(READ, list(content)) == wanted


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cut.imscc", zipped([("imsmanifest.xml", "<a/>")])[:-30], "cut off"),
        ("other.zip", zipped([("a.txt", "a")]), "neither a course pack nor a SCORM package"),
        ("<b>x</b>.json", b'{"addresses": [{"address": "other/", "version": "00000000"}]}', "of another site"),
        (
            "nested.imscc",
            zipped([("imsmanifest.xml", manifest("<entry>a/ 00000001<entry/></entry>"))]),
            "no versions",
        ),
        (
            "words.imscc",
            zipped([("imsmanifest.xml", manifest("<catalog>Call us</catalog><entry>a/ 00000001</entry>"))]),
            "no file of this",
        ),
        ("page.html", b"<script>document.body.remove()</script>", "No link to this handbook"),
    ],
)
def test_what_cannot_be_compared_gets_a_plain_answer(page: Page, name: str, content: bytes, told: str) -> None:
    page.get_by_label("A file").set_input_files({"name": name, "mimeType": "", "buffer": content})
    expect(page.locator(".pick-said")).to_contain_text(told)
    expect(page.locator(".pick-said")).to_contain_text(name)
    assert page.locator(".pick-compare details").count() == 0


def test_when_the_table_cannot_be_had_the_page_says_so(page: Page) -> None:
    page.route("**/permalinks.json", lambda route: route.abort())
    page.get_by_label("Or paste links").fill("https://elsewhere.example/")
    page.get_by_role("button", name="Compare the links").click()
    expect(page.locator(".pick-said")).to_contain_text("when you are online")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_answer_fits_the_screen(page: Page, pack: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_label("A file").set_input_files(pack)
    said(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
