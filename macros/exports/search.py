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
from pathlib import Path
from typing import Any

from macros.exports.passages import KINDS, Entry, Passage, entries
from macros.exports.tokens import tokens
from macros.model import Library

FOLDER = "search"
INDEX = f"{FOLDER}/index.json"
PAGES_A_FILE = 8
BYTES_A_FILE = 30_000
MOST_PAGES_A_WORD = 400
STEPS = 15
_SHORT = {KINDS.index(name) for name in ("title", "alias", "description", "item")}
_DROPPED = {KINDS.index(name) for name in ("brief", "say", "text", "aside")}

Spots = dict[int, list[tuple[int, int, int]]]
Index = dict[str, tuple[int, Spots]]


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
        "words": " ".join(words),
    }
    (site / INDEX).write_text(_json(head), "utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _file(folder: Path, kind: str, value: Any) -> str:
    text = _json(value)
    name = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.json"
    (folder / name).write_text(text, "utf-8")
    return name


def _index(found: list[Entry]) -> Index:
    """Word -> on how many pages it stands, and where: page -> (kind, number of the place among its kind, weight)."""
    counted = [[(one, Counter(tokens(one.text))) for one in entry.passages] for entry in found]
    pages_of: Counter[str] = Counter()
    for page in counted:
        pages_of.update({word for _, counts in page for word in counts})
    rarity = {word: math.log((len(found) + 1) / (times + 0.5)) for word, times in pages_of.items()}
    spots: dict[str, Spots] = defaultdict(dict)
    for number, page in enumerate(counted):
        for passage, counts in page:
            for word, weight in _weights(passage, counts, rarity):
                if passage.kind not in _DROPPED or pages_of[word] * 2 <= len(found):
                    spots[word].setdefault(number, []).append((passage.kind, passage.part, weight))
    return {word: (pages_of[word], spots[word]) for word in pages_of if spots[word]}


def _weights(passage: Passage, counts: Counter[str], rarity: dict[str, float]) -> Iterator[tuple[str, int]]:
    """Each word's weight from 1 to STEPS: in a short text the root of its share in the meaning, else how often it stands."""
    if passage.kind in _SHORT:
        whole = sum(max(rarity[word], 0.1) for word in counts)
        for word in counts:
            yield word, max(1, round(STEPS * math.sqrt(max(rarity[word], 0.1) / whole)))
    else:
        size = counts.total()
        for word, times in counts.items():
            yield word, max(1, round(STEPS * times / (times + 0.6 + size / 160)))


def _packed(pages: int, spots: Spots) -> list[int]:
    """How many pages hold the word; then for each page: step from the last one, number of places, place and weight of each.

    A place is its kind and its number in one: number * len(KINDS) + kind. Of a word that is nearly everywhere only the
    pages are kept on which it stands in the most telling places.
    """
    chosen = sorted(
        sorted(spots, key=lambda page: min((kind, -weight) for kind, _, weight in spots[page]))[:MOST_PAGES_A_WORD]
    )
    row, last = [pages], 0
    for page in chosen:
        row += [page - last, len(spots[page])]
        last = page
        for kind, part, weight in sorted(spots[page]):
            row += [part * len(KINDS) + kind, weight]
    return row


def _runs(rows: list[list[int]]) -> Iterator[tuple[int, list[list[int]]]]:
    """The rows cut into runs of about BYTES_A_FILE, each with the number of its first word."""
    start, size = 0, 0
    for number, row in enumerate(rows):
        size += len(_json(row))
        if size > BYTES_A_FILE or number == len(rows) - 1:
            yield start, rows[start : number + 1]
            start, size = number + 1, 0
