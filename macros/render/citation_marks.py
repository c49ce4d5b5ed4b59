"""The raised numbers that stand for sources in a text."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from macros.handbook.citations import Citation
from macros.handbook.html_templates import fill


def marks(citations: Sequence[Citation], anchors: bool = True) -> Markup:
    """Return superscript numbers that link to the sources, each with an anchor to come back to, as finished HTML."""
    return fill("page/citation-marks.html", citations=citations, anchors=anchors) if citations else Markup()
