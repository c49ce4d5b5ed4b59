"""The macros: how each is called, what ids it gives its page, and which module of macros/render/ holds it.

It is data, because a page is read and checked before any macro is loaded, by code that may not import them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from macros.model import Library, Page

Given = dict[str, str]


def _checklist(library: Library, page: Page) -> Given:
    checklist = library.checklists.get(page.id)
    return {item.id: item.do for item in checklist.items} if checklist else {}


def _quiz(library: Library, page: Page) -> Given:
    quiz = library.quizzes.get(page.id)
    return {f"quiz-{one.id}": one.stem for one in quiz.questions} if quiz else {}


def _glossary(library: Library, page: Page) -> Given:
    return {term.id: term.term for term in library.terms.values()}


def _all_checklists(library: Library, page: Page) -> Given:
    return {id: library.articles[id].title for id in library.checklists if id in library.articles}


def _whats_new(library: Library, page: Page) -> Given:
    return {f"d-{change.date}": f"What changed on {change.date}" for change in reversed(library.changes)}


def _trials_table(library: Library, page: Page) -> Given:
    return {f"trial-{one.id}": one.tried for one in library.trials}


def _source_table(library: Library, page: Page) -> Given:
    return {one.id.lower(): one.says for one in library.statements}


@dataclass(frozen=True, slots=True)
class Signature:
    """How many texts a macro takes in order, which it takes by name, an example, its module and the ids it gives.

    The module is left out where it has the macro's name. What is not inline makes blocks, so it needs lines of its own. Ids come with the words that a link to them shows.
    """

    least: int
    most: int
    names: tuple[str, ...]
    example: str
    module: str = ""
    inline: bool = False
    gives: Callable[[Library, Page], Given] = lambda library, page: {}


SIGNATURES = {
    "all_checklists": Signature(0, 0, (), "all_checklists()", module="checklist", gives=_all_checklists),
    "articles": Signature(0, 3, ("pillar", "stage", "setting"), 'articles(stage="listening")'),
    "by_person": Signature(0, 0, (), "by_person()"),
    "cards": Signature(1, 1, ("pillar",), 'cards("rapport")', module="checklist"),
    "certainty_map": Signature(0, 0, (), "certainty_map()"),
    "checklist": Signature(0, 2, ("id", "when"), "checklist()", gives=_checklist),
    "cite": Signature(1, 99, (), 'cite("birkhauer-2017")', inline=True),
    "downloads": Signature(1, 1, ("kind",), 'downloads("packs")'),
    "duties": Signature(0, 0, (), "duties()"),
    "evidence": Signature(0, 0, (), "evidence()"),
    "evidence_index": Signature(0, 0, (), "evidence_index()", module="evidence_library"),
    "evidence_library": Signature(1, 1, ("design",), 'evidence_library("cohort")'),
    "evidence_status": Signature(0, 0, (), "evidence_status()"),
    "frequency": Signature(
        2,
        5,
        ("whole", "first", "second", "third", "fourth"),
        'frequency("100 people", "3 are spared a stroke", "97 are not")',
    ),
    "gaps": Signature(0, 0, (), "gaps()"),
    "glossary": Signature(0, 0, (), "glossary()", gives=_glossary),
    "kit": Signature(1, 1, ("pillar",), 'kit("rapport")'),
    "lately": Signature(0, 0, (), "lately()", module="changes"),
    "moved": Signature(2, 2, ("old", "to"), 'moved("old-id", "article#section")', module="links"),
    "picture": Signature(1, 1, ("id",), 'picture("at-the-bedside")', module="plot"),
    "pillars": Signature(0, 0, (), "pillars()", module="articles"),
    "posters": Signature(0, 0, (), "posters()"),
    "quiz": Signature(0, 1, ("id",), "quiz()", gives=_quiz),
    "references": Signature(0, 0, (), "references()", module="cite"),
    "related": Signature(0, 0, (), "related()", module="links"),
    "results": Signature(2, 2, ("outcome", "measure"), 'results("understanding", "smd")', module="effects"),
    "review_count": Signature(0, 0, (), "review_count()", module="evidence_status", inline=True),
    "review_status": Signature(0, 0, (), "review_status()", module="evidence_status"),
    "scene": Signature(0, 0, (), "scene()"),
    "scorm": Signature(0, 0, (), "scorm()", module="downloads"),
    "sheets": Signature(1, 1, ("pillar",), 'sheets("rapport")'),
    "slides": Signature(0, 0, (), "slides()", module="downloads"),
    "source_table": Signature(0, 0, (), "source_table()", module="statements", gives=_source_table),
    "stages": Signature(0, 0, (), "stages()", module="articles"),
    "term": Signature(1, 2, ("id", "text"), 'term("nocebo")', module="glossary", inline=True),
    "timetable": Signature(0, 0, (), "timetable()", module="session"),
    "trials_plot": Signature(0, 0, (), "trials_plot()", module="trials"),
    "trials_table": Signature(0, 0, (), "trials_table()", module="trials", gives=_trials_table),
    "whats_new": Signature(0, 0, (), "whats_new()", module="changes", gives=_whats_new),
    "xref": Signature(
        1, 2, ("to", "text"), 'xref("teach-back#say", "words for teach-back")', module="links", inline=True
    ),
}
