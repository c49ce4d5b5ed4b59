"""Suggesting the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Nearest:
    """The names nearest to one that is not known, and all known ones when they are few; as text, a sentence."""

    near: tuple[str, ...]
    known: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.near:
            return f"Did you mean {' or '.join(repr(one) for one in self.near)}?"
        return f"Known: {', '.join(self.known)}." if self.known else "No known name is similar."


def did_you_mean(name: str, known: Iterable[str]) -> Nearest:
    """Return up to three names near to this one."""
    return _nearest(name, tuple(sorted(set(known))))


@lru_cache(maxsize=10_000)  # a page may hold one wrong name thousands of times
def _nearest(name: str, names: tuple[str, ...]) -> Nearest:
    plain = {one.lower(): one for one in names}
    near = tuple(plain[one] for one in get_close_matches(name.lower(), plain, 3, 0.6))
    return Nearest(near, names if len(names) <= 20 else ())
