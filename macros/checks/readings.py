"""A page's words and marks in order, as GitHub shows them and as the site does: what KB220 compares.

Template calls are put as words of x in both readings, and attribute lists, which GitHub shows as text, are left out of
its reading, so that the two differ only where a reader would see a difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from lxml.html import HtmlElement, fragment_fromstring
from markdown import Markdown
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from macros.checks.prose import CALL
from macros.markdown_extensions import reader

_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.][\w-]|[\w-]+=)[^{}]*\}")
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.IGNORECASE)
_NAMES = {
    "li": "an item of a list", "blockquote": "a quotation", "table": "a table", "tr": "a row of a table",
    "th": "a table's heading", "td": "a cell of a table", "pre": "a block of code", "code": "code", "em": "emphasis",
    "strong": "strong emphasis", "del": "struck-out text", "hr": "a rule", "br": "a line break", "img": "a picture",
    "footnote": "a footnote", "task": "a box to tick", "alert": "a highlighted note", "end": "nothing more",
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
    """What GitHub shows of a page's text, each with its line from 0."""
    tokens = _github().parse(_without_calls(text))
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet("data-line", str(token.map[0]))
        _only_whole_addresses(token)
    return _settled(_Walk(_github().renderer.render(tokens, _github().options, {}), github=True).events())


def as_built(text: str) -> Iterator[tuple[int, Event]]:
    """What the site shows of a page's text; its lines are not known."""
    return _settled(_Walk(_site().reset().convert(_without_calls(text)), github=False).events())


def _settled(events: Iterator[tuple[int, Event]]) -> Iterator[tuple[int, Event]]:
    """The same with emphasis that begins or ends twice at one spot in one order, as nobody sees which is inside."""
    for alike, group in groupby(events, key=lambda one: one[1].kind.lstrip("/") in ("em", "strong")):
        found = list(group)
        yield from sorted(found, key=lambda one: one[1].kind) if alike else found


def headings_as_built(text: str) -> list[tuple[int, str]]:
    """The level and the id of each heading on the site."""
    tree = _tree(_site().reset().convert(_without_calls(text)))
    return [(int(one.tag[1]), one.get("id", "")) for one in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]


@cache
def _github() -> MarkdownIt:
    return MarkdownIt("gfm-like").use(footnote_plugin).use(tasklists_plugin)


@cache
def _site() -> Markdown:
    found = reader()
    found.treeprocessors.deregister("typography")
    return found


def _without_calls(text: str) -> str:
    plain = CALL.sub(lambda call: "x" * len(call[0]), text)
    return _RAW.sub("", plain)


def _only_whole_addresses(token: Token) -> None:
    """Take back the links to bare names such as `read.me`, which GitHub leaves alone."""
    children, keep = token.children or [], list[Token]()
    dropped = False
    for one, following in zip(children, [*children[1:], None], strict=False):
        if one.type == "link_open" and one.markup == "linkify" and following:
            dropped = not re.match(r"www\.|\w+:|[^@]+@", following.content, re.IGNORECASE)
        if not (dropped and one.type in ("link_open", "link_close")):
            keep.append(one)
        dropped = dropped and one.type != "link_close"
    if children:
        token.children = keep


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
        yield from self._words(element.tail or "", element)

    def _event(self, element: HtmlElement) -> Event | None:
        kind, parent = _SAME.get(element.tag, element.tag), element.getparent()
        if kind == "a":
            return Event("a", _plain(element.get("href", "")))
        if kind == "img":
            return Event("img", _plain(element.get("src", "")))
        if kind == "li" and parent.tag == "ol":
            self._items[parent] += 1
            return Event("li", str(int(parent.get("start", 1)) + self._items[parent] - 1))
        return Event(kind) if kind in _NAMES else None

    def _special(self, element: HtmlElement) -> Event | None:
        """What only GitHub makes of some marks."""
        classes = (element.get("class") or "").split()
        if "footnote-ref" in classes or "footnotes" in classes or "footnotes-sep" in classes:
            return Event("footnote")
        return Event("task") if "task-list-item-checkbox" in classes else None

    def _words(self, text: str, beside: HtmlElement) -> Iterator[tuple[int, Event]]:
        if self._github and beside.tag not in ("code", "pre"):
            text = _ATTRIBUTES.sub("", text)
        for number, line in enumerate(text.split("\n")):
            self._line += bool(number)
            for word in line.split():
                alert = self._github and _ALERT.fullmatch(word)
                yield self._line, Event("alert") if alert else Event("word", word)


def _plain(address: str) -> str:
    return unquote(address)
