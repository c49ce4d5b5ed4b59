"""An article's built text as it stands in a SCORM package: its pictures, no boxes to tick or codes to scan, links that lead out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html

from macros.exports.xml import fill
from macros.handbook.article_sections import RELATED, TEACH
from macros.handbook.html_templates import text_of

_LEFT_OUT = {TEACH, RELATED}  # for trainers, and other pages
_DROPPED = (
    ".//input",
    ".//svg[@class='qr']",
    ".//*[contains(concat(' ', @class, ' '), ' card-foot ')]",
    ".//a[@class='back']",
    ".//p[a[contains(@href, 'downloads/')]]",
)
_KEPT_ATTRIBUTES = {"href", "id", "class", "title", "lang", "dir", "colspan", "rowspan", "scope", "open"}
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}


def sections(page: str, address: str, article: str) -> Iterator[tuple[str, str]]:
    """Yield id and HTML of each section of a built page; ids are `article--id`, since packages hold many articles."""
    text = text_of(page)
    if not text.strip():
        return
    root = html.fragment_fromstring(text, create_parent="div")
    for id, parts in _split(root):
        if id not in _LEFT_OUT:
            body = html.Element("div")
            body.extend(parts)
            _adapt(body, address, article)
            inside = "".join(html.tostring(one, encoding="unicode") for one in body)
            yield id, fill("scorm/section", id=f"{article}--{id}", BODY=[inside])


def _split(root: html.HtmlElement) -> Iterator[tuple[str, list[html.HtmlElement]]]:
    id, parts = "", list[html.HtmlElement]()
    for element in root:
        if element.tag == "h2":
            if id:
                yield id, parts
            id, parts = element.get("id") or "", []
        parts.append(element)
    if id:
        yield id, parts


def _adapt(body: html.HtmlElement, address: str, article: str) -> None:
    for path in _DROPPED:
        for element in body.xpath(path):
            element.drop_tree()
    for element in [*body.iter("label"), *body.xpath(".//*[self::h2 or self::h3 or self::h4]/a")]:
        element.drop_tag()
    drawn = {one for picture in body.iter("svg") for one in picture.iter()}
    for element in body.iter():
        if element not in drawn:  # pictures are drawn by us alone, and hold neither ids nor links
            _attributes(element, address, article)
    for heading in body.xpath("./h2[@id]"):
        del heading.attrib["id"]  # its section has it
    for table in body.iter("table"):
        _table(table)


def _attributes(element: html.HtmlElement, address: str, article: str) -> None:
    for name in set(element.attrib) - _KEPT_ATTRIBUTES:
        del element.attrib[name]
    if id := element.get("id"):
        element.set("id", f"{article}--{id}")
    href = element.get("href")
    if href is None:
        return
    if href.startswith("#"):
        element.set("href", f"#{article}--{href[1:]}")
        return
    if not urlsplit(href).scheme:
        element.set("href", "site:" + _of_site(href, address))
    element.set("target", "_blank")
    element.set("rel", "noopener")


def _of_site(href: str, address: str) -> str:
    """Return a relative link of a page as an address relative to the site."""
    path, mark, fragment = href.partition("#")
    found = posixpath.normpath(posixpath.join("/" + address, path)).lstrip("/")
    return found + ("/" if path.endswith(("/", "..", ".")) and found else "") + mark + fragment


def _table(table: html.HtmlElement) -> None:
    """Put roles and the heads of columns on each cell, by which a narrow screen shows cells below each other."""
    heads = [one.text_content().strip() for one in table.xpath("./thead/tr[1]/th")]
    for element in table.iter(*_ROLES):
        element.set("role", _ROLES[element.tag])
    for row in table.xpath("./tbody/tr"):
        for head, cell in zip(heads, row, strict=False):
            if head:
                cell.set("data-head", head)
