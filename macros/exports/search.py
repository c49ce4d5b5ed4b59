"""search/: every page's words with where they stand, in small files of which a search fetches the few that it needs.

`index.json` names all words and the other files; `words-*.json` hold, for a run of words, the pages and places of each;
`pages-*.json` hold what is shown of a page. A file's name carries a hash of its content, so that none is ever mixed with
another release's. The same library gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import math
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from os.path import commonprefix
from pathlib import Path
from typing import Any

from macros.exports.passages import KINDS, Entry, Passage, entries
from macros.exports.tokens import tokens
from macros.model import Library

FOLDER = "search"
INDEX = f"{FOLDER}/index.json"
PAGES_A_FILE = 4
BYTES_A_FILE = 12_000
MOST_PAGES_A_WORD = 400
STEPS = 7
_NAMES = {KINDS.index(name) for name in ("title", "alias")}
_SHORT = _NAMES | {KINDS.index(name) for name in ("description", "item")}

Spots = dict[int, list[tuple[int, int, int]]]
Index = dict[str, tuple[int, int, Spots]]


def write(library: Library, site: Path) -> None:
    """Write the search's data into a built site, in the place of any that is there."""
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = list(entries(library))
    index = _index(found)
    words = sorted(index)
    runs = list(_runs([_packed(*index[word]) for word in words]))
    parts = [found[start : start + PAGES_A_FILE] for start in range(0, len(found), PAGES_A_FILE)]
    head = {
        "pages": len(found),
        "articles": sum(one.article for one in found),
        "kinds": KINDS,
        "steps": STEPS,
        "per": PAGES_A_FILE,
        "shown": [_file(folder, "pages", [one.shown() for one in part]) for part in parts],
        "starts": [start for start, _ in runs],
        "found": [_file(folder, "words", rows) for _, rows in runs],
        "same": [list(one.words) for one in library.synonyms],
        "words": _fronted(words),
    }
    (site / INDEX).write_text(_json(head), "utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _file(folder: Path, kind: str, value: Any) -> str:
    """The name of a file written for a value, without its kind and ending."""
    text = _json(value)
    name = hashlib.sha256(text.encode()).hexdigest()[:10]
    (folder / f"{kind}-{name}.json").write_text(text, "utf-8")
    return name


def _index(found: list[Entry]) -> Index:
    """Word -> on how many pages it stands, how many it names, and where: page -> (kind, number of the part, weight)."""
    counted = [[(one, Counter(tokens(one.text))) for one in entry.passages] for entry in found]
    held, naming = Counter[str](), Counter[str]()
    for page in counted:
        held.update({word for _, counts in page for word in counts})
        naming.update({word for one, counts in page if one.kind in _NAMES for word in counts})
    spots: dict[str, Spots] = defaultdict(dict)
    for number, page in enumerate(counted):
        for passage, counts in page:
            pages_of = naming if passage.kind in _NAMES else held
            for word, weight in _weights(
                passage, counts, {word: _rarity(pages_of[word], len(found)) for word in counts}
            ):
                if passage.kind in _SHORT or held[word] * 2 <= len(found):
                    spots[word].setdefault(number, []).append((passage.kind, passage.part, weight))
    return {word: (held[word], naming[word], spots[word]) for word in held if spots[word]}


def _rarity(pages: int, all_pages: int) -> float:
    return max(0.1, math.log((all_pages + 1) / (pages + 0.5)))


def _weights(passage: Passage, counts: Counter[str], rarity: dict[str, float]) -> Iterator[tuple[str, int]]:
    """Each word's weight from 1 to STEPS: in a short text the root of its share in the meaning, else how often it stands."""
    size = sum(rarity.values()) if passage.kind in _SHORT else counts.total()
    for word, times in counts.items():
        part = math.sqrt(rarity[word] / size) if passage.kind in _SHORT else times / (times + 0.6 + size / 160)
        yield word, max(1, round(STEPS * part))


def _packed(held: int, naming: int, spots: Spots) -> str:
    """How many pages hold the word and how many it names, then for each its step from the last one and its places:
    `1c.2 4.c5a.k20 1.a9`.

    A place is a letter for the kind, the weight, and the number of the part, all but the letter in base 36. Of a word that
    is nearly everywhere only the pages are kept on which it stands in the most telling places.
    """
    telling = sorted(spots, key=lambda page: min((kind, -weight) for kind, _, weight in spots[page]))
    row, last = [f"{_base36(held)}.{_base36(naming)}"], 0
    for page in sorted(telling[:MOST_PAGES_A_WORD]):
        places = (f"{chr(97 + kind)}{_base36(weight)}{_base36(part)}" for kind, part, weight in sorted(spots[page]))
        row.append(".".join([_base36(page - last), *places]))
        last = page
    return " ".join(row)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits


def _fronted(words: list[str]) -> str:
    """Sorted words without what each shares with the one before, whose length stands before it as a capital: `AactDion`."""
    shared = (len(commonprefix(pair)) for pair in pairwise(["", *words]))
    return "".join(
        f"{chr(65 + min(size, 25))}{word[min(size, 25) :]}" for size, word in zip(shared, words, strict=True)
    )


def _runs(rows: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows cut into runs of about BYTES_A_FILE, each with the number of its first word."""
    start, size = 0, 0
    for number, row in enumerate(rows):
        size += len(row)
        if size > BYTES_A_FILE or number == len(rows) - 1:
            yield start, rows[start : number + 1]
            start, size = number + 1, 0
