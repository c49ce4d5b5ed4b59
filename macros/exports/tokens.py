"""Text -> the words that the search knows, cut as overrides/assets/js/search-words.mjs cuts what people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_HYPHEN = re.compile("[-‐‑]")
_LOST = re.compile("[\u0300-\u036f'’]")


def tokens(text: str) -> Iterator[str]:
    """Lower-case words without accents and apostrophes; of a compound its parts and the whole, of numbers none."""
    for found in _WORD.findall(_LOST.sub("", unicodedata.normalize("NFD", text)).lower()):
        parts = _HYPHEN.split(found)
        yield from (part for part in parts if not part.isdigit())
        if len(parts) == 2 and not any(part.isdigit() for part in parts):
            yield "".join(parts)
