"""KB212: what `kb new` and `kb import` left for a person to write."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.rule import Found, Rule
from macros.handbook.authored_text import written
from macros.handbook.schemas import BLANK
from macros.model import Library, Location


class StillToWrite(Rule):
    """A place that `kb new` or `kb import` left for a person to write."""

    code = "KB212"
    message = "Still to be written, in place of FILL: {words}"

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for number, line in enumerate(page.text.split("\n"), page.text_line) if BLANK in page.text else ():
                for column, piece in _blanks(line):
                    yield Location(page.place.file, number, column), {"words": piece}
        for owner, keys, text in written(library):
            if text.startswith(BLANK):
                yield owner.where(*keys), {"words": text.removeprefix(BLANK)}


def _blanks(line: str) -> Iterator[tuple[int, str]]:
    """Yield each blank of a line with its column; in a table a cell ends it."""
    at = line.find(BLANK)
    while at >= 0:
        following = line.find(BLANK, at + 1)
        piece = line[at + len(BLANK) : following if following >= 0 else None]
        yield at + 1, piece.split("|")[0].strip(' "')
        at = following
