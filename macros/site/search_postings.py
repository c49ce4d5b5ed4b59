"""Which words stand where: cut as overrides/assets/js/search-words.js cuts what people type, then counted, weighed and packed
into lines that search-data.js unpacks.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, takewhile
from sys import intern

from macros.site.search_passages import KINDS, Entry, Passage

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_HYPHEN = re.compile("[-‐‑]")
_LOST = re.compile("[\u0300-\u036f'’]")


def tokens(text: str) -> Iterator[str]:
    """Yield lower-case words without accents and apostrophes; of a compound its parts and the whole, of numbers none."""
    plain = text if text.isascii() else unicodedata.normalize("NFD", text)
    for found in _WORD.findall(_LOST.sub("", plain).lower()):
        if found.isalpha():
            yield found
            continue
        parts = [part for part in _HYPHEN.split(found) if not part.isdigit()]
        yield from parts
        if len(parts) == 2:
            yield "".join(parts)


STEPS = 7
MOST_PAGES_A_WORD = 400
_NAMES = {KINDS.index(name) for name in ("title", "alias")}
_SHORT = _NAMES | {KINDS.index(name) for name in ("description", "item")}

Spots = dict[int, list[tuple[int, int, int]]]


def postings(found: list[Entry]) -> dict[str, str]:
    """Return word -> its packed line, in the order of the alphabet."""
    cut = [[(one, tuple(map(intern, tokens(one.text)))) for one in entry.passages] for entry in found]
    held, naming = Counter[str](), Counter[str]()
    for page in cut:
        held.update({word for _, words in page for word in words})
        naming.update({word for one, words in page if one.kind in _NAMES for word in words})
    rarity = [max(0.1, math.log((len(found) + 1) / (pages + 0.5))) for pages in range(len(found) + 1)]
    spots: dict[str, Spots] = {word: {} for word in sorted(held)}
    for number, page in enumerate(cut):
        for passage, words in page:
            counts = Counter(words)
            names = naming if passage.kind in _NAMES else held
            for word, part in _parts(passage, counts, {word: rarity[names[word]] for word in counts}):
                if passage.kind in _SHORT or held[word] * 2 <= len(found):
                    place = (passage.kind, passage.part, max(1, round(STEPS * part)))
                    spots[word].setdefault(number, []).append(place)
    return {word: _packed(held[word], naming[word], places) for word, places in spots.items() if places}


def _parts(passage: Passage, counts: Counter[str], rarity: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Yield each word's weight up to 1: in a short text the root of its share in the meaning, else how often it stands there."""
    if passage.kind in _SHORT:
        whole = sum(rarity.values())
        for word, worth in rarity.items():
            yield word, math.sqrt(worth / whole)
    else:
        size = counts.total()
        for word, times in counts.items():
            yield word, times / (times + 0.6 + size / 160)


def _packed(held: int, naming: int, spots: Spots) -> str:
    """Return how many pages hold the word and how many it names, then for each its step from the last one and its places:
    `1c.2 4.c5a.k20 1.a9`.

    A place is a letter for the kind, the weight, and the number of the part, all but the letter in base 36. Of a word that
    is nearly everywhere only the pages are kept on which it stands in the most telling places.
    """
    row, last = [f"{_base36(held)}.{_base36(naming)}"], 0
    telling = spots if len(spots) <= MOST_PAGES_A_WORD else sorted(spots, key=lambda page: min(spots[page]))
    for page in sorted(list(telling)[:MOST_PAGES_A_WORD]):
        places = (f"{chr(97 + kind)}{_base36(weight)}{_base36(part)}" for kind, part, weight in spots[page])
        row.append(".".join([_base36(page - last), *places]))
        last = page
    return " ".join(row)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits


def fronted(words: list[str]) -> str:
    """Return sorted words without what each shares with the one before, whose length stands before it as a capital: `AactDion`."""
    text = []
    for last, word in pairwise(["", *words]):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(last[:25], word, strict=False)))
        text.append(chr(65 + shared) + word[shared:])
    return "".join(text)
