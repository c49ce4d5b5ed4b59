"""Links by name."""

from __future__ import annotations

from macros.handbook.resolve import target
from macros.model import Library, Page
from macros.render.text import address, plain


def xref(library: Library, page: Page, to: str, text: str = "") -> str:
    """A link to an article, `article#section` or `folder/page.md#section`, by default with its title."""
    found = target(library, to)
    return f"[{plain(text or found.text)}]({address(page, found.page, found.anchor)})"
