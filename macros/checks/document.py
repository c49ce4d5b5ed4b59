"""A built page taken apart in one pass over its elements, since a question each would be a pass each."""

from __future__ import annotations

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
    """One HTML file: its tree, its ids, its attributes of interest, and where a redirect page leads."""

    file: str
    tree: etree._Element
    html: str = ""
    ids: Counter[str] = field(default_factory=Counter)
    addresses: list[Attribute] = field(default_factory=list)
    handlers: list[Attribute] = field(default_factory=list)
    styles: list[Attribute] = field(default_factory=list)
    redirect: str = ""


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
                document.redirect = (element.get("content") or "").partition("url=")[2].strip("'\" ") or "."
    return document
