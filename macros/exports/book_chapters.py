"""The handbook as the chapters of a book: each page's text as it was built, with links that lead within the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring
from markupsafe import Markup

from macros.errors import CommandError
from macros.handbook.download_files import base, part_title
from macros.handbook.html_templates import text_of
from macros.handbook.order import of_folder
from macros.model import ARTICLE_FOLDERS, Library, Page

_MORE = ("about/evidence.md", "reference/glossary.md", "about/licence.md")
_LEFT_OUT = ("form", "button", "script", "output", "template")
_KEPT = {"id", "href", "class", "lang", "title", "aria-label", "scope", "src", "alt", "start", "colspan", "rowspan"}
_HERE = "https://book.invalid/"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the book: `name` is its file's without ending, `body` well-formed XHTML below its title.

    `addresses` tells for each name in the book where that page is on the site.
    """

    name: str
    title: str
    lead: str
    facts: str
    body: Markup
    addresses: Mapping[str, str]

    @property
    def drawn(self) -> bool:
        """Whether it holds a picture; a reading system wants to be told."""
        return "<svg" in self.body


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters under one title; `folder` is empty for what stands at the end."""

    folder: str
    title: str
    chapters: tuple[Chapter, ...]


def parts(library: Library, site: Path) -> list[Part]:
    """Return the parts of the book from a built site, articles in the order of the visit."""
    by_part = {folder: [one.page for one in of_folder(library, folder)] for folder in ARTICLE_FOLDERS}
    more = [library.pages[path] for path in _MORE if path in library.pages]
    pages = {page.url: page for page in (*(one for some in by_part.values() for one in some), *more)}
    made = {url: _chapter(library, site, page, pages) for url, page in pages.items()}
    found = [
        Part(folder, part_title(library, folder), tuple(made[one.url] for one in some))
        for folder, some in by_part.items()
        if some
    ]
    return [*found, Part("", "About this book", tuple(made[one.url] for one in more))]


def day(iso: str) -> str:
    """Return an ISO date as people write it in full."""
    found = date.fromisoformat(iso)
    return f"{found.day} {found:%B %Y}"


def name_of(page: Page) -> str:
    return page.url.strip("/").replace("/", "-")


def _chapter(library: Library, site: Path, page: Page, pages: dict[str, Page]) -> Chapter:
    article = library.articles.get(page.id)
    own = article if article and article.page is page else None
    facts = f"Evidence checked {day(own.evidence_checked)}." if own else ""
    lead = str(page.meta.get("description") or "") if own else ""
    body = _body(library, _text(site, page), page, pages)
    return Chapter(name_of(page), page.title, lead, facts, body, {name_of(one): url for url, one in pages.items()})


def _text(site: Path, page: Page) -> HtmlElement:
    file = site / page.url / "index.html"
    if not file.is_file():
        raise CommandError(f"The built site has no page '{page.url}'. Build it anew: make site.")
    return fragment_fromstring(text_of(file.read_text("utf-8")), create_parent="div")


def _body(library: Library, text: HtmlElement, page: Page, pages: dict[str, Page]) -> Markup:
    for one in [*text.iter(*_LEFT_OUT), *text.find_class("card-foot"), *text.find_class("js-only")]:
        if one.getparent() is not None:
            one.drop_tree()
    for box in list(text.iter("input")):
        box.tail = f"\u2610\u00a0{(box.tail or '').lstrip()}"
        box.drop_tree()
    for link in list(text.iter("a")):
        _lead(library, link, page, pages)
    for one in text.xpath(".//*[not(ancestor-or-self::svg)]"):
        for name in set(one.attrib) - _KEPT:
            del one.attrib[name]
    for picture in text.iter("svg"):
        picture.set("xmlns", "http://www.w3.org/2000/svg")
        picture.set("viewBox", picture.attrib.pop("viewbox"))  # an HTML reader has made it small
    return Markup("".join(etree.tostring(one, encoding="unicode", method="xml") for one in text))


def _lead(library: Library, link: HtmlElement, page: Page, pages: dict[str, Page]) -> None:
    """Let a link lead within the book, or to the site; where that has no address, its words stay."""
    target = urljoin(_HERE + page.url, link.get("href", ""))
    if not target.startswith(_HERE):
        return
    address, anchor = urldefrag(target.removeprefix(_HERE))
    heading = link.getparent().tag in ("h2", "h3")
    if address in pages and not heading:
        link.set("href", f"{name_of(pages[address])}.xhtml" + (f"#{anchor}" if anchor else ""))
    elif base(library) and not heading:
        link.set("href", base(library) + target.removeprefix(_HERE))
    else:
        link.drop_tag()
