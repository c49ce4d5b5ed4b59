"""The four sheets of an exercise as a Word file, for those who must adapt them; the same text gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Sheets
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from macros.exports.book_chapters import day
from macros.exports.office_look import COLOURS, LANGUAGE, drop
from macros.exports.zipped import rezipped
from macros.handbook import licence
from macros.handbook.download_files import base
from macros.handbook.scenes import AFTER, BEFORE, SHORT, begun, brief, role, the
from macros.handbook.session_plan import plan
from macros.handbook.versions import of_article
from macros.markdown_extensions.typography import typeset
from macros.model import Article, Library, Line, Scene

_BOX = "\u2610"
_KEEP = "Read it, put it away, and play. Do not show it to the others."


def sheets(library: Library, article: Article) -> bytes:
    """Return a page each for the facilitator, both players and the observer; the facilitator's may take two."""
    made, scene = Document(), library.scenes[article.id]
    _look(made, article)
    _facilitator(made, article, scene)
    for id, text in (("clinician", scene.clinician), ("patient", scene.patient)):
        _heading(made, f"{article.title}: {begun(brief(scene, id))}", 1)
        _note(made, scene)
        _paragraphs(made, [*text.strip().split("\n\n"), _KEEP, SHORT])
    _observer(made, article, scene)
    _foot(made, library, article)
    facts = made.core_properties
    facts.title, facts.author, facts.last_modified_by = f"Sheets: {article.title}", library.settings.site_name, ""
    facts.comments, facts.language, facts.revision = licence.TERMS, LANGUAGE, 1
    facts.created = facts.modified = datetime.fromisoformat(article.evidence_checked)
    out = io.BytesIO()
    made.save(out)
    return rezipped(out.getvalue())


def _look(made: Sheets, article: Article) -> None:
    """Set A4, our colours and the language that voices should read in; each sheet begins a page."""
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    for name, font, size in (("Normal", "Arial", 12), ("Heading 1", "Georgia", 18), ("Heading 2", "Georgia", 14)):
        style: Any = made.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.element.rPr.rFonts.attrib.clear()
        for kind in ("ascii", "hAnsi", "cs"):
            style.element.rPr.rFonts.set(qn(f"w:{kind}"), font)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(COLOURS[article.page.folder].upper())
    for style in [one for one in made.styles if one.type == WD_STYLE_TYPE.TABLE and one.name != "Normal Table"]:
        style.element.getparent().remove(style.element)
    for owner in (made.part, made.part.package):
        drop(owner, "stylesWithEffects", "thumbnail", "customXml")
    made.styles["Normal"].paragraph_format.space_after = Pt(6)
    made.styles["Heading 1"].paragraph_format.page_break_before = True
    made.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _facilitator(made: Sheets, article: Article, scene: Scene) -> None:
    _heading(made, f"{article.title}: for the facilitator", 1)
    made.paragraphs[0].paragraph_format.page_break_before = False
    _note(made, scene)
    _paragraphs(made, scene.set_up.strip().split("\n\n"))
    for lead, text in (BEFORE, AFTER):
        _led(made, lead, text)
    _heading(made, "Timing (a suggestion; times in the set-up come first)", 2)
    _list(made, (f"{step}: {minutes} min" for step, minutes in plan(scene.minutes).items()), "List Number")
    for name, lines in (("A poor exchange", scene.poor), ("A good exchange", scene.good)):
        _heading(made, name, 2)
        for line in lines:
            _said(made, line)
    _heading(made, "Debrief", 2)
    _list(made, scene.debrief)
    _heading(made, "If it fails", 2)
    _paragraphs(made, scene.if_it_fails.strip().split("\n\n"))


def _observer(made: Sheets, article: Article, scene: Scene) -> None:
    _heading(made, f"{article.title}: observer's sheet", 1)
    _note(made, scene)
    goal = " ".join(f"{one}." for one in article.objectives)
    _led(made, "Objective.", f"{goal} Watch, say nothing, and tick what you saw or heard.")
    for tick in scene.ticks:
        made.add_paragraph(f"{_BOX} {typeset(tick.tick)}")
    for line in ("One moment, in the words that were used:", f"What {the(role(scene, 'patient'))} did next:"):
        made.add_paragraph(line).paragraph_format.space_before = Pt(12)
        for _ in range(2):
            _rule(made)


def _foot(made: Sheets, library: Library, article: Article) -> None:
    facts = (
        f"{library.settings.site_name}. Evidence checked {day(article.evidence_checked)}, version "
        f"{of_article(library, article).text}. {licence.TEXT} {base(library)}{article.page.url if base(library) else ''}"
    )
    made.sections[0].footer.paragraphs[0].text = facts.strip()


def _heading(made: Sheets, text: str, level: int) -> None:
    made.add_heading(typeset(text), level)


def _note(made: Sheets, scene: Scene) -> None:
    if scene.content_note:
        _led(made, "Content note.", scene.content_note)


def _paragraphs(made: Sheets, texts: Iterable[str]) -> None:
    for text in texts:
        made.add_paragraph(typeset(text))


def _list(made: Sheets, texts: Iterable[str], style: str = "List Bullet") -> None:
    for text in texts:
        made.add_paragraph(typeset(text), style)


def _led(made: Sheets, lead: str, text: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(f"{lead} ").bold = True
    paragraph.add_run(typeset(text))


def _said(made: Sheets, line: Line) -> None:
    _led(made, f"{line.who}:", line.text.removeprefix(f"{line.who}: "))


def _rule(made: Sheets) -> None:
    """Draw a line to write on: a border below an empty paragraph."""
    properties = made.add_paragraph().paragraph_format.element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    for side in ("bottom", "between"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)
