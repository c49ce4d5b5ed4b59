"""KB908 and KB913: what in a built page could run code or lead readers away, whatever its policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.document import Document
from macros.checks.site_sentences import Fault

_ELEMENTS = (
    "iframe", "object", "embed", "applet", "base", "frame", "frameset", "foreignobject", "animate", "set", "math",
)  # fmt: skip
_LEADS_AWAY = re.compile(r"\s*([a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_RUNS = re.compile(r"(javascript|vbscript|data|file|blob|filesystem):")


def faults(document: Document) -> Iterator[Fault]:
    """Yield line, code and facts of each."""
    for element in document.tree.iter(*_ELEMENTS):
        yield element.sourceline or 1, "KB913", {"kind": "element", "tag": element.tag}
    for handler in document.handlers:
        yield handler.line, "KB908", {"kind": "attribute", "name": handler.name}
    for one in document.addresses:
        if ":" in one.value and _RUNS.match(re.sub(r"[\x00-\x20]+", "", one.value).lower()):
            yield one.line, "KB908", {"kind": "link", "address": one.value[:60]}
    for to in filter(_LEADS_AWAY.match, document.redirects):
        yield 1, "KB913", {"kind": "redirect", "to": to}
