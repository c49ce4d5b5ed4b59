"""Slides as a PowerPoint file: real titles, text in reading order, notes below; the same text gives the same bytes."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import segno
from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Pt

from macros.exports.drawing_png import draw
from macros.exports.office_look import COLOURS, LANGUAGE
from macros.exports.slide_content import Par, Slide, slides
from macros.exports.slide_fit import BETWEEN, WIDTH, fitted, title_size
from macros.exports.slide_template import template
from macros.exports.zipped import rezipped
from macros.handbook import licence
from macros.model import Article, Library

_BETWEEN = 40  # points between text and picture


def deck(library: Library, article: Article) -> bytes:
    """Return the file for an article that has a scene."""
    made = Presentation(io.BytesIO(template(article.page.folder)))
    first, *rest = slides(library, article)
    _first(made.slides.add_slide(made.slide_layouts[0]), first)
    for one in rest:
        for part in _parts(one):
            _rest(made.slides.add_slide(made.slide_layouts[1]), *part)
    facts = made.core_properties
    facts.title, facts.author, facts.last_modified_by = first.title, library.settings.site_name, ""
    facts.comments, facts.keywords, facts.language = licence.TERMS, "", LANGUAGE
    facts.created = facts.modified = datetime.fromisoformat(article.evidence_checked)
    facts.revision = 1
    out = io.BytesIO()
    made.save(out)
    return rezipped(out.getvalue())


def _parts(slide: Slide) -> list[tuple[str, int, tuple[Par, ...], Slide, bool]]:
    """Return title, size and text of each slide that one becomes; only the first has the notes."""
    found = fitted(slide.text, WIDTH - slide.aside)
    count = len(found)
    titles = [slide.title if count == 1 else f"{slide.title} ({number} of {count})" for number in range(1, count + 1)]
    return [(title, *part, slide, number == 0) for number, (title, part) in enumerate(zip(titles, found, strict=True))]


def _first(made: Any, slide: Slide) -> None:
    _title(made, slide.title, title_size(slide.title, (48, 40, 32), WIDTH, 3))
    _text(made.placeholders[1].text_frame, slide.text, 24)
    _notes(made, slide)


def _rest(made: Any, title: str, size: int, text: tuple[Par, ...], slide: Slide, first: bool) -> None:
    _title(made, title, title_size(title, (32, 28, 24), WIDTH, 2))
    body = made.placeholders[1]
    if slide.aside:
        body.left, body.top, body.width, body.height = (body.left, body.top, Pt(WIDTH - slide.aside), body.height)
    if slide.code:
        image = io.BytesIO()
        segno.make_qr(slide.code, error="m").save(image, kind="png", scale=8, border=4, dark=f"#{COLOURS['ink']}")
        _picture(made, image, slide.aside - _BETWEEN, "QR code", f"QR code that leads to {slide.code}")
    if slide.drawing:
        image = io.BytesIO(draw(slide.drawing, f"#{COLOURS['ink']}", f"#{COLOURS['paper']}"))
        _picture(made, image, slide.aside - _BETWEEN, "Drawing", slide.drawing.words)
    _text(body.text_frame, text, size)
    if first and slide.notes:
        _notes(made, slide)


def _title(made: Any, text: str, size: int) -> None:
    frame = made.shapes.title.text_frame
    frame.text = text
    frame.paragraphs[0].runs[0].font.size = Pt(size)
    _language(frame)


def _text(frame: Any, text: tuple[Par, ...], size: int) -> None:
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    for number, one in enumerate(text):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.level = int(one.item)
        paragraph.space_before = Pt(size * BETWEEN if number else 0)
        _runs(paragraph, one, size)
    _language(frame)


def _runs(paragraph: Any, par: Par, size: int) -> None:
    for words, bold, url in ((par.lead, True, ""), (par.text, None, ""), (par.link, None, par.url)):
        if words:
            run = paragraph.add_run()
            run.text = words if words == (par.link or par.text) else f"{words} "
            run.font.bold, run.font.size = bold, Pt(size)
            if url:
                run.hyperlink.address = url


def _language(frame: Any) -> None:
    for run in frame._txBody.iter(qn("a:rPr")):
        run.set("lang", LANGUAGE)


def _notes(made: Any, slide: Slide) -> None:
    frame = made.notes_slide.notes_text_frame
    frame.text = "\n".join(slide.notes)
    for run in frame._txBody.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", LANGUAGE)


def _picture(made: Any, image: io.BytesIO, width: int, name: str, words: str) -> None:
    """Put a picture at the right, and what it shows for those who do not see it."""
    image.seek(0)
    facts = made.shapes.add_picture(image, Pt(60 + WIDTH - width), Pt(140), Pt(width))._element.nvPicPr.cNvPr
    facts.set("descr", words)
    facts.set("name", name)
