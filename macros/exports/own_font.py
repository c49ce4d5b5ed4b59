"""The type in which we draw ourselves, the same on every machine."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import ImageFont

BOLD, REGULAR = "Bold", "Regular"


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """A weight and size in pixels; it knows Latin, Greek and Cyrillic."""
    file = files("font_source_sans_pro").joinpath("files", f"SourceSansPro-{weight}.otf")
    return ImageFont.truetype(BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)
