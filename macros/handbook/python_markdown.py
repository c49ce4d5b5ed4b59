"""Which texts a check had better not give to Python-Markdown, the one that renders the site."""

from __future__ import annotations

import re

# It takes seconds where emphasis or tags never end, and looks for the end of each bracket anew.
_LARGEST, _MOST, _FARTHEST = 60_000, 4_000, 10
_BRACKET = re.compile(r"[\[\]>]|<(?=[a-z/!?])|\n[ \t]*(?=\n)", re.IGNORECASE)


def is_heavy(text: str) -> bool:
    """Return whether a text is so large, or holds so many brackets and marks, that a check had better not render it."""
    if len(text) > _LARGEST or sum(map(text.count, "[*_<")) > _MOST:
        return True
    most = _FARTHEST * len(text) + 20_000
    if sum(map(text.count, "[<")) * len(text) <= most:  # as far as it could ever go
        return False
    return _looked_through(text) > most


def _looked_through(text: str) -> int:
    """Return how many characters a reader meets that goes from each bracket to the one that closes it.

    Else it goes to the paragraph's end, and from a tag to the end of all.
    """
    opened: dict[str, list[int]] = {"]": [], ">": []}
    met = 0
    for found in _BRACKET.finditer(text):
        one, at = found[0], found.start()
        if one in ("[", "<"):
            opened["]" if one == "[" else ">"].append(at)
        elif one in opened:
            met += at - opened[one].pop() if opened[one] else 0
        else:
            met += len(opened["]"]) * at - sum(opened["]"])
            opened["]"].clear()
    return met + sum(len(text) - start for starts in opened.values() for start in starts)
