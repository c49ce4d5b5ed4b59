"""All advice by what was measured and by how sure we are: where the handbook stands firm, and where on custom alone."""

from __future__ import annotations

from collections import Counter

from macros.handbook import schemas
from macros.model import Library, Page
from macros.render.plot import WIDTH, dots, labelled, lines, words

_LEFT, _STEP, _ROW = 110, 38, 26
_LARGEST = 14  # across, of the dot that stands for most items: a number of three digits stands on each side of it


def certainty_map(library: Library, page: Page) -> str:
    """A dot for each outcome and certainty, as large as the number of items beside it, and the same in words."""
    counts = Counter((item.outcome, item.certainty) for one in library.checklists.values() for item in one.items)
    outcomes = [word for word in schemas.vocabulary("outcome") if any(key[0] == word for key in counts)]
    columns = {word: _LEFT + _STEP * (index + 1) for index, word in enumerate(schemas.vocabulary("certainty"))}
    rows = {word: 40 + _ROW * index for index, word in enumerate(outcomes)}
    most = max(counts.values(), default=1)
    places = {(columns[sure], rows[outcome]): count for (outcome, sure), count in counts.items()}
    parts = [
        words(
            (
                (x, 10 + 14 * (index % 2), word.replace("-", " ").capitalize())
                for index, (word, x) in enumerate(columns.items())
            ),
            "end",
        ),
        words((0, y + 4, schemas.title("outcome", word)) for word, y in rows.items()),
        lines("".join(f"M0 {y + _ROW / 2:g}h{WIDTH}" for y in rows.values()), 0.5),
        *(dots([(x - 28, y)], max(2, round(_LARGEST * (count / most) ** 0.5, 1))) for (x, y), count in places.items()),
        words(((x, y + 4, str(count)) for (x, y), count in places.items()), "end"),
    ]
    said = " ".join(_said(counts, outcome) for outcome in outcomes)
    return labelled(40 + _ROW * len(rows), f"Items of advice by what was measured. {said}", parts)


def _said(counts: Counter[tuple[str, str]], outcome: str) -> str:
    sure = (
        f"{counts[outcome, word]} {one['title']}"
        for word, one in schemas.vocabulary("certainty").items()
        if counts[outcome, word]
    )
    return f"{schemas.title('outcome', outcome)}: {', '.join(sure)}."
