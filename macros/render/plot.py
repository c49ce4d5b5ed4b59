"""Pictures in the colour of the text, told apart by shape, and without style sheets: drawn as SVG while the site is built, or
from a file of `docs/_data/pictures/`.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from macros.handbook.html_templates import fill, text_node
from macros.handbook.resolve import require
from macros.markdown_extensions.prerendered import finished
from macros.markdown_extensions.typography import typeset
from macros.model import Library, Page

WIDTH = 300  # the text beside it fits a phone's window


def drawing(height: int, says: str, parts: Iterable[Markup], kind: str = "plot") -> str:
    """Return a picture without words, with what it says to those who do not see it, as finished HTML."""
    svg = Markup(
        '<svg class="{2}" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{3}">{4}</svg>'
    )
    return finished(svg.format(WIDTH, height, kind, typeset(says), Markup().join(parts)))


def labelled(height: int, says: str, parts: Iterable[Markup]) -> str:
    """Return a picture with words in it, in a box of its own: it grows with the text around it."""
    return in_box(drawing(height, says, parts))


def in_box(finished_svg: str) -> str:
    """Return a paragraph for one picture, which scrolls where its words, at the reader's size, are wider than the window."""
    return f"{finished_svg}\n{{ .drawn }}"


def mark(part: Markup) -> Markup:
    """Return a small shape, as a table names what a picture is drawn with; nothing to those who do not see it."""
    svg = Markup('<svg class="mark" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{}</svg>')
    return svg.format(part)


def icon(path: str) -> str:
    """Return a drawing in lines on a square of 24 by 24, as finished HTML; nothing to those who do not see it."""
    svg = Markup(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{}"/></svg>'
    )
    return finished(svg.format(path))


def words(texts: Iterable[tuple[float, float, str]], anchor: str = "start") -> Markup:
    """Return words, each at the place where its line begins, has its middle or ends."""
    one = Markup('<text x="{:g}" y="{:g}">{}</text>')
    shown = Markup().join(one.format(x, y, text_node(typeset(text))) for x, y, text in texts)
    group = Markup('<g fill="currentColor" stroke="none" font-size="11" text-anchor="{}">{}</g>')
    return group.format(anchor, shown)


def lines(path: str, width: float = 1) -> Markup:
    """Return strokes along a path; nothing for one without any."""
    drawn = Markup('<path d="{}" fill="none" stroke="currentColor" stroke-width="{:g}"/>')
    return drawn.format(path, width) if path else Markup()


def bars(path: str) -> Markup:
    """Return filled shapes with square corners, as long as they say; nothing for a path without any."""
    return Markup('<path d="{}" fill="currentColor" stroke="none"/>').format(path) if path else Markup()


def dots(places: Iterable[tuple[float, float]], size: float = 7) -> Markup:
    path = "".join(f"M{x:g} {y:g}h0" for x, y in places)
    drawn = Markup('<path d="{}" stroke="currentColor" stroke-width="{:g}" stroke-linecap="round"/>')
    return drawn.format(path, size) if path else Markup()


def rings(places: Iterable[tuple[float, float]]) -> Markup:
    path = "".join(f"M{x - 3:g} {y:g}a3 3 0 1 0 6 0a3 3 0 1 0-6 0" for x, y in places)
    return lines(path, 1.5)


def squares(places: Iterable[tuple[float, float]]) -> Markup:
    path = "".join(f"M{x - 3:g} {y - 3:g}h6v6h-6z" for x, y in places)
    return lines(path, 1.5)


def picture(library: Library, page: Page, id: str) -> str:
    """A drawing from `docs/_data/pictures/`, with what it shows in words for those who do not see it."""
    require("KB312", "picture", id, library.pictures)
    one = library.pictures[id]
    return in_box(
        finished(fill("page/picture.svg", height=one.height, words=typeset(one.words), drawn=Markup(one.drawn)))
    )
