"""A drawing as a PNG for files that cannot hold one as SVG; the same drawing gives the same bytes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from markupsafe import Markup
from PIL import Image, ImageDraw, ImageOps

from macros.exports.own_font import REGULAR, font
from macros.exports.svg_path import polylines
from macros.model import Picture

WIDTH = 300  # of every drawing, in its own units
_SIZE, _FINER = 4, 2  # pixels for a unit, and so many more while it is drawn, for soft edges
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
_LETTERS = 13


def draw(picture: Picture, ink: str, paper: str) -> bytes:
    """Draw what a page shows in the colour of its text, in these colours."""
    scale = _SIZE * _FINER
    image = Image.new("L", (WIDTH * scale, picture.height * scale), 255)
    canvas = ImageDraw.Draw(image)
    for one in etree.fromstring(Markup("<svg>{}</svg>").format(Markup(picture.drawn))).iter("path", "text"):
        if one.tag == "path":
            _stroke(canvas, one, scale)
        else:
            at = (float(one.get("x", 0)) * scale, float(one.get("y", 0)) * scale)
            anchor = _ANCHORS[one.getparent().get("text-anchor", "start")]
            canvas.text(at, one.text or "", 0, font(REGULAR, _LETTERS * scale), anchor)
    small = image.resize((WIDTH * _SIZE, picture.height * _SIZE), Image.Resampling.LANCZOS)
    kept = BytesIO()
    ImageOps.colorize(small, ink, paper).quantize(16).save(kept, "PNG")
    return kept.getvalue()


def _stroke(canvas: ImageDraw.ImageDraw, path: etree._Element, scale: int) -> None:
    """Lines two units thick with round ends, dashed or filled where the drawing says so."""
    for line in polylines(path.get("d", "")):
        if path.get("fill"):
            canvas.polygon([(one.real * scale, one.imag * scale) for one in line], 0)
        for part in _dashes(line) if path.get("stroke-dasharray") else [line]:
            points = [(one.real * scale, one.imag * scale) for one in part]
            canvas.line(points, 0, 2 * scale, "curve")
            for x, y in (points[0], points[-1]):
                canvas.ellipse((x - scale, y - scale, x + scale, y + scale), 0)


def _dashes(line: list[complex]) -> Iterator[list[complex]]:
    """Each dash, two units of every seven."""
    done = 0.0
    for start, end in itertools.pairwise(line):
        long = abs(end - start)
        at = -(done % 7)
        while long and at < long:
            if at + 2 > 0:
                yield [start + (end - start) * max(at, 0) / long, start + (end - start) * min(at + 2, long) / long]
            at += 7
        done += long
