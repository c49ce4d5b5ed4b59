"""What each exported file says, read as its own programs read it: the texts that it shows, and what in it works."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any

import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from docx import Document
from lxml import etree
from markdown_it import MarkdownIt
from pptx import Presentation
from pylatexenc.latex2text import LatexNodes2Text
from selectolax.lexbor import LexborHTMLParser

TEXT, WORKS = True, False  # a piece is shown as text, or it is an address, a name or code
Pieces = Iterator[tuple[bool, str]]
# Attributes whose value is read by people; every other one works.
_SHOWN = {
    "alt",
    "aria-label",
    "content",
    "data-head",
    "data-tip",
    "descr",
    "label",
    "summary",
    "term",
    "title",
    "value",
}
_ZIPS = (".zip", ".imscc", ".epub", ".mbz")
_OF_THE_LOOK = (
    ".png",
    ".svg",
    ".js",
    ".css",
    ".woff2",
    "LICENSE.txt",
    "_headers",
    "_redirects",
    "_nginx-redirects.map",
)
_IN_GIFT = r"((?:\\.|[^\\~=#{}])*)"
_GIFT = re.compile(rf"::((?:\\.|[^\\:])*)::\[html\]{_IN_GIFT} \{{|\t[=~](?:%-?[\d.]+%)?{_IN_GIFT}#{_IN_GIFT}")
_HTML = re.compile(r"<(?:p|h2|section|fieldset|div)\b")


def pieces(name: str, content: bytes) -> Pieces:
    """Read a file by its name; one that nobody reads is an error."""
    if name.endswith(_ZIPS):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for one in archive.namelist():
                yield WORKS, one
                yield from pieces(one, archive.read(one))
        return
    read = next((one for ending, one in _READERS.items() if name.endswith(ending)), None)
    if read is not None:
        yield from read(content)
    elif name == "mimetype" or name.endswith(_OF_THE_LOOK):
        yield WORKS, content.decode("latin-1")
    else:
        raise AssertionError(f"nobody reads {name}")


def _html(content: bytes | str) -> Pieces:
    tree = LexborHTMLParser(content)
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        inside = node.parent.tag if node.parent else ""
        if node.is_text_node and inside == "script" and node.parent.attributes.get("type") == "application/ld+json":  # type: ignore[union-attr]
            yield from _json(node.text_content or "")
        elif node.is_text_node:
            yield inside not in ("script", "style"), node.text_content or ""
        elif node.is_comment_node:
            yield WORKS, node.html or ""
        else:
            yield from _element(node.tag or "", node.attributes)


def _element(tag: str, attributes: Any) -> Pieces:
    yield WORKS, tag
    for name, value in attributes.items():
        yield WORKS, str(name)
        yield str(name).rpartition("}")[2] in _SHOWN, value or ""


def _xml(content: bytes) -> Pieces:
    """XML; text that its format takes for HTML is read as that."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    yield WORKS, (root.getroottree().docinfo.internalDTD is not None and "DTD") or ""
    for one in root.iter():
        if not isinstance(one.tag, str):
            yield WORKS, one.text or ""
            continue
        yield from _element(one.tag, one.attrib)
        holder = one.getparent()
        is_html = one.get("texttype") == "text/html" or (holder is not None and _is_html(holder, one.tag))
        path = holder is not None and holder.tag == "category"  # of Moodle, where // stands for a stroke in a name
        text = (one.text or "").replace("//", "/") if path else one.text or ""
        yield from _html(text) if is_html and text else [(TEXT, text)]
        yield TEXT, one.tail or ""


def _is_html(holder: Any, tag: str) -> bool:
    """Whether Moodle takes the text of an element for HTML: its questions say so around it, its backups beside it, as 1."""
    beside = {f"{tag}format", f"{tag.removesuffix('text')}format"}
    return holder.get("format") == "html" or any(one.tag in beside and one.text == "1" for one in holder)


def _json(content: bytes | str) -> Pieces:
    yield from _values(json.loads(content))


def _values(value: Any) -> Pieces:
    if isinstance(value, dict):
        for key, one in value.items():
            yield WORKS, key
            yield from _values(one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(one)
    elif isinstance(value, str):
        yield from _html(value) if _HTML.match(value) else [(TEXT, value)]


def _csv(content: bytes) -> Pieces:
    for row in csv.reader(io.StringIO(content.decode())):
        for cell in row:
            yield not re.match(r"[=@\t\r\uff1d\uff0b\uff0d\uff20]|[+-](?![\d.]+$)", cell), cell


def _ris(content: bytes) -> Pieces:
    for record in rispy.loads(content.decode()):
        pages = record.pop("start_page", ""), record.pop("end_page", "")  # a range, which has two tags
        yield from _values([record, "-".join(pages)])


def _bib(content: bytes) -> Pieces:
    found = parse_string(content.decode())
    assert not found.failed_blocks
    for entry in found.entries:
        yield WORKS, entry.key
        for field in entry.fields:
            yield WORKS, field.key
            yield TEXT, str(field.value) if field.key in ("url", "doi") else _latex(str(field.value))


def _latex(text: str) -> str:
    """LaTeX as text; pylatexenc knows neither brace by its name."""
    text = text.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    return str(LatexNodes2Text().latex_to_text(text))


def _yaml(content: bytes) -> Pieces:
    yield from _values(yaml.load(content, yaml.BaseLoader))


def _markdown(content: bytes) -> Pieces:
    """As GitHub shows it, which makes links of bare hosts and mail, and none of what begins with //."""
    reader = MarkdownIt("gfm-like")
    reader.linkify.add("//", None)
    yield from _html(reader.render(content.decode()))


def _gift(content: bytes) -> Pieces:
    """Names and categories are text, all else is HTML; what Moodle takes for another format or weight is not held back."""
    for line in filter(None, content.decode().splitlines()):
        if line.startswith("$CATEGORY: "):
            yield TEXT, line.replace("//", "/")
        elif found := _GIFT.fullmatch(line):
            name, stem, option, feedback = (re.sub(r"\\(.)", r"\1", one or "") for one in found.groups())
            yield TEXT, name
            for html in (stem, option, feedback):
                assert html is stem or not re.match(r"[%\[]", html)
                yield from _html(html)
        else:
            assert re.match(r"// \[id:|\}$", line), line


def _anki(content: bytes) -> Pieces:
    lines = [line for line in content.decode().split("\n") if not line.startswith("#")]
    for id, deck, front, back, tags in csv.reader(io.StringIO("\n".join(lines)), delimiter="\t"):
        yield from ((WORKS, id), (TEXT, deck), (WORKS, tags))
        for field in (front, back):
            yield not re.search(r"\[sound:|\\[(\[]", field), unescape(field)
            yield from _html(field)


def _pptx(content: bytes) -> Pieces:
    yield from _office(content)
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            yield TEXT, shape.text_frame.text if shape.has_text_frame else ""
        yield TEXT, slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def _docx(content: bytes) -> Pieces:
    yield from _office(content)
    for one in Document(io.BytesIO(content)).paragraphs:
        yield TEXT, one.text


def _office(content: bytes) -> Pieces:
    """Addresses that a document leads to, and fields that would be worked out when it is opened."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name)) if name.endswith((".xml", ".rels")) else etree.Element("none")
            for one in root.iter():
                yield WORKS, one.get("Target") or ""
                yield WORKS, (one.text or "") if str(one.tag).endswith("instrText") else ""


_READERS = {
    ".html": _html, ".xml": _xml, ".atom": _xml, ".xhtml": _xml, ".opf": _xml, ".json": _json, ".csv": _csv, ".ris": _ris, ".bib": _bib,
    ".gift.txt": _gift, ".anki.txt": _anki, ".cff": _yaml, ".md": _markdown, ".pptx": _pptx, ".docx": _docx,
}  # fmt: skip
