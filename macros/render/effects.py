"""What was found, as pictures: which way each kind of intervention went, and how far where that is known; results of one
outcome and measure beside each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from macros.handbook import citations, schemas
from macros.handbook import comparable_results as shelf
from macros.handbook.resolve import Unknown
from macros.markdown_extensions.prerendered import finished
from macros.model import Estimate, Library, Page, Trial
from macros.render.cite import marks
from macros.render.plot import WIDTH, dots, labelled, lines, rings, squares, words

_COLUMNS = {"lower": (118, "Lower"), "no-difference": (164, "No difference"), "higher": (240, "Higher")}
_SHAPES = {"patients": dots, "film": rings, "text": squares}
_ROW, _STEP, _ABREAST = 24, 8, 7
_MIDDLE, _REACH = 100, 90  # the line of no difference, and how far from it the widest interval reaches


def field(trials: Iterable[Trial]) -> str:
    """Return a mark for each result: its kind says the row, its result the column, and whom it was seen with the shape."""
    cells: defaultdict[tuple[str, str], list[Trial]] = defaultdict(list)
    for one in trials:
        cells[one.kind, one.result].append(one)
    kinds = [kind for kind in schemas.vocabulary("trial_kind") if any(cells.get((kind, way)) for way in _COLUMNS)]
    rows = {kind: 30 + _ROW * index for index, kind in enumerate(kinds)}
    bottom = 30 + _ROW * len(kinds)
    places: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for (kind, way), found in cells.items():
        top = rows[kind] + 7 - _STEP / 2 * ((len(found) - 1) // _ABREAST)
        for index, one in enumerate(found):
            line, across = divmod(index, _ABREAST)
            places[one.among].append((_COLUMNS[way][0] + 5 + _STEP * across, top + _STEP * line))
    heads = words((x, 12, title) for x, title in _COLUMNS.values())
    names = words((0, y + 11, schemas.title("trial_kind", kind)) for kind, y in rows.items())
    rules = lines("".join(f"M0 {y - 5}h{WIDTH}" for y in rows.values()), 0.5)
    shapes = [_SHAPES[among](places[among]) for among in _SHAPES]
    return labelled(bottom, _said(kinds, cells), [heads, names, rules, *shapes])


def _said(kinds: Iterable[str], cells: Mapping[tuple[str, str], list[Trial]]) -> str:
    """Return the picture in words: for each kind, how many went which way."""
    said = []
    for kind in kinds:
        ways = [
            f"{len(cells[kind, way])} {name.lower()}" for way, (_, name) in _COLUMNS.items() if cells.get((kind, way))
        ]
        said.append(f"{schemas.title('trial_kind', kind)}: {', '.join(ways)}.")
    return "Results for trust by what was tried. " + " ".join(said)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a picture of intervals: its label, what it is to those who do not see it, and its size."""

    label: str
    said: str
    estimate: Estimate


def intervals(rows: Sequence[Row]) -> str:
    """Return a line for each interval on the scale of its measure, with the line of no difference."""
    widest: dict[str, float] = {}
    for row in rows:
        reach = max(abs(_place(row.estimate, value)) for value in (row.estimate.low, row.estimate.high))
        widest[row.estimate.measure] = max(widest.get(row.estimate.measure, 0), reach)
    marks, strokes, names, figures, said = [], [], [], [], []
    for index, row in enumerate(rows):
        y, one = 30 + 36 * index, row.estimate
        scale = _REACH / (widest[one.measure] or 1)
        low, value, high = (_MIDDLE + scale * _place(one, number) for number in (one.low, one.value, one.high))
        strokes.append(f"M{low:.0f} {y}H{high:.0f}M{low:.0f} {y - 3}v6M{high:.0f} {y - 3}v6")
        marks.append((round(value), y))
        text = _figures(one)
        names.append((0.0, y - 10.0, row.label))
        figures.append((float(WIDTH), y + 4.0, text))
        said.append(f"{row.said}: {schemas.vocabulary('measure')[one.measure]['title']} {text}.")
    upright = "".join(f"M{_MIDDLE} {y - 6}v14" for _, y in marks)
    parts = [lines(upright), lines("".join(strokes), 1.5), dots(marks), words(names)]
    return labelled(36 * len(rows) + 4, "Sizes with 95% intervals. " + " ".join(said), [*parts, words(figures, "end")])


def _figures(one: Estimate) -> str:
    """Return value and interval, all with as many decimals as the finest of them."""
    numbers = (one.value, one.low, one.high)
    decimals = max(len(f"{number:g}".partition(".")[2]) for number in numbers)
    value, low, high = (f"{number:.{decimals}f}".replace("-", "\u2212") for number in numbers)
    return f"{value} ({low} to {high})"


def _place(estimate: Estimate, value: float) -> float:
    """Return how far a value lies from no difference; ratios as far up as down."""
    return log(value) if estimate.is_ratio else value - estimate.none


def results(library: Library, page: Page, outcome: str, measure: str) -> str:
    """What the sources of this page found for an outcome, in a measure that they share: a line for each interval."""
    if wrong := shelf.too_few(library, page, outcome, measure):
        raise Unknown("KB544", shelf.TOO_FEW, wrong)
    found = shelf.on_page(library, page, outcome, measure)
    known = citations.by_source(library, page)
    sources = [known[key][0] for key in dict.fromkeys(key for key, _ in found)]
    rows = [Row(_label(one.what, one.n), one.what, one.estimate) for _, one in found]
    size = schemas.vocabulary("measure")[measure]
    words = f"{schemas.title('outcome', outcome)}: {size['title']}s with 95% intervals, from {finished(marks(sources, anchors=False))}"
    return f"{intervals(rows)}\n\n{words}. The upright line: {size['description']}; left of it lies less, right of it more."


def _label(what: str, people: int) -> str:
    return f"{what} ({people:,} people)" if people else what
