"""KB818: marks of Markdown or of the template language that would stand in a page as text, which readers take for a slip."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from macros.checks.prose import CALL
from macros.checks.reading import leftovers, refused_lines
from macros.checks.rule import Found, Rule, in_text
from macros.checks.site_sentences import LEFTOVER
from macros.handbook.authored_text import found_in_strings
from macros.handbook.sentences import by_kind
from macros.model import Library, Location, Page

_LIKE_MARKDOWN = re.compile(r"\]\[|\[TOC\]|\{ [#.][\w-]+")  # the rest is KB807's to tell


class Leftover(Rule):
    """Marks of Markdown or of a macro that would come out as text: the build refuses a page that holds some."""

    code = "KB818"
    message = by_kind(
        text="{shown!r} would appear on the page as it is. Put code between backticks; write a link as [words](address).",
        data="{shown!r} would appear on a page as it is, like the rest of a link or call. Leave it out, or put a space in it.",
    )

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            told = {one.place.line for one in page.code}  # by KB206, KB309 and KB801
            for shown in leftovers(page.text):
                place = _place(page, shown)
                if place.line not in told and replace(place, column=1, end_column=0) not in refused_lines(
                    library, page.path
                ):
                    yield place, {"kind": "text", "shown": shown}
        yield from self.anew(library.pages.values(), self.in_calls)
        for places, keys, shown in found_in_strings(library, _marks_in):
            yield places.at(*keys), {"kind": "data", "shown": shown}

    def in_calls(self, page: Page) -> Found:
        """Yield what macros are given to show."""
        for call in page.calls:
            for one in (*call.args, *call.kwargs.values()):
                if isinstance(one, str) and (found := LEFTOVER.search(one)):
                    yield call.place, {"kind": "data", "shown": found[0]}


def _marks_in(text: str, is_copied: bool) -> str | None:
    found = (LEFTOVER if is_copied else _LIKE_MARKDOWN).search(text)
    return found[0] if found else None


def _place(page: Page, shown: str) -> Location:
    """Return where these marks stand in the source first, as they are or in entities and escapes."""
    text = CALL.sub(lambda call: "x" * len(call[0]), page.text)
    if (at := text.find(shown)) >= 0:
        return in_text(page)(at, at + len(shown))
    lines = enumerate(text.split("\n"), page.text_line)
    number = next((number for number, line in lines if shown in unescape(line).replace("\\", "")), page.text_line)
    return Location(page.place.file, number)
