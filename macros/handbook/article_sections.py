"""The sections of an article: names, ids, order, what fills each, and whom it is for; the rows of its table of words. All else asks here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from macros.handbook import scenes
from macros.model import Section


class For(Enum):
    """Whom a section is for."""

    CLINICIAN = "whoever meets the patient"
    TRAINER = "whoever teaches it"
    ONWARD = "whoever goes on to other pages or to the sources"


@dataclass(frozen=True, slots=True)
class ArticleSection:
    """A heading that an article has, at level 2, or at level 3 as part of the section before it."""

    id: str
    title: str
    audience: For = For.CLINICIAN
    level: int = 2
    macros: tuple[str, ...] = ()
    required: bool = True
    folds: bool = False  # narrow windows may hide its text until it is asked for


IN_BRIEF, DO, SAY, ADAPT, EVIDENCE = "in-brief", "do", "say", "adapt", "evidence"
TEACH = scenes.SECTION
RELATED, SOURCES = "related", "sources"
UNKNOWN, MYTHS = "unknown", "myths"

# A scene's parts are not required: an article without its scene has one finding for it, KB406.
IN_ORDER = (
    ArticleSection(IN_BRIEF, "In brief"),
    ArticleSection(DO, "What to do", macros=("checklist",)),
    ArticleSection(SAY, "Words you can use"),
    ArticleSection("hard", "When it is hard"),
    ArticleSection(ADAPT, "Adapt to the person"),
    ArticleSection(EVIDENCE, "Why we say this", macros=("evidence",), folds=True),
    ArticleSection(UNKNOWN, "What nobody knows", level=3),
    ArticleSection(MYTHS, "Myths", level=3, required=False),
    ArticleSection("measure", "How to tell it worked", folds=True),
    ArticleSection(TEACH, "Teach it", For.TRAINER, macros=("scene", "quiz"), folds=True),
    *(
        ArticleSection(f"{TEACH}-{id}", title, For.TRAINER, level=3, required=False)
        for id, title in scenes.PARTS.items()
    ),
    ArticleSection(RELATED, "Related", For.ONWARD, macros=("related",)),
    ArticleSection(SOURCES, "Sources", For.ONWARD, macros=("references",), folds=True),
)
BY_ID = {one.id: one for one in IN_ORDER}
TEN = {one.id: one for one in IN_ORDER if one.level == 2}
FOLDED = frozenset(one.id for one in IN_ORDER if one.folds)
OF_SCENE = frozenset(f"{TEACH}-{id}" for id in scenes.PARTS)
WORDS_COLUMNS = "| Moment | Say | Rather than | Why |"


def for_clinicians() -> tuple[str, ...]:
    """Return the ids of the sections that a clinician reads from first to last."""
    return tuple(id for id, one in TEN.items() if one.audience is For.CLINICIAN)


_CELLS = 4


def rows_of_words(section: Section) -> Iterator[list[str]]:
    """Yield the Markdown of each row's cells, without the head."""
    for line in section.body.splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == _CELLS and cells[0].strip("-: "):
            yield cells
