"""KB908, KB913: what in a built page could run code or lead readers away, beside what its policy refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.document import Document

Fault = tuple[int, str, str]
_ELEMENTS = (
    "iframe", "object", "embed", "applet", "base", "frame", "frameset", "foreignobject", "animate", "set", "math",
)  # fmt: skip
_RUNS = re.compile(r"(javascript|vbscript|data|file|blob|filesystem):")


def faults(document: Document) -> Iterator[Fault]:
    """Line, code and message of each."""
    for element in document.tree.iter(*_ELEMENTS):
        message = f"<{element.tag}> stands in this page; text does not need it. Remove it."
        yield element.sourceline or 1, "KB913", message
    for handler in document.handlers:
        message = f"The attribute '{handler.name}' runs code from the page. Use a script file instead."
        yield handler.line, "KB908", message
    for one in document.addresses:
        if ":" in one.value and _RUNS.match(re.sub(r"[\x00-\x20]+", "", one.value).lower()):
            yield one.line, "KB908", f"{one.value[:60]!r} runs code. Remove this link."


def leads_away(target: str) -> bool:
    """Whether a page's own redirect leaves the site."""
    return bool(re.match(r"\s*([a-z][a-z0-9+.-]*:|[/\\]{2})", target, re.IGNORECASE))
