"""Lists that fit into what GitHub takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def fit(rows: Sequence[str], most: int) -> list[str]:
    """Return as many rows as fit into this many characters, and one that counts the others."""
    count = sum(size <= most for size in accumulate(len(row) + 1 for row in rows))
    return [*rows[:count], *([f"- and {len(rows) - count} more"] if len(rows) > count else [])]
