"""The order in which answers to choose from are shown: a mixed one that stays, so that the right one has no usual place."""

from __future__ import annotations

from hashlib import sha256

from macros.model import Option, Question


def mixed(seed: str, count: int) -> list[int]:
    """Return the numbers below `count` in an order that depends on nothing but the seed."""
    return sorted(range(count), key=lambda index: sha256(f"{seed}.{index}".encode()).digest())


def answers(article: str, question: Question) -> tuple[Option, ...]:
    """Return the answers of an article's question as its page, slides, packs and cards show them."""
    order = mixed(f"{article}.{question.id}", len(question.options))
    return tuple(question.options[index] for index in order)
