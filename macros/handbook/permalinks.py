"""The ledger of every page and section address ever published: docs/_data/permalinks.tsv and what came after it.

New addresses go to a file of their own in docs/_data/permalinks/, so that two proposals can both add some. Each may hold
what the other holds too; the earlier day counts.
"""

from __future__ import annotations

import re

from macros.handbook.schemas import MORE
from macros.handbook.sentences import by_kind, diagnostic
from macros.handbook.text_file import Source, merge_mark
from macros.model import Diagnostic, Location, Permalink

FIRST = "docs/_data/permalinks.tsv"
FOLDER = "docs/_data/permalinks"
HEADER = "url\tanchor\tsince"
MALFORMED = by_kind(
    merge="This is an unresolved merge conflict. Remove this line, and keep the rows of both sides.",
    row="{line!r} is not a row of permalinks. Write url, anchor and day (YYYY-MM-DD), separated by tabs, or run `kb ledger`.",
)
_TOLD = 100  # malformed rows of a file
_ROW = re.compile(r"(?P<url>(?:[\w-]+(?:\.[\w-]+)*/)*)\t(?P<anchor>[\w-]*)\t(?P<since>\d{4}-\d\d-\d\d)", re.ASCII)


def read(source: Source) -> tuple[list[Permalink], list[Diagnostic]]:
    """Return rows with their places; malformed or conflicted lines are findings, many are counted, and the rest is still read."""
    rows, problems, more = [], list[Diagnostic](), 0
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line or line == HEADER:
            continue
        place = Location(source.file, number)
        if found := _ROW.fullmatch(line):
            rows.append(Permalink(found["url"], found["anchor"], found["since"], place))
        elif len(problems) == _TOLD:
            more += 1
        else:
            kind = "merge" if merge_mark(line) is not None or line.startswith("=======") else "row"
            problems.append(diagnostic(place, "KB601", MALFORMED, {"kind": kind, "line": line[:40]}))
    if more:
        problems.append(diagnostic(Location(source.file), "KB114", MORE, {"more": more}))
    return rows, problems
