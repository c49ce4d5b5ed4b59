"""A Markdown extension that gives each cell of a table the head of its column, for narrow windows where rows are stacked.

Tables whose cells are told apart by their looks need none: advice, the words of an article, and what the handbook
lists in a block of its own. Rows of one kind are a group.
"""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

_OWN_LAYOUT = {"advice", "source", "status"}
_HEADINGS = {"h1", "h2"}
_WORDS = "say"
_LONGEST = 100  # characters of a head that is given to each cell; a longer one makes a page of 45 KB one of 50 MB
_GROUPED_BY = "Kind"
_STASHED = re.compile(f"{STX}[^{ETX}]*{ETX}")  # a raw tag, which a later step puts back


class _Labeller(Treeprocessor):
    def run(self, root: Element) -> None:
        self._walk(root)

    def _walk(self, parent: Element) -> None:
        section = ""
        for child in parent:
            section = child.get("id", "") if child.tag in _HEADINGS else section
            if child.tag == "table" and section != _WORDS:
                _label(child)
            elif not _OWN_LAYOUT & set(child.get("class", "").split()):
                self._walk(child)


def _label(table: Element) -> None:
    table.set("class", f"{table.get('class', '')} stacking".strip())
    heads = [_words(head) for head in table.iterfind("thead/tr/th")]
    for row in table.iterfind("tbody/tr"):
        for head, cell in zip(heads, row, strict=False):
            if 0 < len(head) <= _LONGEST and (len(cell) or (cell.text or "").strip()):
                cell.set("data-head", head)
    if _GROUPED_BY in heads:
        _group(table, heads.index(_GROUPED_BY))


def _group(table: Element, column: int) -> None:
    """Give rows that follow each other and hold the same in a column a body of their own.

    A reader mode that sees one long body (readability-lxml) takes it for the text of the page, and leaves the rest out.
    """
    rows = table.findall("tbody/tr")
    for body in table.findall("tbody"):
        table.remove(body)
    for _, group in groupby(rows, lambda row: _words(row[column])):
        SubElement(table, "tbody").extend(group)


def _words(element: Element) -> str:
    return _STASHED.sub("", "".join(element.itertext())).strip()


def register(md: Markdown) -> None:
    md.treeprocessors.register(_Labeller(md), "stacking_tables", 5)  # after inline markup and typography
