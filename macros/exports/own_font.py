"""The type in which we draw ourselves, the same on every machine."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from PIL import ImageFont

FAMILY = "Source Sans Pro"
BOLD, REGULAR = "Bold", "Regular"


def path(weight: str) -> Path:
    """Return the file of a weight; it knows Latin, Greek and Cyrillic."""
    return Path(str(files("font_source_sans_pro").joinpath("files", f"SourceSansPro-{weight}.otf")))


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a weight and size in pixels."""
    return ImageFont.truetype(path(weight), size, layout_engine=ImageFont.Layout.BASIC)
