"""Every rule of the handbook, and one engine that asks them all."""

from __future__ import annotations

from datetime import date

from macros.checks import (
    changes,
    checklists,
    evidence,
    front_matter,
    grades,
    head,
    ids,
    links,
    markup,
    names,
    near_duplicates,
    permalinks,
    placeholders,
    quiz_options,
    references,
    rendered,
    safety,
    scenes,
    sections,
    synonyms,
    uncited_claims,
    waivers,
    writing,
)
from macros.checks.rule import Rule
from macros.model import Diagnostic, Library

__all__ = ["check", "rules"]


def rules(today: date) -> list[Rule]:
    """All rules, by family."""
    return [
        *front_matter.rules(today),
        *sections.rules(),
        *ids.rules(),
        *placeholders.rules(),
        *names.rules(),
        *links.rules(),
        *checklists.rules(),
        *scenes.rules(),
        *synonyms.rules(),
        *evidence.rules(),
        *grades.rules(),
        *references.rules(),
        *permalinks.rules(),
        *changes.rules(today),
        *writing.rules(),
        *quiz_options.rules(),
        *near_duplicates.rules(),
        *uncited_claims.rules(),
        *safety.rules(),
        *head.rules(),
        *markup.rules(),
        *rendered.rules(),
    ]


def check(library: Library, today: date) -> list[Diagnostic]:
    """Every finding in the handbook, sorted by place; none is hidden by another. `today` judges dates and waivers."""
    findings = set(library.problems)
    for rule in rules(today):
        findings.update(rule.findings(library))
    return sorted(waivers.apply(library, sorted(findings), today))
