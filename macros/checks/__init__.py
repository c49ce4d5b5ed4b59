"""Every rule of the handbook, and one engine that asks them all."""

from __future__ import annotations

from datetime import date

from macros.checks import (
    blanks,
    changes,
    checklists,
    claims,
    evidence,
    front_matter,
    ids,
    links,
    markup,
    names,
    options,
    permalinks,
    safety,
    sameness,
    sections,
    synonyms,
    waivers,
    writing,
)
from macros.checks.rule import Rule
from macros.model import Finding, Library

__all__ = ["check", "rules"]


def rules(today: date) -> list[Rule]:
    """All rules, by family."""
    return [
        *front_matter.rules(today),
        *sections.rules(),
        *ids.rules(),
        *blanks.rules(),
        *names.rules(),
        *links.rules(),
        *checklists.rules(),
        *synonyms.rules(),
        *evidence.rules(),
        *permalinks.rules(),
        *changes.rules(today),
        *writing.rules(),
        *options.rules(),
        *sameness.rules(),
        *claims.rules(),
        *safety.rules(),
        *markup.rules(),
    ]


def check(library: Library, today: date) -> list[Finding]:
    """Every finding in the handbook, sorted by place; none is hidden by another. `today` judges dates and waivers."""
    findings = set(library.problems)
    for rule in rules(today):
        findings.update(rule.findings(library))
    return sorted(waivers.apply(library, sorted(findings), today))
