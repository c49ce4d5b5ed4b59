"""KB914, KB915: the text of a built page holds what Markdown and our macros can make, and leaves all around it alone.

It is read by lexbor, which builds the tree that browsers build. The template says in two comments where the text begins
and ends; a page without its text must be the same page around it, so nothing in it can close, open or dress anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.checks.allowed_html import ELEMENTS, INSIDE, SHIFTS, wrong_attribute
from macros.checks.site_sentences import Fault
from macros.handbook.html_templates import BEGIN, END
from macros.handbook.invisible_characters import RIGHT_TO_LEFT, UNSEEN, are_piled, beyond_ascii

PILE = "A pile of marks on one letter"
MIXED = "A number beside writing from right to left"
_PASSED_BY = {"aria-hidden", "tabindex"}
_INLINE = frozenset(("a", "abbr", "b", "code", "del", "em", "kbd", "small", "span", "strong", "sub", "sup"))


@dataclass(frozen=True, slots=True)
class _Html:
    """A page as it was written, and where its text begins and ends there."""

    html: str
    begin: int
    end: int

    def line(self, node: LexborNode) -> int:
        """Return the line of the first such tag in the text; the tree does not say where its elements stood."""
        found = re.search(rf"<{re.escape(node.tag or '')}\b", self.html[self.begin : self.end], re.IGNORECASE)
        return self.html.count("\n", 0, self.begin + (found.start() if found else 0)) + 1


def faults(html: str) -> Iterator[Fault]:
    """Yield line, code and facts of each; a page without an article, such as a redirect, holds no text of ours."""
    if not re.search(r"<article\b", html, re.IGNORECASE):
        return
    if html.count(BEGIN) != 1 or html.count(END) != 1 or html.index(BEGIN) > html.index(END):
        yield 1, "KB915", {"kind": "marks", "begin": BEGIN, "end": END}
        return
    page = _Html(html, html.index(BEGIN) + len(BEGIN), html.index(END))
    tree = LexborHTMLParser(html)
    for node in tree.css("title, meta[content]"):  # what tabs, search engines and chats say of the page
        if _mixed(node.attributes.get("content") or node.text()):
            yield html.count("\n", 0, html.find("<title")) + 1, "KB914", {"what": MIXED}
    text = _between(tree)
    odd = _is_odd(beyond_ascii("".join(node.html or "" for node in text)))
    seen: set[tuple[int, str]] = set()
    for node in text:
        for one in node.traverse(include_text=odd):
            for what in _wrong(one, odd):
                place = (page.line(one), what)
                if place not in seen:
                    seen.add(place)
                    yield place[0], "KB914", {"what": what}
        node.decompose()
    line = html.count("\n", 0, page.begin) + 1
    around = tree.html or ""
    if around != LexborHTMLParser(html[: page.begin] + html[page.end :]).html:
        yield line, "KB915", {"kind": "reach"}
    around = beyond_ascii(around)
    for found in sorted(set(UNSEEN.findall(around))):  # the look shows words of the text too, such as reviewers
        yield line, "KB914", {"what": f"The invisible character U+{ord(found):04X}"}
    if are_piled(around):
        yield line, "KB914", {"what": PILE}


def _between(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the nodes between the two comments; none where these are no neighbours, which changes what is around them."""
    article = tree.css_first("article")
    nodes: list[LexborNode] = []
    inside = False
    node = article.first_child if article else None
    while node is not None:
        if node.is_comment_node and node.html == END:
            return nodes
        if inside:
            nodes.append(node)
        inside = inside or (node.is_comment_node and node.html == BEGIN)
        node = node.next
    return []


def _is_odd(text: str) -> bool:
    """Return whether a text holds characters for which each piece of it must be looked at."""
    return bool(UNSEEN.search(text) or RIGHT_TO_LEFT.search(text)) or are_piled(text)


def _wrong(node: LexborNode, odd: bool) -> Iterator[str]:
    """Yield what of a node is not allowed; its characters are looked at where they may be `odd`."""
    tag = node.tag or ""
    if node.is_text_node:
        text = node.text_content or ""
        yield from _unseen(text if node.parent and node.parent.tag == "pre" else text.replace("\n", " "))
        if RIGHT_TO_LEFT.search(text) and _mixed("".join(_together(_block(node)))):
            yield MIXED
        return
    if tag not in ELEMENTS:
        yield "A comment" if node.is_comment_node else f"<{tag}>"
        return
    attributes = node.attributes
    of_class = attributes.get("class") or ""
    for name, value in attributes.items():
        if odd:
            yield from _unseen(value or "")
        if what := wrong_attribute(tag, name, value, of_class):
            yield what
    if tag in SHIFTS and _is_deep(node):
        yield f"<{tag}> within <{tag}> within <{tag}>"
    if tag in INSIDE and not _stands_in(node, INSIDE[tag]):
        yield f"<{tag}>"
    if tag == "a" and not _PASSED_BY.isdisjoint(attributes) and not _lies_over_its_heading(node):
        yield "A link that voices pass by"


def _is_deep(node: LexborNode) -> bool:
    """Return whether an element stands in more of its own kind than one."""
    tag, depth, around = node.tag, 0, node.parent
    while around is not None and depth < 2:
        depth, around = depth + (around.tag == tag), around.parent
    return depth == 2


def _unseen(text: str) -> Iterator[str]:
    """Yield characters that show nothing or turn the order of others, however they were written."""
    if text.isascii() and text.isprintable():
        return
    for found in set(UNSEEN.findall(text)):
        yield f"The invisible character U+{ord(found):04X}"
    if are_piled(text):
        yield PILE
    if _mixed(text):
        yield MIXED


def _mixed(text: str) -> bool:
    """Return whether a line holds both writing from right to left and a number."""
    return any(RIGHT_TO_LEFT.search(line) and re.search(r"\d", line) for line in text.split("\n"))


def _block(node: LexborNode) -> LexborNode:
    """Return the element whose text is set in lines with this text's."""
    while node.parent is not None and (node.is_text_node or node.tag in _INLINE):
        node = node.parent
    return node


def _together(block: LexborNode, line_end: str = " ") -> Iterator[str]:
    """Yield what is shown of an element in lines of its own, with a line end where another element begins or ends a line."""
    line_end = "\n" if block.tag == "pre" else line_end
    for node in block.iter(include_text=True):
        if node.is_text_node:
            yield (node.text_content or "").replace("\n", line_end)
        elif node.tag in _INLINE:
            yield from _together(node, line_end)
        else:
            yield "\n"


def _lies_over_its_heading(link: LexborNode) -> bool:
    """Return whether a link that voices and the Tab key pass by is one that nobody misses: our own of a heading, without a word."""
    heading, attributes = link.parent, link.attributes
    if heading is None or heading.tag not in ("h2", "h3") or not (id := heading.attributes.get("id")):
        return False
    return link.first_child is None and attributes.keys() >= _PASSED_BY and attributes.get("href") == f"#{id}"


def _stands_in(node: LexborNode | None, places: tuple[tuple[str, str], ...]) -> bool:
    """Return whether an element or one around it is one of these, each a tag with a class."""
    while node is not None and node.is_element_node:
        classes = (node.attributes.get("class") or "").split()
        if any(node.tag == tag and word in classes for tag, word in places):
            return True
        node = node.parent
    return False
