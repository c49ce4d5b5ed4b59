"""`kb ledger`: add what is published now to the ledger of permalinks, and never take anything away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from macros.handbook.permalinks import FOLDER, HEADER
from macros.handbook.resolve import anchors
from macros.model import Library


def published(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every address of the handbook as it stands: each page's url, and each of its anchors."""
    for page in library.pages.values():
        yield page.url, ""
        for anchor in anchors(library, page):
            yield page.url, anchor


def append(library: Library, today: str) -> int:
    """Add the addresses that the ledger lacks, dated `today` (ISO), as a new file of it; gives how many there were."""
    known = {(row.url, row.anchor) for row in library.permalinks}
    fresh = [row for row in dict.fromkeys(published(library)) if row not in known]
    if fresh:
        rows = "\n".join([HEADER, *(f"{url}\t{anchor}\t{today}" for url, anchor in fresh), ""])
        path = library.root / FOLDER / f"{today}-{hashlib.sha256(rows.encode()).hexdigest()[:8]}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rows, "utf-8", newline="\n")
    return len(fresh)
