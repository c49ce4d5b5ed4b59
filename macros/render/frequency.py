"""People as dots: one for each, told apart by shape, with a table that says the same in numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from macros.handbook import natural_frequency as shares
from macros.handbook.natural_frequency import Group
from macros.handbook.resolve import Unknown
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page
from macros.render.dot_array import Grid, Shape, crosses, drawn, faint, full, rings, squares
from macros.render.plot import drawing, mark
from macros.render.text import box, plain

_FEW, _MANY = Grid(block=10, blocks=2, step=14, gap=10), Grid(block=50, blocks=1, step=6)
_ALONE = Grid(block=1, blocks=1, step=12)


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
        f"| {finished(mark(drawn([1], [shape(_ALONE.step)], _ALONE)))} | {one.count:,} | {plain(one.words)} |"
        for one, shape in zip(parts, shapes, strict=True)
    )
    return box("people", lead, picture, "\n".join([head, *rows]))


def _shapes(count: int) -> Sequence[Callable[[int], Shape]]:
    """Return a shape for each group; the last, whose people nothing happens to, is the faintest."""
    return [rings] if count == 1 else [*(full, squares, crosses)[: count - 1], faint]


def _drawn(everyone: Group, parts: Sequence[Group], shapes: Sequence[Callable[[int], Shape]], said: str) -> str:
    """Return rows of two tens, or of fifty where there are many."""
    grid = _FEW if everyone.count <= 100 else _MANY
    kind = "plot blank" if len(parts) == 1 else "plot"
    people = drawn([one.count for one in parts], [shape(grid.step) for shape in shapes], grid)
    return drawing(grid.height(everyone.count), said, [people], kind)
