"""The look of our slides: python-pptx's own template with our colours, type and sizes, and two layouts of its eleven."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Length, Pt

from macros.exports.office_look import COLOURS, drop
from macros.exports.slide_fit import HEIGHT, INDENT, WIDTH

TITLES, TEXT = "Georgia", "Arial"  # known everywhere, or replaced by type of the same width
_SLIDE = (Pt(960), Pt(540))
_LEFT, _TOP = Pt(60), Pt(120)
TITLE_BOX = (_LEFT, Pt(34), Pt(WIDTH), Pt(78))
TEXT_BOX = (_LEFT, _TOP, Pt(WIDTH), Pt(HEIGHT))
FIRST_TITLE, FIRST_TEXT = (_LEFT, Pt(140), Pt(WIDTH), Pt(170)), (_LEFT, Pt(330), Pt(WIDTH), Pt(120))
_Box = tuple[Length, Length, Length, Length]
_LAYOUTS = ("Title Slide", "Title and Content")
_SCHEME = {"dk1": "ink", "lt1": "paper", "dk2": "voice", "lt2": "wash"}
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@cache
def template(folder: str) -> bytes:
    """Return an empty deck of a part of the handbook."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _SLIDE
    _keep_layouts(deck)
    _theme(deck, folder)
    _master(deck)
    first, rest = deck.slide_layouts
    _place(first, {0: FIRST_TITLE, 1: FIRST_TEXT})
    _place(rest, {})
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _keep_layouts(deck: Deck) -> None:
    for layout in [one for one in deck.slide_layouts if one.name not in _LAYOUTS]:
        deck.slide_layouts.remove(layout)
    for owner in (deck.part, deck.part.package):
        drop(owner, "printerSettings", "thumbnail")


def _theme(deck: Deck, folder: str) -> None:
    """Set colours and fonts, in the theme's own XML: python-pptx has no words for them."""
    part = deck.slide_master.part.part_related_by(_RELATION + "theme")
    root = etree.fromstring(part.blob)
    for name, colour in {**_SCHEME, **{f"accent{number}": folder for number in range(1, 7)}, "hlink": "voice"}.items():
        slot = root.find(f".//{{{_A}}}clrScheme/{{{_A}}}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{{{_A}}}srgbClr", val=COLOURS[colour].upper())
    for kind, font in (("majorFont", TITLES), ("minorFont", TEXT)):
        root.find(f".//{{{_A}}}fontScheme/{{{_A}}}{kind}/{{{_A}}}latin").set("typeface", font)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _master(deck: Deck) -> None:
    """Set where title and text stand, how large they are, and the bar in the part's colour; no date, foot or number."""
    master = deck.slide_master
    for shape in list(master.placeholders):
        if shape.placeholder_format.idx > 1:
            shape._element.getparent().remove(shape._element)
    _put(master.placeholders[0], TITLE_BOX)
    _put(master.placeholders[1], TEXT_BOX)
    for shape in master.placeholders:
        body = shape.text_frame._txBody.bodyPr
        for side in ("lIns", "tIns", "rIns", "bIns"):
            body.set(side, "0")
    bar = master.shapes._spTree
    bar.insert(2, _bar(deck))
    styles = master._element.find(qn("p:txStyles"))
    _title_style(styles.find(qn("p:titleStyle")))
    _text_style(styles.find(qn("p:bodyStyle")))


def _bar(deck: Deck) -> etree._Element:
    """Return a bar at the left edge, made where shapes can be made and then moved to the master."""
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Pt(18), _SLIDE[1])
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    shape.line.fill.background()
    shape.shadow.inherit = False
    shape.name = "Bar"
    element = shape._element
    element.getparent().remove(element)
    element.nvSpPr.cNvPr.set("id", "90")
    ids = deck.slides._sldIdLst
    deck.part.drop_rel(ids[0].rId)
    ids.remove(ids[0])
    return element


def _title_style(style: etree._Element) -> None:
    level = style.find(qn("a:lvl1pPr"))
    level.set("algn", "l")
    run = level.find(qn("a:defRPr"))
    run.set("sz", "3200")
    run.set("b", "1")
    run.find(f".//{{{_A}}}schemeClr").set("val", "tx2")


def _text_style(style: etree._Element) -> None:
    """Style the first level as a paragraph, the second as an item with a bullet; both in the same size."""
    for number, indent in ((1, 0), (2, INDENT)):
        level = style.find(qn(f"a:lvl{number}pPr"))
        level.set("marL", str(Pt(indent)))
        level.set("indent", str(-Pt(indent)))
        for old in [one for one in level if re.search(r"\}bu(Char|Font)$", str(one.tag))]:
            level.remove(old)
        bullet = etree.Element(qn("a:buChar"), char="\u2022") if indent else etree.Element(qn("a:buNone"))
        level.find(qn("a:defRPr")).addprevious(bullet)
        level.find(qn("a:defRPr")).set("sz", "2400")


def _place(layout: Any, boxes: dict[int, _Box]) -> None:
    for shape in list(layout.placeholders):
        if shape.placeholder_format.idx > 1:
            shape._element.getparent().remove(shape._element)
            continue
        properties = shape._element.spPr
        for old in list(properties):
            properties.remove(old)
        for old in shape._element.findall(f".//{{{_A}}}lstStyle/*"):
            old.getparent().remove(old)
        if box := boxes.get(shape.placeholder_format.idx):
            _put(shape, box)


def _put(shape: Any, box: _Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box
