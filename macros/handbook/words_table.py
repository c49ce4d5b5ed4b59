"""The table of an article's words: when, what to say, rather than what, and why."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model import Section

_CELLS = 4


def rows(section: Section) -> Iterator[list[str]]:
    """Yield the Markdown of each row's cells, without the head."""
    for line in section.body.splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == _CELLS and cells[0].strip("-: "):
            yield cells
