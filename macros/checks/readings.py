"""A page's words and marks in order, as GitHub shows them and as the site does: what KB220 compares.

Template calls are put as words of x in both readings, and attribute lists, which GitHub shows as text, are left out of
its reading, so that the two differ only where a reader would see a difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple
from urllib.parse import unquote

from lxml.html import HtmlElement, fragment_fromstring
from markdown import Markdown
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from pymdownx import gemoji_db

from macros.checks.prose import CALL
from macros.markdown_extensions import reader

_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.][\w-]|[\w-]+=)[^{}]*\}")
_SHORTCODE = re.compile(r"(?<![\w:]):[\w+-]+:(?![\w:])")
_BRACKET = re.compile(r"[\[\]]")
_ADDRESS = re.compile(r"www\.|\w+:|(?P<mail>[^@]+@)", re.IGNORECASE)
_NAMES = {
    "li": "an item of a list", "blockquote": "a quotation", "table": "a table", "tr": "a row of a table",
    "th": "a table's heading", "td": "a cell of a table", "pre": "a block of code", "code": "code", "em": "emphasis",
    "strong": "strong emphasis", "del": "struck-out text", "hr": "a rule", "br": "a line break", "img": "a picture",
    "footnote": "a footnote", "task": "a box to tick", "alert": "a highlighted note", "emoji": "an emoji", "end": "nothing more",
} | {f"h{level}": f"a heading of level {level}" for level in range(1, 7)}  # fmt: skip
_SAME = {"b": "strong", "i": "em", "s": "del"}


class Event(NamedTuple):
    """Something that a reader meets: a word, or the beginning or end ("/") of an element."""

    kind: str
    detail: str = ""

    def __str__(self) -> str:
        if self.kind == "word":
            return f"'{self.detail[:40]}'"
        if self.kind == "a":
            return f"a link to '{self.detail[:60]}'"
        ends, kind = self.kind.startswith("/"), self.kind.lstrip("/")
        name = f"the item numbered {self.detail}" if kind == "li" and self.detail else _NAMES.get(kind, "a link")
        return f"the end of {name}" if ends else name


def on_github(text: str) -> Iterator[tuple[int, Event]]:
    """Return what GitHub shows of a page's text, each with its line from 0."""
    tokens = _github().parse(_without_calls(text))
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet("data-line", str(token.map[0]))
    return _settled(_Walk(_github().renderer.render(tokens, _github().options, {}), github=True).events())


def html_as_built(text: str) -> str:
    """Return the HTML that the site makes of a page's text."""
    return _site().reset().convert(_without_calls(text))


def as_built(html: str) -> Iterator[tuple[int, Event]]:
    """Return what the site shows of a page's text, by its HTML; its lines are not known."""
    return _settled(_Walk(html, github=False).events())


def words_as_built(html: str) -> list[str]:
    """Return the pieces of a page's text that are no code, by its HTML."""
    return [str(one) for one in _tree(html).xpath(".//text()[not(ancestor::code or ancestor::pre)]")]


def _settled(events: Iterator[tuple[int, Event]]) -> Iterator[tuple[int, Event]]:
    """Yield the same with emphasis that begins or ends twice at one spot in one order, as nobody sees which is inside."""
    for alike, group in groupby(events, key=lambda one: one[1].kind.lstrip("/") in ("em", "strong")):
        found = list(group)
        yield from sorted(found, key=lambda one: one[1].kind) if alike else found


def headings(html: str) -> list[tuple[int, str]]:
    """Return the level and the id of each heading on the site, by a page's HTML."""
    return [(int(one.tag[1]), one.get("id", "")) for one in _tree(html).iter("h1", "h2", "h3", "h4", "h5", "h6")]


@cache
def _github() -> MarkdownIt:
    found = MarkdownIt("gfm-like2").use(footnote_plugin)
    found.linkify.tlds(["[a-z]{2,63}"], True)  # type: ignore[union-attr] # its list lacks .health and .scot
    found.core.ruler.after("linkify", "only_githubs_links", _only_githubs_links)
    found.normalizeLinkText = str  # type: ignore[assignment, method-assign]
    return found


@cache
def _site() -> Markdown:
    found = reader()
    for ours in ("typography", "heading_links"):
        found.treeprocessors.deregister(ours)
    return found


def _without_calls(text: str) -> str:
    plain = CALL.sub(lambda call: "x" * len(call[0]), text)
    return _RAW.sub("", plain)


def _only_githubs_links(state: StateCore) -> None:
    """Take back the links that GitHub does not make: to bare names such as `read.me`, and after an open bracket."""
    for token in state.tokens:
        if token.children:
            token.children = list(_without_others_links(token.children))


def _without_others_links(tokens: list[Token]) -> Iterator[Token]:
    brackets, dropped = 0, False
    for one, following in pairwise([*tokens, Token("text", "", 0)]):
        if one.type == "text" and not dropped:
            for mark in _BRACKET.findall(one.content):
                brackets = brackets + 1 if mark == "[" else max(0, brackets - 1)
        if one.type == "link_open" and one.markup == "linkify":
            shown = _ADDRESS.match(following.content)
            dropped = not shown or (brackets > 0 and not shown["mail"])
        if not (dropped and one.type in ("link_open", "link_close")):
            yield one
        dropped = dropped and one.type != "link_close"


def _tree(html: str) -> HtmlElement:
    return fragment_fromstring(html, create_parent="div")


class _Walk:
    """Goes through HTML in the order of reading."""

    def __init__(self, html: str, github: bool) -> None:
        self._tree, self._github, self._line = _tree(html), github, 0
        self._items = Counter[HtmlElement]()  # of each numbered list, so far

    def events(self) -> Iterator[tuple[int, Event]]:
        for child in self._tree:
            yield from self._element(child)

    def _element(self, element: HtmlElement) -> Iterator[tuple[int, Event]]:
        if not isinstance(element.tag, str):  # a comment
            yield from self._words(element.tail or "", element)
            return
        self._line = int(element.get("data-line", self._line))
        special = self._special(element)
        event = special or self._event(element)
        if event:
            yield self._line, event
        if not special:
            yield from self._words(element.text or "", element)
            for child in element:
                yield from self._element(child)
            if event and element.tag not in ("br", "hr", "img", "input"):
                yield self._line, Event(f"/{event.kind}", event.detail)
        yield from self._words(element.tail or "", element.getparent())

    def _event(self, element: HtmlElement) -> Event | None:
        kind, parent = _SAME.get(element.tag, element.tag), element.getparent()
        if kind == "a":
            return Event("a", unquote(element.get("href", "")))
        if kind == "img":
            return Event("img", unquote(element.get("src", "")))
        if kind == "li" and parent.tag == "ol":
            self._items[parent] += 1
            return Event("li", str(int(parent.get("start", 1)) + self._items[parent] - 1))
        return Event(kind) if kind in _NAMES else None

    def _special(self, element: HtmlElement) -> Event | None:
        """Return what only GitHub makes of some marks."""
        classes = (element.get("class") or "").split()
        if "footnote-ref" in classes or "footnotes" in classes or "footnotes-sep" in classes:
            return Event("footnote")
        if "markdown-alert" in classes:
            return Event("alert")
        return Event("task") if "task-list-item-checkbox" in classes else None

    def _words(self, text: str, beside: HtmlElement) -> Iterator[tuple[int, Event]]:
        is_theirs = self._github and beside.tag not in ("code", "pre")
        if is_theirs:
            text = _ATTRIBUTES.sub("", text)
        for number, line in enumerate(text.split("\n")):
            self._line += bool(number)
            for word in line.split():
                yield self._line, Event("emoji") if is_theirs and _is_emoji(word) else Event("word", word)


def _is_emoji(word: str) -> bool:
    """Return whether GitHub shows an emoji for a name in a word, such as :smile:."""
    return any(one in gemoji_db.emoji or one in gemoji_db.aliases for one in _SHORTCODE.findall(word))
