"""KB8xx: the builder reads a page's front matter as this check does, and nothing stands in it that only one of them sees.

What MkDocs cannot read as front matter it leaves in the page's text, where it is a template and Markdown; so the
builder's own reader is asked, and its answer compared with ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from macros.checks.rule import Found, PageRule
from macros.handbook.authored_text import leaves
from macros.handbook.sentences import by_kind
from macros.model import Keys, Library, Location, Page

_COMMENT = re.compile(r"(?<!\w)#")
_DATES = ("evidence_checked", "review_due", "date")


class ReadOtherwise(PageRule):
    """Front matter that the builder reads differently from this check."""

    code = "KB811"
    message = by_kind(
        end="The builder reads the end of this front matter differently from this check. Put quotes around each text in "
        "the front matter.",
        value="The builder reads '{key}' differently from this check. Put quotes around each text in the front matter.",
    )

    def find(self, library: Library) -> Found:
        broken = {one.place.file for one in library.problems if one.code == "KB102"}
        whole = (page for page in library.pages.values() if page.head and page.place.file not in broken)
        yield from self.anew(whole, self.in_page)

    def in_page(self, page: Page) -> Found:
        from mkdocs.utils import meta  # its own dependencies take a while, and builds have them anyway

        text, values = meta.get_data(page.head + page.text)
        if text != page.text.lstrip("\n"):
            yield page.place, {"kind": "end"}
        for keys in _differing(values, page.meta):
            yield page.where(*keys), {"kind": "value", "key": keys[-1]}


def _differing(theirs: Mapping[Any, Any], ours: Mapping[str, Any]) -> Iterator[Keys]:
    """Yield the keys of each value that is not the same; a day may be a date where a day belongs."""
    one, other = dict(leaves(theirs)), dict(leaves(ours))
    for keys in {**one, **other}:
        mine, yours = other.get(keys), one.get(keys)
        if type(yours) is date and keys[-1] in _DATES:
            yours = yours.isoformat()
        if mine != yours or type(mine) is not type(yours):
            yield keys


class Comment(PageRule):
    """A comment in front matter, or what some reader could take for one."""

    code = "KB812"
    message = "A comment begins at this '#', and comments in front matter are not read. Remove it, or write the character as a word."

    def in_page(self, page: Page) -> Found:
        for number, line in enumerate(page.head.split("\n"), 1):
            if found := _COMMENT.search(line):
                yield Location(page.place.file, number, found.start() + 1), {}
