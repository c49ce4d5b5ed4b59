"""The head of a built page, read with the place of each element, so that it can be completed and all else stays byte for byte.

Trees do not say where their elements stood, and writing one out again changes every page. So this is the tokenizer of
Python's own library, and only up to the body: what authors write there, a title and a description, is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

_CODE = ("script", "style")


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag with its place in the page, and the text of a script or style."""

    tag: str
    attributes: Mapping[str, str | None]
    start: int
    end: int
    text: str = ""

    def has(self, **values: str) -> bool:
        """Return whether these attributes have these values; `_` stands for `-` in a name, and case does not count."""
        found = {name.replace("-", "_"): (value or "").lower() for name, value in self.attributes.items()}
        return all(found.get(name) == value.lower() for name, value in values.items())


class _Body(Exception):
    """The head has ended."""


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._lines = list(accumulate((len(line) + 1 for line in html.split("\n")), initial=0))
        self._code = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            raise _Body
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        end = start + len(self.get_starttag_text() or "")
        self.elements.append(Element(tag, dict(attrs), start, end))
        self._code = tag if tag in _CODE else ""

    def handle_data(self, data: str) -> None:
        if self._code:
            last = self.elements[-1]
            self.elements[-1] = Element(last.tag, last.attributes, last.start, last.end, last.text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            raise _Body
        self._code = ""


def read_head(html: str) -> list[Element]:
    """Return every element of the head, in order."""
    reader = _Reader(html)
    try:
        reader.feed(html)
        reader.close()
    except _Body:
        pass
    return reader.elements


def with_tags(html: str, drop: Iterable[Element], tags: str, after: Element) -> str:
    """Return the page without these elements and the space before them, and with tags, a line each, after another one."""
    edits = [(len(html[: one.start].rstrip()), one.end, "") for one in drop]
    edits.append((after.end, after.end, "".join(f"\n  {tag}" for tag in tags.splitlines())))
    for start, end, text in sorted(edits, reverse=True):
        html = html[:start] + text + html[end:]
    return html
