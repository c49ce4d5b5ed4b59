"""What changed in the handbook, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from macros.handbook import schemas
from macros.handbook.change_log import ADVICE, EDITORIAL, PUBLISHED
from macros.model import Change, Library, Page
from macros.render.text import address, day, plain

_LATELY = 5


def whats_new(library: Library, page: Page) -> str:
    """Every declared change by day, newest first."""
    days = groupby(reversed(library.changes), key=lambda change: change.date)
    blocks = [
        f"## {day(date)} {{ #d-{date} }}\n\n" + "\n".join(_lines(library, page, list(found))) for date, found in days
    ]
    return "\n\n".join(blocks) or "Nothing has been published yet."


def lately(library: Library, page: Page) -> str:
    """The latest changes in short; of an article's changes of advice only the last."""
    last = {change.article: change for change in library.changes if change.kind == ADVICE}
    shown = [change for change in reversed(library.changes) if change.kind != ADVICE or change is last[change.article]]
    days = groupby(shown, key=lambda change: change.date)
    lines = (
        f"- {day(date)}: {line.removeprefix('- ')}"
        for date, found in days
        for line in _lines(library, page, list(found), most=_LATELY)
    )
    return "\n".join(islice(lines, _LATELY)) or "Nothing has been published yet."


def _lines(library: Library, page: Page, changes: list[Change], most: int = 0) -> Iterator[str]:
    """Yield a line for each change of advice on a day, and one that names all articles of each other kind, or counts more than `most`."""
    titles = {kind: meant["title"] for kind, meant in schemas.vocabulary("change").items()}
    for change in changes:
        if change.kind == ADVICE:
            yield f"- {_name(library, page, change)}. **{titles[ADVICE]}.** {plain(change.summary)}"
    for kind in (EDITORIAL, PUBLISHED):
        found = {one.article: one for one in changes if one.kind == kind}
        names = [_name(library, page, found[article]) for article in sorted(found)]
        if names:
            yield f"- **{titles[kind]}.** {f'{len(names)} articles' if 0 < most < len(names) else ', '.join(names)}"


def _name(library: Library, page: Page, change: Change) -> str:
    found = library.articles.get(change.article)
    return f"[{plain(found.title)}]({address(page, found.page)})" if found else plain(change.article)
