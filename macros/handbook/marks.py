"""The characters that mean something in Markdown: so many of them may a page hold, and the pages that hold many together.

To read, check and render a text takes as long as it holds such marks, and ordinary pages hold few. So each page has a
share that grows with its length, and what pages hold beyond theirs is counted over the whole handbook: a handbook of
any size passes, and many pages of nothing but marks do not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

CHARACTERS = r"#<[]{=*_`&|" + "\\"
SHOWN = f"{' '.join(CHARACTERS)} and - at the beginning of a line"
MOST = 10_000  # of one page: more than a hundred articles hold together
MOST_BEYOND = 10_000  # of all pages beyond their shares: twelve times what this handbook holds
SHARE = 20  # characters for each mark; articles have about fifty
_EACH = [bytes([one]) for one in CHARACTERS.encode()]
_DASH = re.compile(rb"^[ >]*-", re.MULTILINE)  # begins an item of a list, or underlines a heading


class Weight(NamedTuple):
    """How many marks a page holds, and how many of them go beyond its share."""

    marks: int
    beyond: int


def weigh(text: bytes) -> Weight:
    """Count the marks of a page."""
    marks = sum(map(text.count, _EACH)) + len(_DASH.findall(text))
    return Weight(marks, max(marks - len(text) // SHARE, 0))


def too_many(weights: Mapping[str, Weight]) -> dict[str, int]:
    """The files that go beyond what all may hold together, with their marks; those with the fewest beyond their share stay."""
    refused, left = {}, MOST_BEYOND
    for file, (marks, beyond) in sorted(weights.items(), key=lambda one: (one[1].beyond, one[0])):
        left -= beyond
        if left < 0 < beyond:
            refused[file] = marks
    return refused
