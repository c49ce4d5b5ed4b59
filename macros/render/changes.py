"""What changed in the handbook, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from macros.library import schemas
from macros.library.changes import PUBLISHED
from macros.model import Change, Library, Page
from macros.render.text import address, plain

_LATELY = 5


def whats_new(library: Library, page: Page) -> str:
    """Every declared change by day, newest first."""
    days = groupby(reversed(library.changes), key=lambda change: change.date)
    blocks = [f"## {day} {{ #d-{day} }}\n\n" + "\n".join(_lines(library, page, list(found))) for day, found in days]
    return "\n\n".join(blocks) or "Nothing has been published yet."


def lately(library: Library, page: Page) -> str:
    """The latest changes in short."""
    lines = [f"- {day}: {line.removeprefix('- ')}" for day, line in _dated(library, page)]
    return "\n".join(lines[:_LATELY]) or "Nothing has been published yet."


def _dated(library: Library, page: Page) -> Iterator[tuple[str, str]]:
    for day, found in groupby(reversed(library.changes), key=lambda change: change.date):
        yield from ((day, line) for line in _lines(library, page, list(found)))


def _lines(library: Library, page: Page, changes: list[Change]) -> Iterator[str]:
    """A line for each change of a day, and one for all that were first published on it."""
    for change in (one for one in changes if one.kind != PUBLISHED):
        kind = schemas.vocabulary("change")[change.kind]["title"]
        yield f"- {_name(library, page, change)}. **{kind}.** {plain(change.summary)}"
    if fresh := [one for one in changes if one.kind == PUBLISHED]:
        title = schemas.vocabulary("change")[PUBLISHED]["title"]
        yield f"- **{title}.** " + ", ".join(
            _name(library, page, one) for one in sorted(fresh, key=lambda one: one.article)
        )


def _name(library: Library, page: Page, change: Change) -> str:
    found = library.articles.get(change.article)
    return f"[{plain(found.title)}]({address(page, found.page)})" if found else plain(change.article)
