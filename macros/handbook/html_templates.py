"""HTML, XML and Markdown from the Jinja templates in macros/templates/: what is filled in is escaped, unless it is Markup."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).parent.parent / "templates"


def fill(name: str, /, **values: object) -> Markup:
    """Return a template with its values; `name` is its path in macros/templates/."""
    return Markup(_TEMPLATES.get_template(name).render(values))


BEGIN, END = "<!--text-->", "<!--/text-->"  # which overrides/main.html writes around a page's text


def text_of(page: str) -> str:
    """Return the text of a built page; empty for a page without, such as a redirect."""
    return page.partition(BEGIN)[2].partition(END)[0]


def text_node(value: str) -> Markup:
    """Return text as it may stand between tags, with its quotes as they are; never for the value of an attribute."""
    return Markup(escape(str(value), quote=False))


def environment(**options: Any) -> Environment:
    """Return what reads the templates, with these options besides."""
    found = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        **options,
    )
    found.filters["text"] = text_node
    return found


_TEMPLATES = environment(autoescape=True)
