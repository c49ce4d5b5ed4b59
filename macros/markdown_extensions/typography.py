"""A Markdown extension that sets quotation marks, dashes and dots as a printer would.

Python-Markdown's own `smarty` tries a dozen patterns on every piece of text, which was a third of a build's time;
this looks only at text that holds such a mark.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_MARKS = re.compile(r"""["']|\.\.\.|--""")
# \x03 ends what Python-Markdown puts in the place of a raw tag.
_OPENING = re.compile(r"""(?:(?<=[\s(\[{\u2013\u2014\u201c\u2018/-])|^)["'](?!\s)|(?<=\x03)["'](?=\w)""")
_DECADE = re.compile(r"'(?=\d\ds\b)")
_CODE = {"code", "pre", "kbd", "script", "style"}
_BLOCKS = {"p", "li", "td", "th", "dd", "dt", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br"}
_OPEN, _CLOSE = {'"': "\u201c", "'": "\u2018"}, {'"': "\u201d", "'": "\u2019"}


def typeset(text: str, before: str = "") -> str:
    """Return the text with typographic marks; `before` is the character that stands in front of it in its paragraph."""
    if not _MARKS.search(text):
        return text
    text = before + text.replace("---", "\u2014").replace("--", "\u2013").replace("...", "\u2026")
    text = _DECADE.sub("\u2019", text)
    text = _OPENING.sub(_open, _OPENING.sub(_open, text))
    return text.replace('"', _CLOSE['"']).replace("'", _CLOSE["'"])[len(before) :]


def _open(mark: re.Match[str]) -> str:
    return _OPEN[mark[0]]


class _Typesetter(Treeprocessor):
    def run(self, root: Element) -> None:
        self._walk(root, "")

    def _walk(self, element: Element, before: str) -> str:
        """Set an element's text; give the last character seen, by which the next mark opens or closes."""
        if element.tag in _BLOCKS:
            before = ""
        if element.tag in _CODE:
            return "x"
        if element.text and not isinstance(element.text, AtomicString):
            element.text = typeset(element.text, before)
        before = element.text[-1:] if element.text else before
        for child in element:
            before = self._walk(child, before)
            if child.tail:
                child.tail = child.tail if isinstance(child.tail, AtomicString) else typeset(child.tail, before)
                before = child.tail[-1:]
        return before


def register(md: Markdown) -> None:
    md.treeprocessors.register(_Typesetter(md), "typography", 6)  # after inline markup, before headings are collected
