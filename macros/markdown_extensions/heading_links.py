"""A Markdown extension that lays a link to itself over each heading, so that a section's address can be had without JavaScript.

The link holds no words: readability-lxml drops a heading whose words are a link. Voices and the Tab key pass it by, since a
link without a name at every heading would be in their way. Without JavaScript they have "On this page" instead, which leads to
the sections of an article or a long page only; with it, the button beside each heading has the address of that too.
"""

from __future__ import annotations

import secrets
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

_MARK = f"unlinked-{secrets.token_hex(16)}"  # no text can hold it: it is another in each process
_CLASSES = {"", "folds"}  # any other has a look of its own


def unlinked(text: str) -> str:
    """Mark a page's text as one whose headings stay as they are: of the home page some are heard only."""
    return f"{_MARK}\n{text}"


class _Linker(Treeprocessor):
    active = True

    def run(self, root: Element) -> None:
        for heading in root.iter() if self.active else ():
            if heading.tag in ("h2", "h3") and heading.get("class", "") in _CLASSES:
                _link(heading)


def _link(heading: Element) -> None:
    id = heading.get("id")
    if not id or heading.find(".//a") is not None or not (len(heading) or heading.text):
        return
    link = Element("a", {"href": f"#{id}", "aria-hidden": "true", "tabindex": "-1"})
    link.tail, heading.text = heading.text, None
    heading.insert(0, link)


class _Reader(Preprocessor):
    """Takes the mark of `unlinked` off a text."""

    def __init__(self, md: Markdown, linker: _Linker) -> None:
        super().__init__(md)
        self._linker = linker

    def run(self, lines: list[str]) -> list[str]:
        self._linker.active = _MARK not in lines[:1]
        return lines if self._linker.active else lines[1:]


def register(md: Markdown) -> None:
    linker = _Linker(md)
    md.preprocessors.register(_Reader(md, linker), "heading_links", 34)  # after the macros
    md.treeprocessors.register(linker, "heading_links", -5)  # once builders have seen to the links of the text
