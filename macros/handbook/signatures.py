"""How each macro is called: enough to refuse a wrong call before any builder runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """How many texts a macro takes in order, which it takes by name, and an example."""

    least: int
    most: int
    names: tuple[str, ...]
    example: str


SIGNATURES = {
    "all_checklists": Signature(0, 0, (), "all_checklists()"),
    "articles": Signature(0, 3, ("pillar", "stage", "setting"), 'articles(stage="listening")'),
    "by_person": Signature(0, 0, (), "by_person()"),
    "cards": Signature(1, 1, ("pillar",), 'cards("rapport")'),
    "checklist": Signature(0, 2, ("id", "when"), "checklist()"),
    "cite": Signature(1, 99, (), 'cite("birkhauer-2017")'),
    "downloads": Signature(1, 1, ("kind",), 'downloads("packs")'),
    "duties": Signature(0, 0, (), "duties()"),
    "evidence": Signature(0, 0, (), "evidence()"),
    "evidence_index": Signature(0, 0, (), "evidence_index()"),
    "evidence_library": Signature(1, 1, ("design",), 'evidence_library("cohort")'),
    "evidence_status": Signature(0, 0, (), "evidence_status()"),
    "frequency": Signature(
        2,
        5,
        ("whole", "first", "second", "third", "fourth"),
        'frequency("100 people", "3 are spared a stroke", "97 are not")',
    ),
    "gaps": Signature(0, 0, (), "gaps()"),
    "glossary": Signature(0, 0, (), "glossary()"),
    "kit": Signature(1, 1, ("pillar",), 'kit("rapport")'),
    "lately": Signature(0, 0, (), "lately()"),
    "moved": Signature(2, 2, ("old", "to"), 'moved("old-id", "article#section")'),
    "picture": Signature(1, 1, ("id",), 'picture("at-the-bedside")'),
    "pillars": Signature(0, 0, (), "pillars()"),
    "quiz": Signature(0, 1, ("id",), "quiz()"),
    "references": Signature(0, 0, (), "references()"),
    "related": Signature(0, 0, (), "related()"),
    "review_count": Signature(0, 0, (), "review_count()"),
    "review_status": Signature(0, 0, (), "review_status()"),
    "scene": Signature(0, 0, (), "scene()"),
    "scorm": Signature(0, 0, (), "scorm()"),
    "sheets": Signature(1, 1, ("pillar",), 'sheets("rapport")'),
    "slides": Signature(0, 0, (), "slides()"),
    "source_table": Signature(0, 0, (), "source_table()"),
    "term": Signature(1, 2, ("id", "text"), 'term("nocebo")'),
    "trials_plot": Signature(0, 0, (), "trials_plot()"),
    "trials_table": Signature(0, 0, (), "trials_table()"),
    "whats_new": Signature(0, 0, (), "whats_new()"),
    "xref": Signature(1, 2, ("to", "text"), 'xref("teach-back#say", "words for teach-back")'),
}
