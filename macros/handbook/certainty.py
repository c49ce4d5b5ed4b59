"""The scale of certainty; its words, their order from the surest on and what they mean stand in vocabulary.json."""

from __future__ import annotations

from macros.handbook.schemas import vocabulary

_LEAST_FIRM = "moderate"


def is_firm(word: str) -> bool:
    """Return whether advice of this certainty may be given plainly."""
    scale = list(vocabulary("certainty"))
    return word in scale[: scale.index(_LEAST_FIRM) + 1]


def is_weak(word: str) -> bool:
    """Return whether a word of the scale is below that; a word that is none of the scale is neither."""
    return word in vocabulary("certainty") and not is_firm(word)
