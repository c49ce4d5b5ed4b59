"""People in rows, a shape for each: dashed strokes, so that a row costs no more bytes than one person.

A dash is a shape too: without length and with round ends a dot, and of strokes over each other a cross or an outline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

Run = tuple[float, float, int]  # the middle of the first person of an unbroken row, and how many stand in it


@dataclass(frozen=True, slots=True)
class Grid:
    """Where people stand: so many in a block, so many blocks in a line, and the distances between them."""

    block: int
    blocks: int
    step: int
    gap: int = 0

    def height(self, people: int) -> int:
        return self.step * -(-people // (self.block * self.blocks))

    def runs(self, start: int, people: int) -> Iterator[Run]:
        while people > 0:
            block, within = divmod(start, self.block)
            line, across = divmod(block, self.blocks)
            count = min(people, self.block - within)
            left = self.step * (self.block * across + within) + self.gap * across
            yield left + self.step / 2, self.step * line + self.step / 2, count
            start, people = start + count, people - count


@dataclass(frozen=True, slots=True)
class Stroke:
    """A part of a shape: its dashes and the spaces after them, how thick they are, and where from the middle they begin."""

    dashes: Sequence[float]
    thickness: float
    begins: Sequence[tuple[float, float]]
    is_round: bool = False

    def drawn(self, runs: Sequence[Run], step: int) -> Markup:
        long = sum(self.dashes[:-1]) or 0.5  # a dash without length is drawn where its line goes on
        path = "".join(
            f"M{x + aside:g} {y + below:g}h{step * (count - 1) + long:g}"
            for x, y, count in runs
            for aside, below in self.begins
        )
        ends = Markup(' stroke-linecap="round"') if self.is_round else ""
        made = Markup('<path d="{}" stroke-width="{:g}" stroke-dasharray="{}"{}/>')
        return made.format(path, self.thickness, " ".join(f"{one:g}" for one in self.dashes), ends)


Shape = Sequence[Stroke]


def full(step: int) -> Shape:
    return [Stroke((0, step), round(0.8 * step), [(0, 0)], is_round=True)]


def faint(step: int) -> Shape:
    return [Stroke((0, step), round(0.3 * step), [(0, 0)], is_round=True)]


def crosses(step: int) -> Shape:
    arm, thin = _even(0.7 * step), _thin(step)
    return [Stroke((arm, step - arm), thin, [(-arm / 2, 0)]), Stroke((thin, step - thin), arm, [(-thin / 2, 0)])]


def squares(step: int) -> Shape:
    return _outline(step, 0)


def rings(step: int) -> Shape:
    return _outline(step, _thin(step))


def _outline(step: int, corner: float) -> Shape:
    """Return four sides, each shorter by a corner at both ends."""
    side, thin = _even(0.6 * step), _thin(step)
    flat, edge = side - 2 * corner, (side - thin) / 2
    uprights = Stroke((thin, side - 2 * thin, thin, step - side), flat, [(-side / 2, 0)])
    return [Stroke((flat, step - flat), thin, [(-flat / 2, -edge), (-flat / 2, edge)]), uprights]


def _even(length: float) -> int:
    return 2 * round(length / 2)


def _thin(step: int) -> float:
    return 1.5 if step > 10 else 1


def drawn(groups: Sequence[int], shapes: Sequence[Shape], grid: Grid) -> Markup:
    """Return everyone, group after group, each in the shape of its own."""
    parts, start = list[Markup](), 0
    for people, shape in zip(groups, shapes, strict=True):
        if runs := list(grid.runs(start, people)):
            parts += [stroke.drawn(runs, grid.step) for stroke in shape]
        start += people
    return Markup('<g fill="none" stroke="currentColor">{}</g>').format(Markup().join(parts))
