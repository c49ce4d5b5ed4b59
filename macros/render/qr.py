"""An address as a QR code, for paper."""

from __future__ import annotations

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=10_000)
def qr(address: str) -> Markup:
    """Return inline SVG without a margin (the style sheet keeps the quiet zone), one unit a module.

    Every reader undoes any of the eight masks; to try all eight for the evenest takes five times as long.
    """
    code = segno.make_qr(address, error="m", mask=0)
    drawing: str = code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawing.replace(" ", ' aria-hidden="true" ', 1))
