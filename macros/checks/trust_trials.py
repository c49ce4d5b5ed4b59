"""KB541 to KB543: trials of trust rest on a source, have a name of their own, and numbers that agree with each other."""

from __future__ import annotations

from macros.checks.effect_sizes import IMPOSSIBLE, impossible
from macros.checks.rule import Facts, Found, Rule, again
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.resolve import KEPT_IN
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import lacks_references
from macros.model import Library, Trial

_NUMBERS = ("measure", "value", "low", "high")


class TrialSource(Rule):
    """A trial of trust whose source is no reference."""

    code = "KB541"
    message = "There is no reference '{id}'. {near}"

    def find(self, library: Library) -> Found:
        if lacks_references(library):
            return
        for one in library.trials:
            if one.source and one.source not in library.references:
                near = did_you_mean(one.source, library.references, KEPT_IN["reference"])
                yield one.where("source"), {"id": one.source, "near": near}


class TrialTwice(Rule):
    """Two trials of trust under one id, which is the address of a row."""

    code = "KB542"
    message = "The id '{id}' is already used on line {line}. Give this row another."

    def find(self, library: Library) -> Found:
        for one, first in again(library.trials, lambda one: one.id):
            yield one.place, {"id": one.id, "line": first.place.line}


class TrialNumbers(Rule):
    """A size without its interval, an interval that does not hold its value, or one that speaks against the result."""

    code = "KB543"
    message = by_kind(
        incomplete="A size is drawn with its measure and interval. Add what is missing here ({missing}), or say "
        "it in 'found' only.",
        **IMPOSSIBLE,
        disagrees="The interval, {low} to {high}, leaves out {none}, and the result is '{result}'. Make them agree.",
    )

    def find(self, library: Library) -> Found:
        for one in library.trials:
            if wrong := self._wrong(library, one):
                yield one.where(wrong[0]), wrong[1]

    def _wrong(self, library: Library, one: Trial) -> tuple[str, Facts] | None:
        given = self._given(library, one)
        found = one.estimate
        if found is None:
            missing = tuple(name for name in _NUMBERS if name not in given)
            return ("value", {"kind": "incomplete", "missing": missing}) if given else None
        if wrong := impossible(found):
            return wrong
        if (found.low > found.none and one.result != "higher") or (found.high < found.none and one.result != "lower"):
            interval = {"low": f"{found.low:g}", "high": f"{found.high:g}"}
            return "value", {"kind": "disagrees", **interval, "none": f"{found.none:g}", "result": one.result}
        return None

    @staticmethod
    def _given(library: Library, one: Trial) -> list[str]:
        """Return which numbers the file holds for a trial; a schema finding speaks of wrong ones."""
        value, _ = library.data.get("docs/_data/trust_trials.yml", ({}, None))
        for key in one.keys:
            value = value[key]  # type: ignore[index]
        return [name for name in _NUMBERS if isinstance(value, dict) and name in value]
