"""Text -> the words that the search knows, cut as overrides/assets/js/search-words.js cuts what people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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
