"""A drawing as a PNG for files that cannot hold one as SVG, and the type in which we draw: the same bytes on every machine."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from markupsafe import Markup
from PIL import Image, ImageFont
from resvg_py import svg_to_bytes

from macros.handbook.html_templates import fill
from macros.model import Picture

FAMILY = "Source Sans Pro"
BOLD, REGULAR = "Bold", "Regular"


def font_file(weight: str) -> Path:
    """Return the file of a weight; it knows Latin, Greek and Cyrillic."""
    return Path(str(files("font_source_sans_pro").joinpath("files", f"SourceSansPro-{weight}.otf")))


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a weight and size in pixels."""
    return ImageFont.truetype(font_file(weight), size, layout_engine=ImageFont.Layout.BASIC)


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
        font_files=[str(font_file(REGULAR))],
        font_family=FAMILY,
    )
    kept = BytesIO()
    Image.open(BytesIO(bytes(drawn))).convert("RGB").quantize(_COLOURS).save(kept, "PNG")
    return kept.getvalue()
