"""The characters that mean something in Markdown or YAML: so many of them may a file hold, and the files that hold many together.

To read, check and render a text takes as long as it holds such marks, and ordinary files hold few. So each file has a
share that grows with its length, and what files hold beyond theirs is counted over the whole handbook: a handbook of
any size passes, and many files of nothing but marks do not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

_DASH = re.compile(rb"^[ >]*-", re.MULTILINE)  # begins an item of a list, or underlines a heading


@dataclass(frozen=True, slots=True)
class Kind:
    """The marks of one kind of file, how they are called, for how many characters there is one, and the most of a file."""

    characters: bytes
    shown: str
    share: int
    most: int


PAGE = Kind(rb"#<[]{=*_`&|" + b"\\", r"# < [ ] { = * _ ` & | \ and - at the beginning of a line", 20, 10_000)
DATA = Kind(b"\n:,[{&*", ": , [ { & * and line ends", 8, 75_000)
MOST_BEYOND = 10_000  # of all files of a kind beyond their shares: more than twelve times what our pages hold
FREE = 10  # in any file, as a short one has a few that make it one


class Weight(NamedTuple):
    """How many marks a file holds, and how many of them go beyond its share."""

    marks: int
    beyond: int


def weigh(text: bytes, kind: Kind) -> Weight:
    marks = sum(text.count(bytes([one])) for one in kind.characters)
    marks += len(_DASH.findall(text)) if kind is PAGE else 0
    return Weight(marks, max(marks - FREE - len(text) // kind.share, 0))


def too_many(weights: Mapping[str, Weight]) -> dict[str, int]:
    """Return the files that go beyond what all may hold together, with their marks; those with the fewest beyond their share stay."""
    refused, left = {}, MOST_BEYOND
    for file, (marks, beyond) in sorted(weights.items(), key=lambda one: (one[1].beyond, one[0])):
        left -= beyond
        if left < 0 < beyond:
            refused[file] = marks
    return refused
