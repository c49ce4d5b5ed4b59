"""KB311, KB434 and KB544 to KB546: what is drawn adds up, stands in its source, and is shown somewhere.

What may stand in a picture is checked while it is read (KB431 to KB433).
"""

from __future__ import annotations

from macros.checks.effect_sizes import IMPOSSIBLE, UNTOLD, impossible, told, untold
from macros.checks.names import wrong_call
from macros.checks.rule import Found, Rule, again
from macros.handbook import comparable_results, natural_frequency, schemas
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import lacks_references
from macros.model import Library


class Frequency(Rule):
    """A `frequency` whose groups do not add up to the whole, are larger than it, or lack a number or words."""

    code = "KB311"
    message = natural_frequency.WRONG

    def find(self, library: Library) -> Found:
        for _, call in library.calls():
            if call.name == "frequency" and not wrong_call(call):
                for facts in natural_frequency.wrong(tuple(map(str, call.args))):
                    yield call.place, facts


class LonelyResult(Rule):
    """A picture of results that would show one or none."""

    code = "KB544"
    message = comparable_results.TOO_FEW

    def find(self, library: Library) -> Found:
        if lacks_references(library):
            return
        for page, call in library.calls():
            if call.name != "results" or wrong_call(call):
                continue
            given = dict(zip(("outcome", "measure"), map(str, call.args), strict=True))
            if any(word not in schemas.vocabulary(name) for name, word in given.items()):
                continue
            if facts := comparable_results.too_few(library, page, **given):
                yield call.place, facts


class NotInFinding(Rule):
    """A result or a trial's size that its text does not tell so: its numbers with their signs, together, in its measure."""

    code = "KB545"
    message = UNTOLD

    def find(self, library: Library) -> Found:
        for reference in library.references.values():
            for one in reference.results:
                for field, facts in untold(one.estimate, reference.finding, "'finding'"):
                    yield one.where(field), facts
                known = {it.number for it in told(f"{reference.finding} {reference.population}")}
                if one.n and one.n not in known:
                    yield one.where("n"), {"kind": "absent", "number": f"{one.n}", "text": "'finding' or 'population'"}
        for trial in library.trials:
            for field, facts in untold(trial.estimate, trial.found, "'found'") if trial.estimate else ():
                yield trial.where(field), facts


class ImpossibleResult(Rule):
    """A result whose interval does not hold its value, or that its measure cannot have, or that is there twice."""

    code = "KB546"
    message = by_kind(
        **IMPOSSIBLE, twice="'{what}' stands here twice in one measure. Remove one, or say how they differ."
    )

    def find(self, library: Library) -> Found:
        for reference in library.references.values():
            for one in reference.results:
                if wrong := impossible(one.estimate):
                    yield one.where(wrong[0]), wrong[1]
            for one, _ in again(reference.results, lambda one: (one.what, one.outcome, one.estimate.measure)):
                yield one.place, {"kind": "twice", "what": one.what}


class UnusedPicture(Rule):
    """A picture in `docs/_data/pictures/` that no page shows."""

    code = "KB434"
    message = 'No page shows this picture. Write {{{{ picture("{id}") }}}} where it helps, or remove the file.'

    def find(self, library: Library) -> Found:
        shown = {call.args[0] for _, call in library.calls() if call.name == "picture" and call.args}
        for id, picture in library.pictures.items():
            if id not in shown:
                yield picture.place, {"id": id}
