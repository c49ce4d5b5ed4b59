"""XML and HTML from the templates in macros/templates/cartridge/ and scorm/, which hold every rule of form that course
software asks for; Moodle's own XML from those in moodle/; and the addresses in all of them.

The site holds the templates of cartridges and SCORM for the page that makes packs in a browser. In these `@name@` is
replaced by escaped text, and `@NAME@` by pieces made from other templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape
from urllib.parse import quote, urlsplit, urlunsplit

from macros.handbook.html_templates import FOLDER, environment

_NAME = re.compile(r"@(\w+)@")


@cache
def templates(folder: str = "cartridge") -> dict[str, str]:
    """Return the templates of a kind of file by name."""
    return {path.stem: path.read_text("utf-8") for path in sorted((FOLDER / folder).glob("*.*ml"))}


def script(name: str) -> str:
    """Return a style sheet or script that stands beside the templates of SCORM packages."""
    return (FOLDER / "scorm" / name).read_text("utf-8")


def fill(name: str, /, **values: str | Iterable[str]) -> str:
    """Return a template (of a cartridge, or `folder/name`) with its values: text is escaped, pieces are joined as they are."""

    def put(found: re.Match[str]) -> str:
        value = values[found[1]]
        return escape(str(value)) if isinstance(value, str) else "".join(value)

    folder, _, stem = name.rpartition("/")
    return _NAME.sub(put, templates(folder or "cartridge")[stem])


def fill_loops(name: str, /, **values: object) -> str:
    """Return a Jinja template with its values, HTML among them as text that stands for it."""
    return _LOOPS.get_template(name).render(values)


_LOOPS = environment(finalize=lambda value: escape(str(value)), keep_trailing_newline=True)
_KEPT = "/%:@!$&'()*+,;=~"


@lru_cache(maxsize=10_000)
def uri(address: str) -> str:
    """Return an address with its host in IDNA and all else percent-encoded; what is encoded already stays as it is."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path, query, fragment = (quote(part, safe=_KEPT + "?") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, path, query, fragment))
