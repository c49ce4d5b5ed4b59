"""Suggesting the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence with up to three nearest names, or all of them when they are few and none is near."""
    return _told(name, tuple(sorted(set(known))))


@lru_cache(maxsize=10_000)  # a page may hold one wrong name thousands of times
def _told(name: str, names: tuple[str, ...]) -> str:
    plain = {one.lower(): one for one in names}
    near = [plain[one] for one in get_close_matches(name.lower(), plain, 3, 0.6)]
    if near:
        return f"Did you mean {' or '.join(repr(one) for one in near)}?"
    if names and len(names) <= 20:
        return f"Known: {', '.join(names)}."
    return "No name comes near it."
