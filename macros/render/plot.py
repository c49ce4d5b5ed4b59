"""Pictures drawn as SVG while the site is built: in the colour of the text, told apart by shape, and without style sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from macros.markdown_extensions.prerendered import finished

WIDTH = 300  # the text beside it fits a phone's window


def drawing(height: int, says: str, parts: Iterable[str], kind: str = "plot") -> str:
    """A picture with what it says to those who do not see it, as finished HTML."""
    box = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    return finished(f'<svg class="{kind}" {box} role="img" aria-label="{escape(says)}">{"".join(parts)}</svg>')


def mark(part: str) -> str:
    """A small shape, as a table names what a picture is drawn with; nothing to those who do not see it."""
    return f'<svg class="mark" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{part}</svg>'


def words(texts: Iterable[tuple[float, float, str]], anchor: str = "start") -> str:
    """Words, each at the place where its line begins, has its middle or ends."""
    shown = "".join(f'<text x="{x:g}" y="{y:g}">{escape(text, quote=False)}</text>' for x, y, text in texts)
    return f'<g fill="currentColor" stroke="none" font-size="11" text-anchor="{anchor}">{shown}</g>'


def lines(path: str, width: float = 1) -> str:
    """Strokes along a path."""
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="{width:g}"/>'


def bars(path: str) -> str:
    """Filled shapes with square corners, as long as they say."""
    return f'<path d="{path}" fill="currentColor" stroke="none"/>'


def dots(places: Iterable[tuple[float, float]], size: float = 7) -> str:
    """Filled dots."""
    path = "".join(f"M{x:g} {y:g}h0" for x, y in places)
    return f'<path d="{path}" stroke="currentColor" stroke-width="{size:g}" stroke-linecap="round"/>' if path else ""


def rings(places: Iterable[tuple[float, float]]) -> str:
    """Dots that are not filled."""
    path = "".join(f"M{x - 3:g} {y:g}a3 3 0 1 0 6 0a3 3 0 1 0-6 0" for x, y in places)
    return lines(path, 1.5) if path else ""


def squares(places: Iterable[tuple[float, float]]) -> str:
    """Squares that are not filled."""
    path = "".join(f"M{x - 3:g} {y - 3:g}h6v6h-6z" for x, y in places)
    return lines(path, 1.5) if path else ""


def row_of_dots(places: Sequence[tuple[float, float]], step: float, size: float) -> str:
    """Dots in rows, a step apart: a stroke of no length that is repeated costs a few bytes for a whole row."""
    path = ""
    for index, (x, y) in enumerate(places):
        before = places[index - 1] if index else (-step, y)
        if before[1] != y or round(x - before[0]) != step:
            length = next(
                (n for n in range(1, len(places) - index) if places[index + n] != (x + n * step, y)),
                len(places) - index,
            )
            path += f"M{x:g} {y:g}h{(length - 1) * step + 0.5:g}"
    rest = (
        f'stroke="currentColor" stroke-width="{size * step:.1f}" stroke-linecap="round" stroke-dasharray="0 {step:g}"'
    )
    return f'<path d="{path}" {rest}/>' if path else ""
