"""A share told as people out of a whole, as a page writes it: `"100 people"`, `"3 are spared a stroke"`, `"97 are not"`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\s*(.*)", re.DOTALL)
MOST = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """So many people, and what becomes of them."""

    count: int
    words: str


def read(text: str) -> Group | None:
    """The number that a text begins with, and its words; None where one of them is missing."""
    found = _COUNT.fullmatch(text.strip())
    return Group(int(found[1].replace(",", "")), found[2]) if found and found[2] else None


def wrong(texts: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with the whole, which comes first, or with its groups, and how to fix it."""
    groups = [read(text) for text in texts]
    for text, group in zip(texts, groups, strict=True):
        if group is None:
            yield f"'{text[:40]}' is not a number and words. Write, for example: 3 are spared a stroke."
    whole, *parts = groups
    if whole is None or not parts:
        return
    if not 2 <= whole.count <= MOST:
        yield f"A whole of {whole.count:,} cannot be drawn. Write one of 2 to {MOST:,} people."
    known = [group for group in parts if group is not None]
    if above := [group for group in known if group.count > whole.count]:
        yield f"{above[0].count:,} is more than the whole of {whole.count:,}. Look the number up again."
    elif len(known) == len(parts) and (total := sum(group.count for group in known)) != whole.count:
        yield (
            f"The groups add up to {total:,} and not to {whole.count:,}. Put each person in one group, and say what "
            "becomes of all the others."
        )
