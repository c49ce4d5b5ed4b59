"""A drawing as a PNG for files that cannot hold one as SVG; the same drawing gives the same bytes."""

from __future__ import annotations

from io import BytesIO

from markupsafe import Markup
from PIL import Image
from resvg_py import svg_to_bytes

from macros.exports.own_font import FAMILY, REGULAR, path
from macros.handbook.html_templates import fill
from macros.model import Picture

_WIDTH = 1200  # pixels
_COLOURS = 16  # ink, paper and the edges between them


def draw(picture: Picture, ink: str, paper: str) -> bytes:
    """Draw what a page shows in the colour of its text, in these colours."""
    svg = fill("page/picture.svg", height=picture.height, words=picture.words, drawn=Markup(picture.drawn), alone=True)
    drawn = svg_to_bytes(
        svg_string=str(svg),
        style_sheet=f"svg {{ color: {ink} }}",
        background=paper,
        width=_WIDTH,
        skip_system_fonts=True,
        font_files=[str(path(REGULAR))],
        font_family=FAMILY,
    )
    kept = BytesIO()
    Image.open(BytesIO(bytes(drawn))).convert("RGB").quantize(_COLOURS).save(kept, "PNG")
    return kept.getvalue()
