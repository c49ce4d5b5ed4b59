"""`kb change` and `kb ledger`: say in docs/_data/changes/ what changed in an article, and why; add new addresses to the permalinks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from macros.errors import CommandError
from macros.handbook import change_log, permalinks
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.kept import put
from macros.handbook.resolve import anchors
from macros.handbook.versions import of_article
from macros.model import Library

FIRST = "First published."
REWORDED = "Some words changed; the advice is the same."


def change(library: Library, id: str, kind: str, summary: str, today: str) -> change_log.NewEntry:
    """Declare an article's change; gives the file written. Raises CommandError when there is none, or it is misnamed."""
    if id not in library.articles:
        raise CommandError(f"There is no article '{id}'. {did_you_mean(id, library.articles)}")
    article, known = library.articles[id], change_log.declared(library).get(id)
    if known is None:
        raise CommandError(
            f"'{id}' is not in {change_log.FOLDER}/ yet. List it as first published: .venv/bin/kb ledger."
        )
    if known.last.version == of_article(library, article).text:
        raise CommandError(
            f"'{id}' has not changed since it was declared on {known.last.date}. There is nothing to say."
        )
    if kind == change_log.EDITORIAL and change_log.items_to_declare(library, article):
        what = change_log.describe(library, article)
        raise CommandError(
            f'This is not editorial: the advice of {what} changed. Run: .venv/bin/kb change {id} --{change_log.ADVICE} "..."'
        )
    if len(summary.strip()) < 10:
        raise CommandError("Say in a line what changed and why, in at least 10 characters.")
    written = change_log.entry(library, article, kind, " ".join(summary.split()), today)
    _write(library, written)
    return written


def list_new(library: Library, today: str) -> int:
    """List the articles that the log does not know as first published; gives how many there were."""
    fresh = [library.articles[id] for id in sorted(set(library.articles) - set(change_log.declared(library)))]
    _write(library, *(change_log.entry(library, one, change_log.PUBLISHED, FIRST, today) for one in fresh))
    return len(fresh)


def list_reworded(library: Library, today: str) -> int:
    """Record the articles whose words changed and whose advice did not; gives how many there were."""
    fresh = change_log.reworded(library)
    _write(library, *(change_log.entry(library, one, change_log.EDITORIAL, REWORDED, today) for one in fresh))
    return len(fresh)


def _write(library: Library, *entries: change_log.NewEntry) -> None:
    for one in entries:
        put(library.root / one.file, one.text.encode())


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
        rows = "\n".join([permalinks.HEADER, *(f"{url}\t{anchor}\t{today}" for url, anchor in fresh), ""])
        name = f"{today}-{hashlib.sha256(rows.encode()).hexdigest()[:8]}.tsv"
        put(library.root / permalinks.FOLDER / name, rows.encode())
    return len(fresh)
