"""The macros: what each name in a page's `{{ ... }}` becomes. Each is pure: (library, page, arguments) -> Markdown."""

from __future__ import annotations

from collections.abc import Callable

from macros.render.articles import articles, pillars
from macros.render.by_person import by_person
from macros.render.card import cards
from macros.render.changes import lately, whats_new
from macros.render.checklist import all_checklists, checklist
from macros.render.cite import cite, references
from macros.render.downloads import downloads
from macros.render.duties import duties
from macros.render.evidence import evidence
from macros.render.evidence_library import evidence_index, evidence_library
from macros.render.evidence_status import evidence_status
from macros.render.frequency import frequency
from macros.render.gaps import gaps
from macros.render.glossary import glossary, term
from macros.render.kit import kit
from macros.render.moved import moved
from macros.render.picture import picture
from macros.render.quiz import quiz
from macros.render.related import related
from macros.render.review import review_count, review_status
from macros.render.scene import scene
from macros.render.scorm import scorm
from macros.render.sheets import sheets
from macros.render.slides import slides
from macros.render.statements import source_table
from macros.render.trials import trials_plot, trials_table
from macros.render.xref import xref

Macro = Callable[..., str]

MACROS: dict[str, Macro] = {
    macro.__name__: macro
    for macro in (
        all_checklists,
        articles,
        by_person,
        cards,
        checklist,
        cite,
        downloads,
        duties,
        evidence,
        evidence_index,
        evidence_library,
        evidence_status,
        frequency,
        gaps,
        glossary,
        kit,
        lately,
        moved,
        picture,
        pillars,
        quiz,
        references,
        related,
        review_count,
        review_status,
        scene,
        scorm,
        sheets,
        slides,
        source_table,
        term,
        trials_plot,
        trials_table,
        whats_new,
        xref,
    )
}

__all__ = ["MACROS", "Macro"]
