"""What to do for one kind of patient, from every article, in one place."""

from __future__ import annotations

import re

from macros.handbook.adaptations import Adaptation, by_group
from macros.handbook.article_sections import ADAPT
from macros.model import Library, Page
from macros.render.text import address, plain, small

_CALL = re.compile(r"""\s*\{\{\s*(?:(?:xref|term)\("[^"]*"\s*,\s*(?:text=)?("[^"]*")|\w+\([^}]*?)\)\s*\}\}""")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def by_person(library: Library, page: Page) -> str:
    """Each group with what every article says to do for it, in the order of the visit."""
    blocks = [
        f"## {plain(group.title)} {{ #{group.id} }}\n\n" + "\n".join(_row(page, one) for one in entries)
        for group, entries in by_group(library)
    ]
    return "\n\n".join(blocks) or "No entry yet."


def _row(page: Page, one: Adaptation) -> str:
    words = _CALL.sub(lambda call: f" {call[1][1:-1]}" if call[1] else "", one.action)
    action = plain(_LINK.sub(r"\1", words).replace("**", ""))
    at = address(page, one.article.page, ADAPT)
    return f"- **{plain(one.name)}.** {action} {small(f'[{plain(one.article.title)}]({at})')}"
