"""Every rule of the handbook, and one engine that asks them all."""

from __future__ import annotations

from datetime import date
from functools import partial

from macros.checks import (
    calls,
    checklists,
    drawn_results,
    duty_sources,
    evidence_rules,
    frequencies,
    front_matter,
    grades,
    groups,
    handwritten_links,
    head,
    ids,
    kept_permalinks,
    leftovers,
    markup,
    names,
    near_duplicates,
    placeholders,
    playable_scenes,
    quiz_options,
    reading,
    references,
    rendered,
    retracted_sources,
    safety,
    search_word_rules,
    sections,
    synonyms,
    topics,
    trust_trials,
    uncited_claims,
    undeclared_changes,
    unused_pictures,
    waivers,
    watches,
    writing,
)
from macros.checks.rule import Rule, last_place
from macros.checks.tally import Tally
from macros.handbook.sentences import diagnostic
from macros.model import Diagnostic, Library, Severity

__all__ = ["check", "rules"]

STOPPED = "This check stopped here ({error}). Take out what was added last, and report it."


def rules(today: date) -> list[Rule]:
    """Return all rules, by family."""
    return [
        *front_matter.rules(today),
        *sections.rules(),
        *ids.rules(),
        *placeholders.rules(),
        *names.rules(),
        *calls.rules(),
        *frequencies.rules(),
        *handwritten_links.rules(),
        *checklists.rules(),
        *playable_scenes.rules(),
        *unused_pictures.rules(),
        *search_word_rules.rules(),
        *synonyms.rules(),
        *evidence_rules.rules(),
        *retracted_sources.rules(),
        *grades.rules(),
        *duty_sources.rules(),
        *groups.rules(),
        *topics.rules(),
        *references.rules(),
        *drawn_results.rules(),
        *trust_trials.rules(),
        *watches.rules(),
        *kept_permalinks.rules(),
        *undeclared_changes.rules(today),
        *writing.rules(),
        *quiz_options.rules(),
        *near_duplicates.rules(),
        *uncited_claims.rules(),
        *safety.rules(),
        *head.rules(),
        *markup.rules(),
        *rendered.rules(),
        *reading.rules(),
        *leftovers.rules(),
    ]


def check(library: Library, today: date) -> list[Diagnostic]:
    """Return every finding in the handbook, sorted by place; none is hidden by another. `today` judges dates and waivers.

    Where there are more than anyone reads, as many are given as anyone may need, and one says how many more there are.
    """
    tally = Tally()
    for one in library.problems:
        tally.take(one)
    for rule in sorted(rules(today), key=lambda rule: rule.severity is not Severity.ERROR):
        _ask(rule, library, tally)
    kept = waivers.apply(library, sorted(tally.findings), today, tally.cut())
    return sorted([*kept, *tally.more()])


def _ask(rule: Rule, library: Library, tally: Tally) -> None:
    """Gather what a rule finds; one that fails says so and on what, and the others go on."""
    try:
        for place, facts in rule.find(library):
            tally.add(place.file, rule.severity, partial(rule.finding, place, facts))
    except Exception as error:
        facts = {"error": f"{type(error).__name__}: {error}"[:200]}
        tally.take(diagnostic(last_place(error), rule.code, STOPPED, facts))
