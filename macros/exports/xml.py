"""XML from the templates in macros/templates/cartridge/, which hold every rule of form that course software asks for.

`kb export` publishes the same templates for programs that make packs in a browser. In a template `@name@` is replaced
by escaped text, and `@NAME@` by XML made from other templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "templates" / "cartridge"
_NAME = re.compile(r"@(\w+)@")


@cache
def templates() -> dict[str, str]:
    """The XML templates by name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.xml"))}


def fill(name: str, **values: str | Iterable[str]) -> str:
    """A template with its values: text is escaped, pieces of XML are joined as they are."""

    def put(found: re.Match[str]) -> str:
        value = values[found[1]]
        return escape(value) if isinstance(value, str) else "".join(value)

    return _NAME.sub(put, templates()[name])
