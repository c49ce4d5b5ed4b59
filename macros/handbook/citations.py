"""Which source has which number on a page, and where it is cited: read off the page's calls, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from macros.model import Library, Page


@dataclass(frozen=True, slots=True)
class Citation:
    """One mark on the page: its source, the source's number, and the mark's own anchor."""

    key: str
    number: int
    anchor: str


@cache
def _all(library: Library, path: str) -> tuple[tuple[str, tuple[Citation, ...]], ...]:
    numbers: dict[str, int] = {}
    times: dict[str, int] = {}
    result = []
    for where, keys in _cited(library, library.pages[path]):
        marks = []
        for key in keys:
            numbers.setdefault(key, len(numbers) + 1)
            times[key] = times.get(key, 0) + 1
            marks.append(Citation(key, numbers[key], f"cite-{key}-{times[key]}"))
        result.append((where, tuple(marks)))
    return tuple(result)


def _cited(library: Library, page: Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each place that cites (`cite` calls, and each row of `evidence` and `trials_table`), in page order."""
    for call in page.calls:
        if call.name == "cite":
            yield "cite", tuple(str(arg) for arg in call.args)
        elif call.name == "evidence" and page.id in library.checklists:
            for item in library.checklists[page.id].items:
                yield item.id, item.sources
        elif call.name == "trials_table":
            for trial in library.trials:
                yield f"trial-{trial.id}", (trial.source,)


def of_call(library: Library, page: Page, nth: int) -> tuple[Citation, ...]:
    """Return the marks of the page's nth `cite` call, counted from 0."""
    return [marks for where, marks in _all(library, page.path) if where == "cite"][nth]


def of_item(library: Library, page: Page, item: str) -> tuple[Citation, ...]:
    """Return the marks in an item's or a trial's row of its table."""
    return next(marks for where, marks in _all(library, page.path) if where == item)


def by_source(library: Library, page: Page) -> dict[str, list[Citation]]:
    """Return each source cited on the page with all its marks, in order of first citation."""
    result: dict[str, list[Citation]] = {}
    for _, marks in _all(library, page.path):
        for mark in marks:
            result.setdefault(mark.key, []).append(mark)
    return result
