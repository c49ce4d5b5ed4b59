"""KB908, KB913: what in a built page could run code or lead readers away, beside what its policy refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

Fault = tuple[int, str, str]
_ELEMENTS = (
    "//iframe | //object | //embed | //applet | //base | //frame | //frameset | //foreignobject | //animate | //set"
    " | //math"
)
_ADDRESSES = (
    "//@href | //@*[name()='xlink:href'] | //@src | //@action | //@formaction | //@data | //@poster | //@background"
    " | //@srcdoc"
)
_HANDLERS = "//@*[starts-with(name(), 'on')]"
_RUNS = re.compile(r"(javascript|vbscript|data|file|blob|filesystem):")


def faults(tree: HtmlElement) -> Iterator[Fault]:
    """Line, code and message of each."""
    for element in tree.xpath(_ELEMENTS):
        message = f"<{element.tag}> stands in this page; text does not need it. Remove it."
        yield element.sourceline or 1, "KB913", message
    for handler in tree.xpath(_HANDLERS):
        message = f"The attribute '{handler.attrname}' runs code from the page. Use a script file instead."
        yield handler.getparent().sourceline or 1, "KB908", message
    for address in tree.xpath(_ADDRESSES):
        if ":" in address and _RUNS.match(re.sub(r"[\x00-\x20]+", "", address).lower()):
            yield address.getparent().sourceline or 1, "KB908", f"{address[:60]!r} runs code. Remove this link."


def leads_away(target: str) -> bool:
    """Whether a page's own redirect leaves the site."""
    return bool(re.match(r"\s*([a-z][a-z0-9+.-]*:|[/\\]{2})", target, re.IGNORECASE))
