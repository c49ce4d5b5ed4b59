"""KB8xx: nothing that a contributor writes is run, by the build or by a reader's browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from lxml import etree, html

from macros.checks.rule import Found, Rule
from macros.library.texts import written
from macros.model import Library, Page, Place

TAGS: dict[str, frozenset[str]] = {
    **{name: frozenset() for name in ("sup", "sub", "small", "br", "kbd", "summary")},
    "span": frozenset({"id"}),
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
}
_ATTRIBUTE_NAMES = frozenset({"id", "class", "title", "aria-label", "lang", "dir"})
_SCHEMES = frozenset({"", "https", "http", "mailto"})
_ATTRIBUTE = re.compile(r"([\w:@-]+)\s*=")
_TAG = re.compile(r"<\s*[a-zA-Z!/?]")
_MARKUP = re.compile(r"\{\{.*|\{%.*|\{#.*|<\s*/?[a-zA-Z!?][^>]*>?")
_INCLUDE = re.compile(r"^[ \t]*-+8<-+", re.MULTILINE)


class TemplateCode(Rule):
    """Template code that is not a call of one of our macros with literal arguments (of `{#`, KB206 speaks)."""

    code = "KB801"
    message = '{shown!r} is template code that is not allowed. Only macros with texts in quotes are, such as {{{{ xref("teach-back") }}}}.'

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for fragment in page.code:
                if not fragment.text.startswith("{#") and not _is_call(fragment.text):
                    yield fragment.place, {"shown": fragment.text[:60]}


def _is_call(text: str) -> bool:
    """Whether this is a plain call that stands in a code block, for which KB309 has better words."""
    return re.fullmatch(r"\{\{\s*[a-z_]+\([^(){}]*\)\s*\}\}", text) is not None


class RawHtml(Rule):
    """Raw HTML outside the allow-list."""

    code = "KB802"
    message = "{what} is not allowed in a page. Write Markdown; of HTML only {tags} may be used."

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for fragment in page.html:
                for what in _forbidden(fragment.text):
                    yield fragment.place, {"what": what, "tags": ", ".join(sorted(TAGS))}


def _forbidden(text: str) -> Iterator[str]:
    """What in a piece of HTML is not on the allow-list, at most one thing."""
    if text.strip().startswith("</") or not text.strip():
        return
    if not _TAG.search(text) or text.lstrip().startswith(("<!", "<?")):
        yield repr(text.strip()[:40])
        return
    try:
        elements = list(html.fragment_fromstring(text, create_parent="div"))[0:1] and list(
            html.fragment_fromstring(text, create_parent="div").iterdescendants()
        )
    except etree.ParserError:
        elements = []
    for element in elements or [None]:
        if element is None or not isinstance(element.tag, str) or element.tag not in TAGS:
            yield f"<{getattr(element, 'tag', None) or text.strip()[1:20]}>"
            return
        if extra := sorted(set(element.attrib) - TAGS[element.tag]):
            yield f"The attribute '{extra[0]}' on <{element.tag}>"
            return


class Attributes(Rule):
    """An attribute list that sets more than an id, a class or a title."""

    code = "KB803"
    message = (
        "The attribute '{name}' is not allowed. In braces only #id, .class, title, aria-label, lang and dir may be set."
    )

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for fragment in page.attributes:
                plain = re.sub(r"""=\s*("[^"]*"|'[^']*')""", "=x", fragment.text)
                for name in _ATTRIBUTE.findall(plain):
                    if name.lower() not in _ATTRIBUTE_NAMES:
                        yield fragment.place, {"name": name}


class LinkScheme(Rule):
    """A link or image whose address is no page, file or ordinary web address."""

    code = "KB804"
    message = "The link to {shown!r} is not allowed: {why} Link with https:, mailto: or a path inside docs/."

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for fragment in page.links:
                if why := _wrong_link(page, fragment.text):
                    yield fragment.place, {"shown": fragment.text[:60], "why": why}


def _wrong_link(page: Page, link: str) -> str:
    address = re.sub(r"[\x00-\x20]+", "", unescape(link)).lower()
    scheme, colon, _ = address.partition(":")
    if colon and "/" not in scheme and "#" not in scheme and "?" not in scheme and scheme not in _SCHEMES:
        return f"'{scheme}:' can run code or open a program."
    parts = urlsplit(address) if "[" not in address else None
    if address.startswith(("//", "\\\\")):
        return "it leaves the site without saying how."
    if parts and not parts.scheme and parts.path.count("../") > page.path.count("/"):
        return "it leads out of docs/."
    return ""


class RemoteImage(Rule):
    """An image from another host, which would be told of every reader."""

    code = "KB805"
    message = "This image is kept by another host, which would learn of every reader. Put it under docs/assets/."

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for number, line in enumerate(page.text.split("\n"), page.text_line) if "![" in page.text else ():
                for found in re.finditer(r"!\[[^\]]*\]\(\s*<?\s*(?:https?:)?//", line, re.IGNORECASE):
                    yield Place(page.place.file, number, found.start() + 1), {}


class Include(Rule):
    """An include mark of the snippets extension, which could read any file of the machine."""

    code = "KB806"
    message = "Files are not included into pages. Remove this line; for shared text use a macro."

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for found in _INCLUDE.finditer(page.text) if "8<" in page.text else ():
                yield Place(page.place.file, page.text_line + page.text.count("\n", 0, found.start())), {}


class DataMarkup(Rule):
    """Template code or HTML in front matter or data, which are plain text."""

    code = "KB807"
    message = "{shown!r} looks like code. Front matter and data are plain text: write it in words."

    def find(self, library: Library) -> Found:
        for owner, keys, text in written(library):
            if ("{" in text or "<" in text) and (found := _MARKUP.search(text)):
                yield owner.where(*keys), {"shown": found[0][:40]}


def rules() -> list[Rule]:
    return [TemplateCode(), RawHtml(), Attributes(), LinkScheme(), RemoteImage(), Include(), DataMarkup()]
