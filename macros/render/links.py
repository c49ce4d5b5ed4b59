"""Links by name, and old ids that still lead somewhere."""

from __future__ import annotations

from macros.handbook.resolve import target
from macros.model import Library, Page
from macros.render.text import address, plain


def xref(library: Library, page: Page, to: str, text: str = "") -> str:
    """A link to an article, `article#section` or `folder/page.md#section`, by default with its title."""
    found = target(library, to)
    return f"[{plain(text or found.text)}]({address(page, found.page, found.anchor)})"


def moved(library: Library, page: Page, old: str, to: str) -> str:
    """A visible note that carries a section's old id and says where the section is now."""
    found = target(library, to)
    where = address(page, found.page, found.anchor)
    return f"This section moved to [{plain(found.text)}]({where}).\n{{ #{old} .moved }}"
