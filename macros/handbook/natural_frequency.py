"""A share told as people out of a whole, as a page writes it: `"100 people"`, `"3 are spared a stroke"`, `"97 are not"`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import escape

from macros.handbook.sentences import by_kind

_COUNT = re.compile(r"(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})\s+(.*)", re.DOTALL)  # int() refuses thousands of digits
MOST = 1000
MOST_BYTES = 260  # of all its words in HTML: with any groups the drawing then stays below 1,500


@dataclass(frozen=True, slots=True)
class Group:
    """So many people, and what becomes of them."""

    count: int
    words: str


def read(text: str) -> Group | None:
    """Return the number that a text begins with, and its words; None where one of them is missing."""
    found = _COUNT.fullmatch(text.strip())
    return Group(int(found[1].replace(",", "")), found[2]) if found and found[2] else None


WRONG = by_kind(
    words="'{text}' is not a number of people followed by words. Write a whole number from 0 to "
    f"{MOST:,}, not per cent: 3 are spared a stroke.",
    whole="A whole of {whole:,} cannot be drawn. Write one of 2 to {most:,} people.",
    above="{part:,} is more than the whole of {whole:,}. Look the number up again.",
    total="The groups add up to {total:,} and not to {whole:,}. Put each person in one group, and say what becomes of all "
    "the others.",
    long="The words of this picture take {bytes} bytes of HTML; {most} fit. Say it in fewer words.",
)


def wrong(texts: tuple[str, ...]) -> Iterator[dict[str, str | int]]:
    """Yield the facts of what is wrong with the whole, which comes first, or with its groups."""
    groups = [read(text) for text in texts]
    for text, group in zip(texts, groups, strict=True):
        if group is None:
            yield {"kind": "words", "text": text[:40]}
    if (size := sum(len(escape(one.words).encode()) for one in groups if one)) > MOST_BYTES:
        yield {"kind": "long", "bytes": size, "most": MOST_BYTES}
    whole, *parts = groups
    if whole is None or not parts:
        return
    if not 2 <= whole.count <= MOST:
        yield {"kind": "whole", "whole": whole.count, "most": MOST}
    known = [group for group in parts if group is not None]
    if above := [group for group in known if group.count > whole.count]:
        yield {"kind": "above", "part": above[0].count, "whole": whole.count}
    elif len(known) == len(parts) and (total := sum(group.count for group in known)) != whole.count:
        yield {"kind": "total", "total": total, "whole": whole.count}
