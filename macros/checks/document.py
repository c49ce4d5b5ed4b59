"""A built page taken apart in one pass over its elements, since a question each would be a pass each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

ADDRESSES = {
    "href",
    "xlink:href",
    "src",
    "srcset",
    "imagesrcset",
    "ping",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "srcdoc",
    "data-start",
}
# https://html.spec.whatwg.org/#shared-declarative-refresh-steps
_REFRESH = re.compile(
    r"""[\t\n\f\r ]*(?:\d[\d.]*|\.[\d.]*)(?:\Z|(?=[;,\t\n\f\r ])[\t\n\f\r ]*[;,]?[\t\n\f\r ]*"""
    r"""(?:url[\t\n\f\r ]*=[\t\n\f\r ]*)?(?:"([^"]*)|'([^']*)|(.*)))""",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_TRIMMED = "".join(map(chr, range(0x21)))


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute with its element."""

    element: etree._Element
    name: str
    value: str

    @property
    def line(self) -> int:
        return self.element.sourceline or 1


@dataclass(slots=True)
class Document:
    """One HTML file: its tree, its ids, its attributes of interest, and where it sends its readers at once."""

    file: str
    tree: etree._Element
    html: str = ""
    ids: Counter[str] = field(default_factory=Counter)
    addresses: list[Attribute] = field(default_factory=list)
    handlers: list[Attribute] = field(default_factory=list)
    styles: list[Attribute] = field(default_factory=list)
    redirects: list[str] = field(default_factory=list)


def read(site: Path, path: Path) -> Document:
    """Read one HTML file of a site as a browser would; whatever stands in it is a page."""
    tree = etree.parse(str(path), etree.HTMLParser(encoding="utf-8")).getroot()
    document = Document(path.relative_to(site).as_posix(), tree, path.read_text("utf-8", errors="replace"))
    for element in tree.iter("*"):
        for name, value in element.items():
            if name == "id":
                document.ids[value] += 1
            elif name in ADDRESSES:
                document.addresses.append(Attribute(element, name, value))
            elif name.startswith("on"):
                document.handlers.append(Attribute(element, name, value))
            elif name == "style":
                document.styles.append(Attribute(element, name, value))
            elif name == "http-equiv" and value.lower() == "refresh":
                document.redirects += _leads_to(element.get("content") or "", path.name)
    return document


def _leads_to(content: str, itself: str) -> list[str]:
    """Return where a refresh leads, read as browsers do; without an address to the page itself, and nowhere if they pass it by."""
    found = _REFRESH.match(content)
    address = re.sub(r"[\t\n\r]", "", found[1] or found[2] or found[3] or "").strip(_TRIMMED) if found else ""
    return [address or itself] if found else []
