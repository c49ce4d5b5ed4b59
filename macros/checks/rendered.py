"""KB816: what the renderer makes of a page that holds HTML, attributes or addresses in what another parser takes for code.

The parser that finds places is not the one that renders, so on such a page the one that renders is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from selectolax.lexbor import LexborHTMLParser

from macros.checks.allowed_html import ELEMENTS, wrong_attribute
from macros.checks.rule import Found, PageRule
from macros.handbook import python_markdown, template
from macros.handbook.sentences import by_kind
from macros.markdown_extensions import reader
from macros.model import Location, Page

_MARKDOWN = frozenset((  # an allow-list of its own: what a macro may make is not thereby Markdown's
    "a", "abbr", "b", "blockquote", "body", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "img", "kbd", "li", "ol", "p", "pre", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
))  # fmt: skip
_CLASSES = frozenset({("table", "stacking"), ("h2", "folds"), ("section", "fold")})  # of our extensions

_NO_CODE = (
    "is not code where this page is rendered. Put code between two lines of ```, with an empty line before and after."
)


class LiveInCode(PageRule):
    """HTML, an attribute list or an address that looks like code in the file and is none on the page."""

    code = "KB816"
    message = by_kind(
        heavy=f"On a page as large as this, code with HTML, braces or addresses {_NO_CODE}",
        live=f"{{what}} {_NO_CODE}",
    )

    def in_page(self, page: Page) -> Found:
        if not page.in_code:
            return
        if python_markdown.is_heavy(page.text):
            yield page.in_code[0].place, {"kind": "heavy"}
        else:
            yield from _live(page, _markdown().reset().convert(template.without_code(page.text)))


_markdown = cache(reader)


def _live(page: Page, html: str) -> Found:
    """Yield what no page may hold, unless the rule for what is no code tells of it."""
    outside = "\n".join(one.text for one in (*page.html, *page.attributes)).lower()
    for what, words in _faults(html):
        if words.lower() not in outside:
            yield _place(page, words), {"kind": "live", "what": what}


def _place(page: Page, words: str) -> Location:
    found = (one.place for one in page.in_code if words.lower() in one.text.lower())
    return next(found, page.in_code[0].place)


def _faults(html: str) -> Iterator[tuple[str, str]]:
    """Yield what no page may hold, each with the words by which it is found in the source."""
    body = LexborHTMLParser(html).body
    for node in body.traverse(include_text=True) if body else ():
        if node.tag == "section" and (node.tag, node.attributes.get("class")) in _CLASSES:
            continue
        if node.is_comment_node or not (node.is_text_node or node.tag in _MARKDOWN):
            yield ("A comment", "<!") if node.is_comment_node else (f"<{node.tag}>", f"<{node.tag}")
        elif not node.is_text_node:
            yield from _attributes(node.tag or "", node.attributes)


def _attributes(tag: str, attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        classes = (value or "").split() if name == "class" else []
        if name == "class" and not all(
            (tag, one) in _CLASSES or (tag == "code" and one.startswith("language-")) for one in classes
        ):
            yield f"The class {value!r} of <{tag}>", value or ""
        elif name != "class" and (what := wrong_attribute(tag, name, value, "") if tag in ELEMENTS else name):
            yield what, (value or name) if name in ("href", "src") else name
