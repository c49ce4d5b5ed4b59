"""KB908, KB913: what in a built page could run code or lead readers away, beside what its policy refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

Fault = tuple[int, str, str]
_ELEMENTS = {
    "iframe", "object", "embed", "applet", "base", "frame", "frameset", "foreignobject", "animate", "set", "math",
}  # fmt: skip
_ADDRESSES = {"href", "xlink:href", "src", "action", "formaction", "data", "poster", "background", "srcdoc"}
_RUNS = re.compile(r"(javascript|vbscript|data|file|blob|filesystem):")


def faults(tree: HtmlElement) -> Iterator[Fault]:
    """Line, code and message of each."""
    for element in tree.iter("*"):
        line = element.sourceline or 1
        if element.tag in _ELEMENTS:
            yield line, "KB913", f"<{element.tag}> stands in this page; text does not need it. Remove it."
        for name, value in element.attrib.items():
            bare = re.sub(r"[\x00-\x20]+", "", value).lower()
            if name.startswith("on"):
                message = f"The attribute '{name}' runs code from the page. Use a script file instead."
                yield line, "KB908", message
            elif name in _ADDRESSES and _RUNS.match(bare):
                yield line, "KB908", f"{value[:60]!r} runs code. Remove this link."


def leads_away(target: str) -> bool:
    """Whether a page's own redirect leaves the site."""
    return bool(re.match(r"\s*([a-z][a-z0-9+.-]*:|[/\\]{2})", target, re.IGNORECASE))
