"""Old ids that still lead somewhere."""

from __future__ import annotations

from macros.handbook.resolve import target
from macros.model import Library, Page
from macros.render.text import address, plain


def moved(library: Library, page: Page, old: str, to: str) -> str:
    """A visible note that carries a section's old id and says where the section is now."""
    found = target(library, to)
    where = address(page, found.page, found.anchor)
    return f"This section moved to [{plain(found.text)}]({where}).\n{{ #{old} .moved }}"
