"""KB908 to KB911 and KB913: a built page's own policy, what stands on the page that it would stop, and what could run or lead
readers away whatever the policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from macros.checks.document import Document
from macros.checks.site_sentences import Fault
from macros.handbook.csp import is_inline_code, read_policy, source_hash

_POLICY = "//meta[translate(@http-equiv, 'CONTESURIYPL', 'contesuriypl') = 'content-security-policy']"
_OPEN = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'", "*", "http:", "https:", "blob:"}
_ELEMENTS = (
    "iframe", "object", "embed", "applet", "base", "frame", "frameset", "foreignobject", "animate", "set", "math",
)  # fmt: skip
_LEADS_AWAY = re.compile(r"\s*([a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_RUNS = re.compile(r"(javascript|vbscript|data|file|blob|filesystem):")


def running(document: Document) -> Iterator[Fault]:
    """Yield line, code and facts of what could run or lead away."""
    for element in document.tree.iter(*_ELEMENTS):
        yield element.sourceline or 1, "KB913", {"kind": "element", "tag": element.tag}
    for handler in document.handlers:
        yield handler.line, "KB908", {"kind": "attribute", "name": handler.name}
    for one in document.addresses:
        if ":" in one.value and _RUNS.match(re.sub(r"[\x00-\x20]+", "", one.value).lower()):
            yield one.line, "KB908", {"kind": "link", "address": one.value[:60]}
    for to in filter(_LEADS_AWAY.match, document.redirects):
        yield 1, "KB913", {"kind": "redirect", "to": to}


def problems(document: Document) -> Iterator[Fault]:
    """Yield line, code and facts of each problem with a page's policy."""
    found = document.tree.xpath(f"{_POLICY}[not(preceding::script or preceding::style or preceding::link)]")
    if not found:
        yield 1, "KB909", {}
        return
    allowed = read_policy(str(found[0].get("content")))
    yield from _too_open(found[0], allowed)
    yield from _refused(document.tree, allowed)
    for style in document.styles:
        yield style.line, "KB911", {"kind": "style", "tag": style.element.tag}


def _too_open(meta: Any, allowed: dict[str, set[str]]) -> Iterator[Fault]:
    for name, values in allowed.items():
        wide = {
            one for one in values if one.lower() in _OPEN or "." in one or (name == "script-src" and one == "data:")
        }
        for one in sorted(wide):
            yield meta.sourceline, "KB910", {"kind": "open", "name": name, "value": one}
    for name in ("default-src", "base-uri"):
        if allowed.get(name) != {"'none'"}:
            yield meta.sourceline, "KB910", {"kind": "none", "name": name}


def _refused(tree: etree._Element, allowed: dict[str, set[str]]) -> Iterator[Fault]:
    """Yield inline code whose hash the policy does not name; style attributes no hash can allow."""
    for kind in ("script", "style"):
        for element in tree.iter(kind):
            inline = is_inline_code(kind, {str(name): str(value) for name, value in element.attrib.items()})
            if inline and source_hash(element.text or "") not in allowed.get(f"{kind}-src", ()):
                yield element.sourceline, "KB911", {"kind": "inline", "tag": kind}
