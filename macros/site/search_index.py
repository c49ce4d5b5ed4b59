"""search/: every page's words with where they stand, in small files of which a search fetches the few that it needs.

`index.json` names all words, pages and other files; `words-*.json` hold, for a run of words, the pages and places of each;
`pages-*.json` hold what else is shown of a page. A file's name carries a hash of its content, so that none is ever mixed with
another release's. The same library gives the same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros.exports.json_files import compact
from macros.handbook.own_files import SEARCH, SEARCH_INDEX
from macros.markdown_extensions.typography import typeset
from macros.model import Library
from macros.site.search_passages import KINDS, entries
from macros.site.search_postings import STEPS, fronted, postings, tokens

PAGES_A_FILE = 2
BYTES_A_FILE = 3_500


def write(library: Library, site: Path) -> None:
    """Write the search's data into a built site, in the place of any that is there."""
    folder = site / SEARCH
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = list(entries(library))
    rows = postings(found)
    runs = list(_runs(list(rows.values())))
    parts = [found[start : start + PAGES_A_FILE] for start in range(0, len(found), PAGES_A_FILE)]
    head = {
        "pages": [[one.page.url, typeset(one.page.title)] for one in found],
        "articles": sum(one.article for one in found),
        "kinds": KINDS,
        "steps": STEPS,
        "per": PAGES_A_FILE,
        "shown": [_file(folder, "pages", [one.shown() for one in part]) for part in parts],
        "starts": [start for start, _ in runs],
        "found": [_file(folder, "words", run) for _, run in runs],
        "gaps": [[" ".join(sorted(set(tokens(gap)))), number] for number, one in enumerate(found) for gap in one.gaps],
        "same": [list(one.words) for one in library.synonyms],
        "words": fronted(list(rows)),
    }
    (site / SEARCH_INDEX).write_bytes(compact(head).rstrip())


def _file(folder: Path, kind: str, value: Any) -> str:
    """Return the name of a file written for a value, without its kind and ending."""
    text = compact(value).rstrip()
    name = hashlib.sha256(text).hexdigest()[:8]
    (folder / f"{kind}-{name}.json").write_bytes(text)
    return name


def _runs(rows: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows cut into runs of about BYTES_A_FILE, each with the number of its first word."""
    start, size = 0, 0
    for number, row in enumerate(rows):
        size += len(row)
        if size > BYTES_A_FILE or number == len(rows) - 1:
            yield start, rows[start : number + 1]
            start, size = number + 1, 0
