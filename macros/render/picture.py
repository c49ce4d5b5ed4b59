"""A drawing in the colour of the text, with its words for those who do not see it."""

from __future__ import annotations

from markupsafe import Markup

from macros.handbook.html_templates import fill
from macros.handbook.resolve import require
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page
from macros.render.plot import in_box


def picture(library: Library, page: Page, id: str) -> str:
    """A drawing from `docs/_data/pictures/`, with what it shows in words for those who do not see it."""
    require("KB312", "picture", id, library.pictures)
    one = library.pictures[id]
    return in_box(finished(fill("page/picture.svg", height=one.height, words=one.words, drawn=Markup(one.drawn))))
