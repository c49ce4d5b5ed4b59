"""Every rule of the handbook, and one engine that asks them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain

from macros.checks import (
    changes,
    checklists,
    evidence,
    evidence_status,
    frequencies,
    front_matter,
    grades,
    groups,
    head,
    ids,
    links,
    markup,
    names,
    near_duplicates,
    permalinks,
    pictures,
    placeholders,
    quiz_options,
    reading,
    references,
    rendered,
    results,
    safety,
    scenes,
    search_words,
    sections,
    synonyms,
    topics,
    trials,
    uncited_claims,
    waivers,
    watches,
    writing,
)
from macros.checks.rule import MOST, Rule, last_place
from macros.handbook.sentences import diagnostic
from macros.model import Diagnostic, Library, Location

__all__ = ["MOST", "check", "rules"]

MORE = "This file has {more:,} more findings. Fix these first, or begin it again from a good one."
STOPPED = "This check stopped here ({error}). Take out what was added last, and report it."


def rules(today: date) -> list[Rule]:
    """All rules, by family."""
    return [
        *front_matter.rules(today),
        *sections.rules(),
        *ids.rules(),
        *placeholders.rules(),
        *names.rules(),
        *frequencies.rules(),
        *links.rules(),
        *checklists.rules(),
        *scenes.rules(),
        *pictures.rules(),
        *search_words.rules(),
        *synonyms.rules(),
        *evidence.rules(),
        *evidence_status.rules(),
        *grades.rules(),
        *groups.rules(),
        *topics.rules(),
        *references.rules(),
        *results.rules(),
        *trials.rules(),
        *watches.rules(),
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
        *reading.rules(),
    ]


def check(library: Library, today: date) -> list[Diagnostic]:
    """Every finding in the handbook, sorted by place; none is hidden by another. `today` judges dates and waivers.

    Of a file with more findings than anyone reads, as many are given as anyone may need, and one that says so.
    """
    findings: set[Diagnostic] = set()
    counted: Counter[str] = Counter()
    for one in chain(library.problems, *(_asked(rule, library) for rule in rules(today))):
        if one not in findings:
            counted[one.place.file] += 1
            if counted[one.place.file] <= MOST:
                findings.add(one)
    more = [_more(file, times) for file, times in counted.items() if times > MOST]
    return sorted([*waivers.apply(library, sorted(findings), today), *more])


def _asked(rule: Rule, library: Library) -> Iterator[Diagnostic]:
    """What a rule finds; one that fails says so and on what, and the others go on."""
    try:
        yield from rule.findings(library)
    except Exception as error:
        facts = {"error": f"{type(error).__name__}: {error}"[:200]}
        yield diagnostic(last_place(error), rule.code, STOPPED, facts)


def _more(file: str, times: int) -> Diagnostic:
    return diagnostic(Location(file), "KB114", MORE, {"more": times - MOST})
