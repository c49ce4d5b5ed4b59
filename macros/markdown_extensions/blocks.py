"""A Markdown extension that reads blocks (lists, headings, tables, quotes, code) by CommonMark's rules, as GitHub does.

Python-Markdown has rules of its own for them: it wants four spaces to nest a list and a blank line before one, counts
every list from 1 and takes "#1" for a heading. Who edits in a browser sees GitHub's preview, so that is what holds.
Its other stages (raw HTML before, links and emphasis after) stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX, AtomicString, code_escape
from markdown_it import MarkdownIt
from markdown_it.token import Token

# What Python-Markdown brings, and CommonMark's rules take the place of; others' processors are asked before them.
_REPLACED = {
    "empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference", "paragraph",
    "table",
}  # fmt: skip
_CONTAINERS = {"bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote"} | {
    name: name for name in ("table", "thead", "tbody", "tr", "th", "td")
}
_LESS = f"{STX}less{ETX}"


@cache
def commonmark() -> MarkdownIt:
    """Return the parser of blocks: CommonMark with GitHub's tables; HTML has been taken out of the text before."""
    return MarkdownIt("commonmark").enable("table").disable("html_block")


def read_blocks(text: str) -> tuple[list[Token], Mapping[str, Any]]:
    """Return the tokens of a text's blocks, each with its lines, and the addresses that it defines for its links."""
    parser, tokens, found = commonmark(), list[Token](), dict[str, Any]()
    parser.block.parse(text, parser, found, tokens)
    return tokens, found.get("references", {})


class _Tree:
    """Builds Python-Markdown's elements from tokens; text stays as it is, for its later stages to read."""

    def __init__(self, md: Markdown, parent: Element) -> None:
        self._open = [parent]
        replaced = [md.parser.blockprocessors[name] for name in _REPLACED if name in md.parser.blockprocessors]
        self._others: list[BlockProcessor] = [one for one in md.parser.blockprocessors if one not in replaced]

    def add(self, tokens: Iterator[Token]) -> None:
        for token in tokens:
            kind, _, end = token.type.rpartition("_")
            if token.type in _LEAVES:
                _LEAVES[token.type](self, token, tokens)
            elif end == "open":
                self._begin(_CONTAINERS[kind], token)
            else:
                self._open.pop()

    def _begin(self, tag: str, token: Token) -> None:
        element = SubElement(self._open[-1], tag)
        if start := token.attrGet("start"):
            element.set("start", str(start))
        self._open.append(element)

    def _heading(self, token: Token, tokens: Iterator[Token]) -> None:
        SubElement(self._open[-1], token.tag).text = next(tokens).content.strip()
        next(tokens)

    def _paragraph(self, token: Token, tokens: Iterator[Token]) -> None:
        text = next(tokens).content
        next(tokens)
        if token.hidden:
            self._append(text)
        else:
            self._blocks(text)

    def _blocks(self, text: str) -> None:
        """Make a paragraph, or what another extension makes of it: an abbreviation, an element with Markdown in it."""
        parent, left = self._open[-1], [text]
        while left:
            if not any(one.test(parent, left[0]) and one.run(parent, left) is not False for one in self._others):
                SubElement(parent, "p").text = left.pop(0).strip()
            left = [one for one in left if one.strip()]

    def _append(self, text: str) -> None:
        """Append text of a list item that is no paragraph: before its first element, or after the last."""
        parent = self._open[-1]
        if HTML_PLACEHOLDER_RE.match(text) and any(one.run(parent, [text]) is not False for one in self._others):
            return
        if len(parent):
            parent[-1].tail = f"{parent[-1].tail or ''}\n{text}".strip()
        else:
            parent.text = text

    def _inline(self, token: Token, tokens: Iterator[Token]) -> None:
        self._open[-1].text = token.content  # of a table's cell

    def _code(self, token: Token, tokens: Iterator[Token]) -> None:
        code = SubElement(SubElement(self._open[-1], "pre"), "code")
        if language := token.info.split(" ")[0]:
            code.set("class", f"language-{language}")
        code.text = AtomicString(code_escape(token.content))

    def _rule(self, token: Token, tokens: Iterator[Token]) -> None:
        SubElement(self._open[-1], "hr")


_LEAVES: dict[str, Callable[[_Tree, Token, Iterator[Token]], None]] = {
    "heading_open": _Tree._heading,
    "paragraph_open": _Tree._paragraph,
    "inline": _Tree._inline,
    "code_block": _Tree._code,
    "fence": _Tree._code,
    "hr": _Tree._rule,
}


def _parse(md: Markdown, parent: Element, blocks: list[str]) -> None:
    """Stand in for Python-Markdown's `parseBlocks`, which extensions call for the Markdown inside an element too."""
    tokens, links = read_blocks("\n\n".join(blocks))
    for name, one in links.items():
        md.references.setdefault(name.lower(), (one["href"], one["title"]))
    _Tree(md, parent).add(iter(tokens))


class _Fences(Preprocessor):
    """Hides the tags in fenced code from the stage that takes raw HTML out of the text, wherever the fence stands."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "<" in text and ("```" in text or "~~~" in text):
            for token in read_blocks(text)[0]:
                if token.type == "fence" and token.map:
                    inside = slice(token.map[0], token.map[1])
                    lines[inside] = [line.replace("<", _LESS) for line in lines[inside]]
        return lines


class _Shown(Postprocessor):
    def run(self, text: str) -> str:
        return text.replace(_LESS, "&lt;")


def register(md: Markdown) -> None:
    md.parser.parseBlocks = partial(_parse, md)  # type: ignore[method-assign]
    if "fenced_code_block" in md.preprocessors:  # MkDocs brings it; it knows fences at a line's start only
        md.preprocessors.deregister("fenced_code_block")
    md.preprocessors.register(_Fences(md), "fences", 25)
    md.postprocessors.register(_Shown(md), "fences", 0)
