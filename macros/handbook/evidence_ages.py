"""How old what we cite is: when each source was published, and when it was last confirmed to stand."""

from __future__ import annotations

from collections import Counter

from macros.model import Library

STEP = 5  # years in a group


def by_age(library: Library) -> list[tuple[str, int]]:
    """Return how many sources were published in each five years, the oldest first, without gaps between; undated ones last."""
    counts = Counter(int(one.year) // STEP * STEP for one in library.references.values() if one.year)
    undated = sum(not one.year for one in library.references.values())
    starts = range(min(counts), max(counts) + 1, STEP) if counts else ()
    rows = [(f"{start} to {start + STEP - 1}", counts[start]) for start in starts]
    return [*rows, *([("No year", undated)] if undated else [])]


def by_confirmation(library: Library) -> list[tuple[str, int]]:
    """Return how many sources were last confirmed in each month, as YYYY-MM, the oldest first; those never confirmed first of all."""
    months = Counter(status.confirmed[:7] if (status := library.evidence.get(id)) else "" for id in library.references)
    return sorted(months.items())
