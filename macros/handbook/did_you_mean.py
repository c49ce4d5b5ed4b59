"""Suggesting the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Nearest:
    """The names nearest to one that is not known; as text, what to do.

    `known` are all names where there are few, in their own order if they have one, and `kept_in` is the file to look in.
    """

    near: tuple[str, ...]
    known: tuple[str, ...] = ()
    kept_in: str = ""

    def __str__(self) -> str:
        if self.near:
            *others, last = map(repr, self.near)
            return f"Did you mean {', '.join(others)} or {last}?" if others else f"Did you mean {last}?"
        if self.known:
            return f"Known: {', '.join(self.known)}."
        todo = f" Look it up in {self.kept_in}, or add it there." if self.kept_in else ""
        return f"No known name is similar.{todo}"


def did_you_mean(name: str, known: Iterable[str], kept_in: str = "") -> Nearest:
    """Return up to three names near to this one."""
    in_order = sorted(known) if isinstance(known, Set) else dict.fromkeys(known)
    return replace(_nearest(name, tuple(in_order)), kept_in=kept_in)


@lru_cache(maxsize=10_000)  # a page may hold one wrong name thousands of times
def _nearest(name: str, names: tuple[str, ...]) -> Nearest:
    plain = {one.lower(): one for one in names}
    near = tuple(plain[one] for one in get_close_matches(name.lower(), plain, 3, 0.6))
    return Nearest(near, names if len(names) <= 20 else ())
