"""Characters that nobody sees: controls, marks of writing direction, spaces of no width, private ones, none at all."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import groupby

_KINDS = frozenset(("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))


def _ranges() -> str:
    """The characters as the inside of a regular expression's brackets."""
    codes = [one for one in range(0x3000) if unicodedata.category(chr(one)) in _KINDS and chr(one) not in "\t\n"]
    parts = []
    for _, run in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]):
        found = [code for _, code in run]
        parts.append(f"\\U{found[0]:08x}-\\U{found[-1]:08x}")
    # Above: surrogates and private use, the byte order mark, annotations, tags and the last planes.
    return (
        "".join(parts)
        + f"\ud800-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-{chr(sys.maxunicode)}"
    )


UNSEEN = re.compile(f"[{_ranges()}]")
