"""KB9xx: the built site, read as a browser would: ids, links, leftovers of templates, requests to others."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from macros.checks import active, packs, policy
from macros.model import Finding, Place

_REQUESTS = (
    "//script/@src | //img/@src | //iframe/@src | //source/@src | //video/@src | //audio/@src | //embed/@src"
    " | //track/@src | //input/@src | //object/@data | //form/@action | //video/@poster | //use/@href"
    " | //link[not(@rel='canonical' or @rel='prev' or @rel='next' or @rel='alternate')]/@href"
)
_LINKS = "//@href | //@src | //@action | //@poster | //@data"
_LEFTOVER = re.compile(r"\{\{|\{%|\{#|\]\[|Macro (?:Rendering|Syntax) Error|\{ [#.][\w-]+")
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_JS_ADDRESS = re.compile(r"""["'`](?:https?:|wss?:)?//([\w.-]+\.[a-z]{2,})""")
_IMPORT = re.compile(r"""(?:from\s*|import\s*\(?\s*|@import\s+)["'](\.{1,2}/[^"']+)["']""")
_NAMESPACES = {"www.w3.org"}


@dataclass(slots=True)
class _Document:
    """One HTML file: its tree, its ids with lines, and where a redirect page leads."""

    file: str
    tree: html.HtmlElement
    ids: Counter[str] = field(default_factory=Counter)
    redirect: str = ""


def check_site(site: Path, base: str = "/") -> list[Finding]:
    """Every finding in a built site; `base` is the path it is published under, which only 404.html spells out."""
    documents = {path.relative_to(site).as_posix(): _read(site, path) for path in sorted(site.rglob("*.html"))}
    findings: list[Finding] = []
    for document in documents.values():
        findings += _ids(document)
        findings += _links(document, documents, site, base)
        findings += _leftovers(document)
        findings += _requests(document)
        findings += _active(document)
        findings += [_finding(document, *problem) for problem in policy.problems(document.tree)]
    for path in sorted(_reached(site, documents, base)):
        findings += _assets(path, site)
    findings += _search(site, documents)
    findings += packs.findings(site, {file: document.ids for file, document in documents.items()}, base)
    return sorted(set(findings))


def _read(site: Path, path: Path) -> _Document:
    tree = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
    document = _Document(path.relative_to(site).as_posix(), tree)
    document.ids.update(tree.xpath("//@id"))
    for content in tree.xpath("//meta[translate(@http-equiv,'REFSH','refsh')='refresh']/@content"):
        document.redirect = content.partition("url=")[2].strip("'\" ")
    return document


def _finding(document: _Document, line: int | None, code: str, message: str) -> Finding:
    return Finding(Place(f"site/{document.file}", line or 1), code, message)


def _ids(document: _Document) -> Iterator[Finding]:
    for name, times in document.ids.items():
        if times > 1:
            lines = [one.sourceline for one in document.tree.xpath("//*[@id=$name]", name=name)]
            message = f"The id '{name}' is on this page {times} times; links to it are ambiguous. Rename all but one."
            yield _finding(document, lines[-1], "KB901", message)


def _links(document: _Document, documents: dict[str, _Document], site: Path, base: str) -> Iterator[Finding]:
    for link in document.tree.xpath(_LINKS):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = _resolve(document.file, parts.path, base)
        if target is None or not (target in documents or (site / target).is_file()):
            message = f"The link {link!r} leads to no page of the site. Correct or remove it."
            yield _finding(document, link.getparent().sourceline, "KB902", message)
        elif parts.fragment and target in documents and unquote(parts.fragment) not in documents[target].ids:
            message = (
                f"The link {link!r} leads to a page without the id '{unquote(parts.fragment)}'. Correct the anchor."
            )
            yield _finding(document, link.getparent().sourceline, "KB903", message)
    if document.redirect:
        yield from _redirects(document, documents, base)


def _resolve(file: str, path: str, base: str) -> str | None:
    """The file in the site that a link's path means; None when it leaves the site."""
    if not path:
        return file
    if path.startswith("/"):
        if file != "404.html" or not path.startswith(base):
            return None
        target = path.removeprefix(base)
    else:
        target = f"{posixpath.dirname(file)}/{path}".lstrip("/")
    target = posixpath.normpath(unquote(target) or ".")
    names_folder = path.endswith("/") or path.rpartition("/")[2] in (".", "..")
    return posixpath.normpath(f"{target}/index.html") if names_folder else target


def _redirects(document: _Document, documents: dict[str, _Document], base: str) -> Iterator[Finding]:
    target = _resolve(document.file, urlsplit(document.redirect).path, base)
    if target in documents and documents[target].redirect:
        message = f"This page redirects to '{target}', which redirects again. Point it at the last page."
        yield _finding(document, 1, "KB906", message)


def _leftovers(document: _Document) -> Iterator[Finding]:
    """Template code or unresolved Markdown in the text that people read; code samples are left alone."""
    if not _LEFTOVER.search(document.tree.xpath("string(//body)")):
        return
    for text in document.tree.xpath(
        "//body//text()[not(ancestor::code or ancestor::pre or ancestor::script or ancestor::style)]"
    ):
        if found := _LEFTOVER.search(text):
            shown = text[max(found.start() - 10, 0) : found.end() + 30].strip()
            message = (
                f"The text {shown!r} is left over from Markdown or a macro. Mend the source so that it is rendered."
            )
            yield _finding(document, text.getparent().sourceline, "KB904", message)


def _requests(document: _Document) -> Iterator[Finding]:
    for address in document.tree.xpath(_REQUESTS):
        if _is_foreign(address):
            message = f"The page asks another host for {address!r}. Keep the file in this site, or link to it instead."
            yield _finding(document, address.getparent().sourceline, "KB905", message)
    for text in document.tree.xpath("//style/text() | //@style | //@srcset"):
        for address in _css_addresses(text) if getattr(text, "attrname", "") != "srcset" else text.split():
            if _is_foreign(address):
                message = f"The page's style asks another host for {address!r}. Keep the file in this site."
                yield _finding(document, text.getparent().sourceline, "KB905", message)


def _active(document: _Document) -> Iterator[Finding]:
    for line, code, message in active.faults(document.tree):
        yield _finding(document, line, code, message)
    if active.leads_away(document.redirect):
        message = f"This page sends its readers to {document.redirect!r}. Redirect within the site only."
        yield _finding(document, 1, "KB913", message)


def _reached(site: Path, documents: dict[str, _Document], base: str) -> set[Path]:
    """The style sheets and scripts that pages load, and what these load in turn; a theme may ship more."""
    query = "//script/@src | //link[@rel='stylesheet' or @rel='modulepreload']/@href"
    waiting = {
        site / target
        for document in documents.values()
        for address in document.tree.xpath(query)
        if (target := _resolve(document.file, urlsplit(address).path, base))
    }
    reached: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path.is_file() and path not in reached:
            reached.add(path)
            names = _IMPORT.findall(path.read_text("utf-8", errors="replace"))
            waiting |= {(path.parent / name).resolve() for name in names}
    return reached


def _assets(path: Path, site: Path) -> Iterator[Finding]:
    text = path.read_text("utf-8", errors="replace")
    hosts = _css_addresses(text) if path.suffix == ".css" else [f"//{host}" for host in _JS_ADDRESS.findall(text)]
    for address in hosts:
        if _is_foreign(address) and urlsplit(address).netloc not in _NAMESPACES:
            line = text[: text.find(address)].count("\n") + 1
            message = f"This file asks another host for {address!r}. Keep what it needs in this site."
            yield Finding(Place(f"site/{path.relative_to(site).as_posix()}", line), "KB905", message)


def _css_addresses(text: str) -> list[str]:
    return [one or other for one, other in _CSS_ADDRESS.findall(text)]


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address.strip())
    return bool(parts.netloc) and parts.scheme in ("", "http", "https", "ws", "wss")


def _search(site: Path, documents: dict[str, _Document]) -> Iterator[Finding]:
    """Results of the search that lead nowhere or show leftovers; its data is made from the sources, not from the pages."""
    for path in sorted((site / "search").glob("pages-*.json")):
        place = Place(f"site/search/{path.name}")
        for url, title, about, parts in json.loads(path.read_text("utf-8")):
            document = documents.get(f"{url}index.html")
            anchors = {anchor for anchor, _, _ in parts if anchor}
            for anchor in sorted(anchors - set(document.ids)) if document else [""]:
                message = (
                    f"The search leads to '{url}#{anchor}', which is not in the site. Mend macros/exports/passages.py."
                )
                yield Finding(place, "KB907", message.replace("#'", "'"))
            for text in (title, about, *(text for part in parts for text in part[1:])):
                if found := _LEFTOVER.search(text):
                    message = f"The search shows {found[0]!r} for '{url}'. Mend the source so that it is rendered."
                    yield Finding(place, "KB907", message)
