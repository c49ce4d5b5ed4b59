"""What any parser could take for HTML, an attribute list or an address in a page, wherever it stands.

The parser that finds sections is not the one that renders the site, and they disagree about where code begins and
ends. So only what both take for code is left alone: fences at the line's start, and code within one line.

A proposal may hold anything up to a megabyte, so nothing here may look through the rest of a text from each place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from typing import NamedTuple

from macros.handbook.text_file import Source
from macros.model import Fragment

_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*[\w#.+-]*[ ]*")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])(?:(?!\n\n)[^<>])*>?")
_LIST = re.compile(r"\{([^}]*)\}")
_ADDRESS = re.compile(  # the last are links even without brackets
    r"(?:\](?:\(|:)|<(?=[a-z][a-z0-9+.-]*:)|\b(?=ftps?://|https?://[^\s/?#]*@))(?=\s*(.{1,300}))",
    re.IGNORECASE | re.DOTALL,
)


class Suspects(NamedTuple):
    """Fragments to be judged, in order of appearance."""

    html: tuple[Fragment, ...] = ()
    attributes: tuple[Fragment, ...] = ()
    addresses: tuple[Fragment, ...] = ()
    in_code: tuple[Fragment, ...] = ()


def read(source: Source, text: str, start: int, code: list[range], raw: list[range]) -> Suspects:
    """Look through `text`, the source with its calls blanked out, from offset `start` on.

    `code` is what the outline's parser takes for code, `raw` what the template language leaves as it stands.
    """
    kept, literal = Ranges(agreed(text, start, code)), Ranges(raw)
    html = (
        [(one.start(), source.text[one.start() : one.end()]) for one in _TAG.finditer(text, start)]
        if "<" in text
        else []
    )
    lists = [
        (at, words) for at, words in _lists(source.text, text, start) if at in literal or not _is_template(text, at)
    ]
    addresses = [(one.start(), one[1]) for one in _ADDRESS.finditer(text, start)]

    def where(found: list[tuple[int, str]], in_code: bool = False) -> Iterator[Fragment]:
        return (Fragment(words, source.place(at)) for at, words in found if (at in kept) == in_code)

    return Suspects(
        html=tuple(where(html)),
        attributes=tuple(where(lists)),
        addresses=tuple(where(addresses)),
        in_code=tuple(chain(where(html, True), where(lists, True), where(addresses, True))),
    )


def _lists(source: str, text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield what stands in braces within one line of `text`, as the source has it, with its offset."""
    at = start
    for line in text[start:].split("\n"):
        for one in _LIST.finditer(line[: line.rfind("}") + 1]):
            if words := source[at + one.start(1) : at + one.end(1)].strip(" "):
                yield at + one.start(), words.removeprefix(":").lstrip(" ") or words
        at += len(line) + 1


def _fences(text: str, start: int) -> Iterator[range]:
    """Yield code between two fences, each at its line's start; the second is a line of its own."""
    lines = text[start:].split("\n")
    offsets = list(accumulate((len(line) + 1 for line in lines), initial=start))
    closing: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.startswith(("```", "~~~")):
            closing[line.rstrip(" ")].append(number)
    after = 0
    for number, line in enumerate(lines):
        if number >= after and (opened := _FENCE.fullmatch(line)):
            ends = closing.get(opened[1], [])
            index = bisect_right(ends, number)
            if index < len(ends):
                after = ends[index] + 1
                yield range(offsets[number], offsets[after] - 1)


def agreed(text: str, start: int, code: list[range]) -> Iterator[range]:
    """Yield the ranges that both parsers take for code."""
    fences = {one.start: one for one in _fences(text, start)}
    for span in code:
        piece = text[span.start : span.stop]
        if "\n" not in piece.rstrip("\n"):
            if piece.startswith("`") and text[span.start - 1 : span.start] != "\\":
                yield span
        elif (fence := fences.get(span.start)) and fence.stop <= span.stop:
            yield fence


def _is_template(text: str, at: int) -> bool:
    """Return whether this brace belongs to template code, which has rules of its own."""
    return text[at : at + 2] in ("{{", "{%", "{#") or text[max(at - 1, 0) : at + 1] == "{{"


class Ranges:
    """Ranges that do not overlap, asked which offsets they hold."""

    def __init__(self, ranges: Iterable[range]) -> None:
        self._ranges = sorted(ranges, key=lambda one: one.start)
        self._starts = [one.start for one in self._ranges]

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset in self._ranges[index]
