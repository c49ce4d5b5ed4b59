"""What a piece of advice rests on: its duties by name, else the danger that it averts; and what studies show, firmly or weakly.

The words of certainty, their order from the surest on and what they mean stand in vocabulary.json.
"""

from __future__ import annotations

from dataclasses import dataclass

from macros.handbook import schemas
from macros.model import Item

ADVICE = ("guideline", "expert-consensus")  # the designs of what bodies advise
_LEAST_FIRM = "moderate"


def is_firm(word: str) -> bool:
    """Return whether advice of this certainty may be given plainly."""
    scale = list(schemas.vocabulary("certainty"))
    return word in scale[: scale.index(_LEAST_FIRM) + 1]


def is_weak(word: str) -> bool:
    """Return whether a word of the scale is below that; a word that is none of the scale is neither."""
    return word in schemas.vocabulary("certainty") and not is_firm(word)


@dataclass(frozen=True, slots=True)
class Ground:
    """One of the grounds: the word that about/evidence.md explains, how readers see it, and whose rules they are."""

    word: str
    title: str
    whose: str = ""


def of_item(item: Item) -> list[Ground]:
    """Return the grounds of an item, the weightiest first; custom is named only where there is nothing else."""
    found = [Ground("duty", "duty", "; ".join(map(str, item.duties)))] if item.duties else []
    if item.danger and not found:
        found.append(Ground("danger", "safety"))
    if item.certainty != "practice" or not found:
        found.append(Ground(item.certainty, schemas.vocabulary("certainty")[item.certainty]["title"]))
    return found


def is_advised(item: Item) -> bool:
    """Return whether the sources of an item only advise the act: no study of it was found, and no duty asks for it."""
    return item.certainty == "practice" and bool(item.sources) and not item.duties
