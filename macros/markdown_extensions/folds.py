"""A Markdown extension that keeps each section after an article's advice in a box, which narrow windows may fold.

The box is plain: without style and script it shows its text like any other.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from macros.handbook.article_sections import FOLDED, IN_BRIEF


class _Folder(Treeprocessor):
    def run(self, root: Element) -> None:
        if not any(one.tag == "h2" and one.get("id") == IN_BRIEF for one in root):  # only articles have it
            return
        for advice in root.iterfind(".//div[@class='advice']"):
            for part in (advice, *advice.iter("table")):  # readability-lxml spares by this name what holds many links
                part.set("class", f"{part.get('class', '')} body".strip())
        into = root
        for child in list(root):
            if child.tag == "h2":
                into = _box(root, child) if child.get("id") in FOLDED else root
            elif into is not root:
                root.remove(child)
                into.append(child)


def _box(root: Element, heading: Element) -> Element:
    """Put an empty box after a heading and give it."""
    heading.set("class", f"{heading.get('class', '')} folds".strip())
    box = Element("section", {"class": "fold"})  # a reader view would take the longest div for the whole page
    root.insert(list(root).index(heading) + 1, box)
    return box


def register(md: Markdown) -> None:
    md.treeprocessors.register(_Folder(md), "folds", 4)  # once headings have their ids
