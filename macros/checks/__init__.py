"""Every rule of the handbook, and one engine that asks them all."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules

from macros.checks import waivers
from macros.checks.rule import DatedRule, Rule, last_place
from macros.checks.tally import Tally
from macros.handbook.sentences import diagnostic
from macros.model import Diagnostic, Library, Severity

__all__ = ["check", "rules"]
STOPPED = "This check stopped here ({error}). Take out what was added last, and report it."


def rules(today: date) -> list[Rule]:
    """Return a rule of each kind; `today` judges dates."""
    return [kind(today) if issubclass(kind, DatedRule) else kind() for kind in _kinds()]


@cache
def _kinds() -> list[type[Rule]]:
    """Return every class of rules that a module of this folder defines, by code: none need be listed."""
    modules = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]
    found = {
        one for module in modules for one in vars(module).values() if isinstance(one, type) and issubclass(one, Rule)
    }
    return sorted((one for one in found if "code" in vars(one)), key=lambda kind: kind.code)


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
