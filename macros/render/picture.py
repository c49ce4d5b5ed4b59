"""A drawing in the colour of the text, with its words for those who do not see it."""

from __future__ import annotations

from html import escape

from macros.handbook.resolve import require
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page

_LINES = (
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" font-size="13"'
)


def picture(library: Library, page: Page, id: str) -> str:
    """A drawing from `docs/_data/pictures/`, with what it shows in words for those who do not see it."""
    require("KB312", "picture", id, library.pictures)
    one = library.pictures[id]
    box = f'viewBox="0 0 300 {one.height}" width="300" height="{one.height}"'
    return finished(
        f'<svg class="picture" {box} {_LINES} role="img" aria-label="{escape(one.words)}">{one.drawn}</svg>'
    )
