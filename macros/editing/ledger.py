"""`kb ledger`: add what is published now to the ledger of permalinks, and never take anything away."""

from __future__ import annotations

from collections.abc import Iterator

from macros.library.names import anchors
from macros.library.permalinks import HEADER
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
    if not path.exists():
        path.write_text(HEADER + "\n", "utf-8")
    with path.open("a", encoding="utf-8", newline="\n") as ledger:
        ledger.writelines(f"{url}\t{anchor}\t{today}\n" for url, anchor in fresh)
    return len(fresh)
