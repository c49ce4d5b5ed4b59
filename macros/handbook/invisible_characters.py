"""Characters that nobody sees: controls, marks of writing direction, spaces of no width, private ones, none at all."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import groupby

_NONCHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
_KINDS = frozenset(("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))


def _ranges() -> str:
    """Return the characters as the inside of a regular expression's brackets."""
    codes = [one for one in range(0x3000) if unicodedata.category(chr(one)) in _KINDS and chr(one) not in "\t\n"]
    parts = []
    for _, run in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]):
        found = [code for _, code in run]
        parts.append(f"\\U{found[0]:08x}-\\U{found[-1]:08x}")
    # Above: surrogates and private use, the byte order mark, annotations, tags, the last planes and what is no character.
    return (
        "".join(parts)
        + f"\ud800-\uf8ff\ufeff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a{_NONCHARACTERS}\U000e0000-\U000e0fff\U000f0000-{chr(sys.maxunicode)}"
    )


# Letters, marks and symbols that show nothing: fillers, joiners, variation selectors, the empty Braille cell.
_EMPTY = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U0001107f\U00016fe4\U0001d159"
UNSEEN = re.compile(f"[{_ranges()}{_EMPTY}]")
_PLAIN = re.compile(r"[ -~\n]+")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_PILES = {"Mn": "m", "Me": "m", "Mc": ""}
_BEYOND_LATIN = re.compile(f"[\u0300-{chr(sys.maxunicode)}]{{5,}}")


def beyond_ascii(text: str) -> str:
    """Return the runs in a text that can hold what this file is about: to look through all of it takes thirty times as long."""
    return _PLAIN.sub(" ", text)


def are_piled(text: str) -> bool:
    """Return whether five marks or more stand over or under one letter, and so on the lines around it.

    A mark with room of its own, as most of a Burmese word are, is passed by. Hardly a word of any language needs five others.
    """
    runs = (found[0] for found in _BEYOND_LATIN.finditer(text))
    return any("mmmmm" in "".join(_PILES.get(unicodedata.category(one), " ") for one in run) for run in runs)
