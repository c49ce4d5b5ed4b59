"""People as dots: one for each, told apart by shape, with a table that says the same in numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from markupsafe import Markup

from macros.handbook import natural_frequency as shares
from macros.handbook.natural_frequency import Group
from macros.handbook.resolve import Unknown
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page
from macros.render.plot import drawing, lines, mark, row_of_dots
from macros.render.text import plain

Places = Sequence[tuple[float, float]]
Shape = Callable[[Places, float], Markup]


def frequency(
    library: Library, page: Page, whole: str, first: str, second: str = "", third: str = "", fourth: str = ""
) -> str:
    """People out of a whole, drawn one by one, with their numbers in a table; a single group is left empty to fill in."""
    texts = tuple(filter(None, (whole, first, second, third, fourth)))
    if wrong := next(shares.wrong(texts), None):
        raise Unknown("KB311", shares.WRONG, wrong)
    everyone, *parts = [one for text in texts if (one := shares.read(text))]
    shapes = _shapes(len(parts))
    said = f"Of {everyone.count:,} {everyone.words}: " + "; ".join(f"{one.count:,} {one.words}" for one in parts) + "."
    picture = _drawn(everyone, parts, shapes, said)
    if len(parts) == 1:
        return picture
    lead = f"Of {everyone.count:,} {plain(everyone.words)}:"
    head = "| Drawn as | People | What becomes of them |\n|---|---|---|"
    rows = (
        f"| {finished(mark(shape([(6, 6)], 12)))} | {one.count:,} | {plain(one.words)} |"
        for one, shape in zip(parts, shapes, strict=True)
    )
    return "\n\n".join([lead, picture, "\n".join([head, *rows])])


def _shapes(count: int) -> Sequence[Shape]:
    """A shape for each group; the last, whose people nothing happens to, is the faintest."""
    return [_rings] if count == 1 else [*(_full, _squares, _rings)[: count - 1], _faint]


def _drawn(everyone: Group, parts: Sequence[Group], shapes: Sequence[Shape], said: str) -> str:
    """Rows of twenty in two tens, or of fifty where there are many."""
    abreast, step, gap = (20, 14, 10) if everyone.count <= 100 else (50, 6, 0)
    drawn, start = [], 0
    for one, shape in zip(parts, shapes, strict=True):
        places = [_place(index, abreast, step, gap) for index in range(start, start + one.count)]
        drawn.append(shape(places, step))
        start += one.count
    kind = "plot blank" if len(parts) == 1 else "plot"
    return drawing(step * -(-everyone.count // abreast), said, drawn, kind)


def _place(index: int, abreast: int, step: int, gap: int) -> tuple[float, float]:
    line, across = divmod(index, abreast)
    return step / 2 + step * across + gap * (across >= abreast / 2), step / 2 + step * line


def _full(places: Places, step: float) -> Markup:
    return row_of_dots(places, step, 0.8)


def _faint(places: Places, step: float) -> Markup:
    return row_of_dots(places, step, 0.3)


def _squares(places: Places, step: float) -> Markup:
    side = round(step * 0.6)
    return _each(places, -side / 2, -side / 2, f"h{side}v{side}h-{side}z", 1.5)


def _rings(places: Places, step: float) -> Markup:
    r = round(step * 0.35)
    return _each(places, 0, -r, f"a{r} {r} 0 1 0 .1 0z", 1)


def _each(places: Places, left: float, top: float, shape: str, width: float) -> Markup:
    """A closed shape at each place, each told from the one before: a third of the bytes of absolute places."""
    starts = [(-left, -top), *places]
    steps = [f"{x - was_x:g} {y - was_y:g}{shape}" for (was_x, was_y), (x, y) in pairwise(starts)]
    return lines("M" + "m".join(steps), width) if steps else Markup()
