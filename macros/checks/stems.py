"""Words by their stems, so that "uncalibrated" meets "calibration" and "organize" meets "organise"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_BEGINNING = re.compile(r"(?:un|re|in|im|non|mis|over|under|pre|anti|dis|de|mal)(?=.{4})")
_ENDING = re.compile(
    r"(?:ations?|ators?|ingly|ings?|edly|ied|ed|ies|ers?|ors?|es|s|ly|y|e|ments?|ness|ions?|ists?|isms?|als?|ity|able|ible|ic|"
    r"ical|ful|less|ance|ence|ant|ent|ive)$"
)
_SPELT = (("isation", "ization"), ("ise", "ize"), ("isi", "izi"), ("our", "or"), ("ae", "e"), ("oe", "e"))
_EMPTY = frozenset(
    _WORD.findall(
        "a about after all am an and any are as at back be been before being best but by can can't cannot could deal did do does "
        "doing don don't for from get gets getting give go got had has have having he her him his how i if in into is it its "
        "keep know let make making me my need no not of on one or our out over patient patients people person say she should so "
        "some someone something t tell than that the their them then they thing this to too up us use want wants was way we what "
        "when where which while who why will with without won would you your doctor nurse clinician"
    )
)


def stems(texts: Iterable[str]) -> Iterator[str]:
    """Yield the stems of the words that say something, in order; of a word with a beginning such as "un-" also the rest's."""
    for text in texts:
        yield from _of_text(text)


def stems_of_page(texts: Iterable[str]) -> frozenset[str]:
    """Return the same of a page's texts, which are too long to be kept with what was found in them."""
    return frozenset(stem for text in texts for stem in _read(text))


@lru_cache(maxsize=50_000)
def _of_text(text: str) -> tuple[str, ...]:
    return tuple(_read(text))


def _read(text: str) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(text.casefold().replace("'", "").replace("’", "")):
        if word not in _EMPTY and (len(word) > 2 or word.isdigit()):
            found.append(_stem(word))
            if begun := _BEGINNING.match(word):
                found.append(_stem(word[begun.end() :]))
    return found


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for british, american in _SPELT:
        word = word.replace(british, american)
    for _ in range(3):
        shorter = _ENDING.sub("", word)
        if len(shorter) < 3:
            break
        word = shorter
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
