"""KB9xx: the built site, read as a browser would: ids, links, leftovers of templates, requests to others."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sys import intern
from urllib.parse import unquote, urlsplit

from macros.checks import beside_pages, page_text, policy
from macros.checks.document import Document, read
from macros.checks.site_sentences import LEFTOVER, finding
from macros.handbook.own_files import SEARCH_INDEX
from macros.model import Diagnostic, Library

_SCRIPTS = {("script", "src"), ("body", "data-start")}
_NO_REQUEST = {"canonical", "prev", "next", "alternate"}
_LINKS = {"href", "src", "action", "poster", "data", "data-start"}
_ELSEWHERE = re.compile(r"[\x00-\x20]*(?:[a-zA-Z][a-zA-Z0-9+.\t\r\n-]*:|//)")  # browsers ignore these characters
_FOREIGN = re.compile(r"[\x00-\x20]*(?:(?:https?|wss?):|[/\\]{2})", re.IGNORECASE)
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_JS_ADDRESS = re.compile(r"""["'`](?:https?:|wss?:)?//([\w.-]+\.[a-z]{2,})""")
_IMPORT = re.compile(r"""(?:from\s*|import\s*\(?\s*|@import\s+)["'](\.{1,2}/[^"']+)["']""")
_NAMESPACES = {"www.w3.org"}


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rest of the site asks of a page: its ids, where its links lead (with their lines) and its redirects."""

    ids: frozenset[str]
    links: frozenset[tuple[str, int]]
    redirects: tuple[str, ...]


def check_built(found: Library, site: Path) -> list[Diagnostic]:
    """Return what is wrong in a built site, and what of the handbook is not in it."""
    return [*beside_pages.replaced(found, site), *check_site(site, found.settings.base)]


def check_site(site: Path, base: str = "/") -> list[Diagnostic]:
    """Return every finding in a built site; `base` is the path it is published under, which only 404.html spells out."""
    site = site.resolve()  # as the files are that a script names
    findings: list[Diagnostic] = []
    pages: dict[str, _Page] = {}
    loaded: set[str] = set()
    for path in sorted(site.rglob("*.html")):
        document = read(site, path)
        findings += _of_document(document)
        findings += _preview(document, site, base)
        # A menu is the same on every page, and so is a page's skeleton.
        links = {(intern(one.value), one.line) for one in document.addresses if one.name in _LINKS}
        pages[document.file] = _Page(frozenset(map(intern, document.ids)), frozenset(links), tuple(document.redirects))
        loaded |= _loaded(document, base)
    for file, page in pages.items():
        findings += _links(file, page, pages, site, base)
    for path in sorted(_reached(site, loaded)):
        findings += _assets(path, site)
    findings += _search(site, pages)
    findings += beside_pages.unseen_in_files(site)
    findings += beside_pages.stranding_packs(site, {file: page.ids for file, page in pages.items()}, base)
    return sorted(set(findings))


def _of_document(document: Document) -> Iterator[Diagnostic]:
    """Yield what is wrong with a page whatever the others are."""
    yield from _ids(document)
    yield from _leftovers(document)
    yield from _requests(document)
    for problem in (*policy.running(document), *policy.problems(document), *page_text.faults(document.html)):
        yield finding(document.file, *problem)


def _ids(document: Document) -> Iterator[Diagnostic]:
    for name, times in document.ids.items():
        if times > 1:
            lines = [one.sourceline for one in document.tree.xpath("//*[@id=$name]", name=name)]
            yield finding(document.file, lines[-1], "KB901", {"id": name, "times": times})


def _preview(document: Document, site: Path, base: str) -> Iterator[Diagnostic]:
    """Yield a picture that chats would show of the page, named by its whole address, that is not there."""
    for meta in document.tree.xpath('//meta[@property="og:image"]'):
        address = meta.get("content", "")
        if not (site / urlsplit(address).path.removeprefix(base)).is_file():
            yield finding(document.file, meta.sourceline or 1, "KB902", {"link": address})


def _links(file: str, page: _Page, pages: Mapping[str, _Page], site: Path, base: str) -> Iterator[Diagnostic]:
    for link, line in page.links:
        if _ELSEWHERE.match(link):
            continue
        path, _, fragment = link.partition("#")
        target = _resolve(file, path.partition("?")[0], base)
        if target is None or not (target in pages or (site / target).is_file()):
            yield finding(file, line, "KB902", {"link": link})
        elif fragment and target in pages and unquote(fragment) not in pages[target].ids:
            yield finding(file, line, "KB903", {"link": link, "id": unquote(fragment)})
    yield from _redirects(file, page, pages, base)


def _resolve(file: str, path: str, base: str) -> str | None:
    """Return the file in the site that a link's path means; None when it leaves the site."""
    if not path:
        return file
    if path.startswith("/"):
        if file != "404.html" or not path.startswith(base):
            return None
        target = path.removeprefix(base)
    else:
        target = f"{file.rpartition('/')[0]}/{path}".lstrip("/")
    names_folder = path.endswith("/") or path.rpartition("/")[2] in (".", "..")
    found = posixpath.normpath(unquote(target) + "/index.html" if names_folder else unquote(target) or ".")
    return None if found.startswith("../") else found


def _redirects(file: str, page: _Page, pages: Mapping[str, _Page], base: str) -> Iterator[Diagnostic]:
    for to in page.redirects:
        target = _resolve(file, to.partition("#")[0].partition("?")[0], base)
        if target and target in pages and pages[target].redirects:
            yield finding(file, 1, "KB906", {"to": target})


def _leftovers(document: Document) -> Iterator[Diagnostic]:
    """Yield template code or unresolved Markdown in the text that people read; code samples are left alone."""
    if not LEFTOVER.search(document.tree.xpath("string(//body)")):
        return
    for text in document.tree.xpath(
        "//body//text()[not(ancestor::code or ancestor::pre or ancestor::script or ancestor::style)]"
    ):
        if found := LEFTOVER.search(text):
            shown = text[max(found.start() - 10, 0) : found.end() + 30].strip()
            yield finding(document.file, text.getparent().sourceline, "KB904", {"shown": shown})


def _requests(document: Document) -> Iterator[Diagnostic]:
    for line, address in (*_asked(document), *_styled(document)):
        if _is_foreign(address):
            yield finding(document.file, line, "KB905", {"kind": "page", "address": address})


def _asked(document: Document) -> Iterator[tuple[int, str]]:
    """Yield line and address of what a browser fetches by itself: all that no reader follows as a link."""
    for one in document.addresses:
        kind, rel = one.element.tag, one.element.get("rel")
        if not (one.name.endswith("href") and (kind in ("a", "area") or (kind == "link" and rel in _NO_REQUEST))):
            yield from ((one.line, address) for address in one.value.split())


def _styled(document: Document) -> Iterator[tuple[int, str]]:
    """Yield line and address of what a page's styles ask for."""
    for element in document.tree.iter("style"):
        yield from ((element.sourceline or 1, address) for address in _css_addresses(element.text or ""))
    for one in document.styles:
        yield from ((one.line, address) for address in _css_addresses(one.value))


def _loaded(document: Document, base: str) -> set[str]:
    """Return the files of the site that a page loads as scripts and style sheets."""
    found = set()
    for one in document.addresses:
        link = one.element.tag == "link" and one.element.get("rel") in ("stylesheet", "modulepreload")
        if (link or (one.element.tag, one.name) in _SCRIPTS) and (
            target := _resolve(document.file, urlsplit(one.value).path, base)
        ):
            found.add(target)
    return found


def _reached(site: Path, loaded: set[str]) -> set[Path]:
    """Return the style sheets and scripts that pages load, and what these load in turn; a theme may ship more."""
    waiting = {site / target for target in loaded}
    reached: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path.is_file() and path not in reached:
            reached.add(path)
            names = _IMPORT.findall(path.read_text("utf-8", errors="replace"))
            waiting |= {(path.parent / name).resolve() for name in names}
    return reached


def _assets(path: Path, site: Path) -> Iterator[Diagnostic]:
    text = path.read_text("utf-8", errors="replace")
    hosts = _css_addresses(text) if path.suffix == ".css" else tuple(f"//{host}" for host in _JS_ADDRESS.findall(text))
    for address in hosts:
        if _is_foreign(address) and urlsplit(address).netloc not in _NAMESPACES:
            line = text[: text.find(address)].count("\n") + 1
            facts = {"kind": "file", "address": address}
            yield finding(path.relative_to(site).as_posix(), line, "KB905", facts)


@cache  # the same style stands in many pages
def _css_addresses(text: str) -> tuple[str, ...]:
    return tuple(one or other for one, other in _CSS_ADDRESS.findall(text))


def _is_foreign(address: str) -> bool:
    return bool(_FOREIGN.match(address))


def _search(site: Path, pages: Mapping[str, _Page]) -> Iterator[Diagnostic]:
    """Yield results of the search that lead nowhere or show leftovers; its data is made from the sources, not from the pages."""
    if not (site / SEARCH_INDEX).is_file():
        return
    try:
        shown = list(_shown(site))
    except (OSError, ValueError, TypeError, KeyError):  # a file is gone, or an older release wrote them
        yield finding(SEARCH_INDEX, 1, "KB907", {"kind": "unread"})
        return
    for file, url, texts, ids in shown:
        page = pages.get(f"{url}index.html")
        for anchor in sorted(ids - page.ids) if page else [""]:
            address = f"{url}#{anchor}".removesuffix("#")
            yield finding(file, 1, "KB907", {"kind": "nowhere", "address": address})
        for text in texts:
            if found := LEFTOVER.search(text):
                yield finding(file, 1, "KB907", {"kind": "leftover", "shown": found[0], "address": url})


def _shown(site: Path) -> Iterator[tuple[str, str, list[str], set[str]]]:
    """Yield the file of each page's results, the page's address, the texts that are shown, and the ids that they lead to."""
    head = json.loads((site / SEARCH_INDEX).read_text("utf-8"))
    names = iter(head["pages"])
    for file in (f"search/pages-{name}.json" for name in head["shown"]):
        for (about, parts), (url, title) in zip(json.loads((site / file).read_text("utf-8")), names, strict=False):
            texts = [title, about, *(text for part in parts for text in part[1:])]
            yield file, url, texts, {anchor for anchor, _, _ in parts if anchor}
