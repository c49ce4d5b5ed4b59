"""A page's Markdown read with pulldown-cmark: headings, links and code; raw_markup.py looks for the rest.

Template calls are blanked out first, so that quotes and braces in them are never taken for Markdown; other
characters are read one byte each, so that the parser's byte offsets are our character offsets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyromark

from macros.handbook import raw_markup
from macros.handbook.raw_markup import Suspects
from macros.handbook.text_file import Source
from macros.model import Fragment, Section

_ATTRIBUTES = re.compile(r"\{:?([^{}]*)\}")
_ID = re.compile(r"(?:^|\s)#([^\s}]+)")


@dataclass(slots=True)
class Outline:
    """What a page's Markdown holds, in order of appearance."""

    sections: list[Section] = field(default_factory=list)
    links: list[Fragment] = field(default_factory=list)
    anchors: list[Fragment] = field(default_factory=list)
    code: list[range] = field(default_factory=list)
    suspects: Suspects = field(default_factory=Suspects)


@dataclass(slots=True)
class _Heading:
    level: int
    start: int
    end: int
    title: str
    id: str


def read(source: Source, start: int, holes: list[tuple[int, int]], raw: list[range]) -> Outline:
    """Read the Markdown from offset `start` on; `holes` are template calls, `raw` what the template leaves alone."""
    text = _blank(source.text, start, holes)
    outline, headings = Outline(), []
    one_byte_each = text.encode("ascii", "replace").decode()
    for event, span in pyromark.events_with_range(one_byte_each, options=pyromark.Options.ENABLE_TABLES):
        if isinstance(event, str) or "Text" in event or "End" in event:
            continue
        begin, end = span["start"], span["end"]
        kind, value = _kind(event)
        if kind == "Heading":
            headings.append(_heading(text[begin:end], value["level"], begin, end))
        elif kind in ("CodeBlock", "Code"):
            outline.code.append(range(begin, end))
        elif kind in ("Link", "Image"):
            outline.links.append(Fragment(value["dest_url"], source.place(begin, end)))
    outline.suspects = raw_markup.read(source, text, start, outline.code, raw)
    outline.anchors = [one for one in outline.suspects.attributes if _ID.search(one.text)]
    outline.sections = list(_sections(source, headings))
    return outline


def _kind(event: Any) -> tuple[str, Any]:
    """Name and payload of a pulldown-cmark event, whichever of its shapes it has."""
    tag, payload = next(iter(event.items()))
    if tag != "Start":
        return tag, payload
    return (payload, None) if isinstance(payload, str) else next(iter(payload.items()))


def _blank(text: str, start: int, holes: list[tuple[int, int]]) -> str:
    """Return the text with front matter and calls replaced by as many harmless characters, line ends kept."""
    pieces, at = [re.sub(r"[^\n]", " ", text[:start])], start
    for begin, end in holes:
        pieces += [text[at:begin], re.sub(r"[^\n]", "x", text[begin:end])]
        at = end
    return "".join(pieces) + text[at:]


def _heading(raw: str, level: int | str, start: int, end: int) -> _Heading:
    number = int(str(level).lstrip("H"))
    line = raw.strip().split("\n")[0].strip("#").strip() if raw.lstrip().startswith("#") else raw.split("\n")[0].strip()
    found = _ATTRIBUTES.fullmatch(line, line.rfind("{")) if line.endswith("}") and "{" in line else None
    anchor = _ID.search(found[1]) if found else None
    return _Heading(number, start, end, line[: found.start()].rstrip() if found else line, anchor[1] if anchor else "")


def _sections(source: Source, headings: list[_Heading]) -> Iterator[Section]:
    ends = _ends(headings, len(source.text))
    for one, end in zip(headings, ends, strict=True):
        body = source.text[one.end : end]
        place = source.place(one.start, one.end)
        line = source.place(one.end).line
        yield Section(one.id or slug(one.title), one.title, one.level, place, body, line, bool(one.id))


def _ends(headings: list[_Heading], last: int) -> list[int]:
    """Return where what stands under each heading ends: at the next of its level or a higher one."""
    ends, nearest = [last] * len(headings), [last] * 8  # by level, seen from below
    for index in range(len(headings) - 1, -1, -1):
        level = headings[index].level
        ends[index] = min(nearest[: level + 1])
        nearest[level] = headings[index].start
    return ends


def slug(title: str) -> str:
    """Return the id that Python-Markdown's toc extension gives a heading without one."""
    plain = title if title.isascii() else unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
