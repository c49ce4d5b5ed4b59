"""The marks that git leaves in a file where a merge found two versions of a line."""

from __future__ import annotations

import re

FOUND = (
    "This is an unresolved merge conflict. Keep the lines that are right, and remove this marker and those below it."
)
_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$", re.MULTILINE)  # a row of = alone may underline a heading


def first(text: str) -> int | None:
    """Return the line of the first mark, from 0."""
    found = _MARK.search(text) if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text else None
    return text.count("\n", 0, found.start()) if found else None
