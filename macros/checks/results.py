"""KB544 to KB546: results that are drawn stand in what their source found, and are drawn beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.names import wrong_call
from macros.checks.rule import Found, Rule
from macros.handbook import results, schemas
from macros.handbook.sentences import by_kind
from macros.model import Library, Reference, Result

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+")


class LonelyResult(Rule):
    """A picture of results that would show one or none."""

    code = "KB544"
    message = results.TOO_FEW

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for call in page.calls:
                if call.name != "results" or wrong_call(call):
                    continue
                given = dict(zip(("outcome", "measure"), map(str, call.args), strict=True))
                if any(word not in schemas.vocabulary(name) for name, word in given.items()):
                    continue
                if facts := results.too_few(library, page, **given):
                    yield call.place, facts


class NotInFinding(Rule):
    """A number of a result that stands neither in what its source found nor among whom."""

    code = "KB545"
    message = "The number {number} stands neither in 'finding' nor in 'population'. Look it up again."

    def find(self, library: Library) -> Found:
        for reference in library.references.values():
            known = _numbers(reference) if reference.results else set()
            for one in reference.results:
                for name, number in _given(one):
                    if abs(number) not in known:
                        yield one.where(name), {"number": f"{number:g}"}


class OutsideInterval(Rule):
    """A result whose interval does not hold its value, or a ratio that is not above 0."""

    code = "KB546"
    message = by_kind(
        outside="The value {value} lies outside its interval, {low} to {high}. Look the three up again.",
        ratio="A ratio is above 0, and this interval begins at {low}. Look the three up again.",
    )

    def find(self, library: Library) -> Found:
        for reference in library.references.values():
            for one in reference.results:
                size = one.estimate
                interval = {"low": f"{size.low:g}", "high": f"{size.high:g}"}
                if not size.low <= size.value <= size.high:
                    yield one.where("value"), {"kind": "outside", "value": f"{size.value:g}", **interval}
                elif size.is_ratio and size.low <= 0:
                    yield one.where("low"), {"kind": "ratio", **interval}


def _numbers(reference: Reference) -> set[float]:
    """Every number in the record, without its sign: "2 to 3 lower" is written as -3 to -2."""
    return {float(found.replace(",", "")) for found in _NUMBER.findall(f"{reference.finding} {reference.population}")}


def _given(one: Result) -> Iterator[tuple[str, float]]:
    yield from (("value", one.estimate.value), ("low", one.estimate.low), ("high", one.estimate.high))
    if one.n:
        yield "n", float(one.n)


def rules() -> list[Rule]:
    return [LonelyResult(), NotInFinding(), OutsideInterval()]
