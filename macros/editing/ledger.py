"""`kb ledger`: add what is published now to the ledger of permalinks, and never take anything away."""

from __future__ import annotations

from collections.abc import Iterator

from macros.handbook.permalinks import HEADER
from macros.handbook.resolve import anchors
from macros.model import Library

FILE = "docs/_data/permalinks.tsv"


def published(library: Library) -> Iterator[tuple[str, str]]:
    """Every address of the handbook as it stands: each page's url, and each of its anchors."""
    for page in library.pages.values():
        yield page.url, ""
        for anchor in anchors(library, page):
            yield page.url, anchor


def append(library: Library, today: str) -> int:
    """Append the addresses that the ledger lacks, dated `today` (ISO); gives how many there were."""
    known = {(row.url, row.anchor) for row in library.permalinks}
    fresh = [row for row in dict.fromkeys(published(library)) if row not in known]
    path = library.root / FILE
    before = path.read_text("utf-8").rstrip("\n") if path.exists() else HEADER
    rows = (f"{url}\t{anchor}\t{today}" for url, anchor in fresh)
    path.write_text("\n".join([before, *rows]) + "\n", "utf-8", newline="\n")
    return len(fresh)
