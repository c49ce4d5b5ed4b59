"""Effect sizes against the text that tells them: a value with its interval, after the name of their measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.handbook import schemas
from macros.handbook.sentences import by_kind
from macros.model import Estimate

_SIGN = r"minus\s+|[-\u2010-\u2013\u2212\ufe63\uff0d]"
_LEVEL = r"[\s-]*%[\s-]*(?:CI|CrI|confidence|credible|interval)"  # of "95% CI"
_NUMBER = re.compile(rf"(?:(?<![\w.%)])(?P<minus>{_SIGN}))?(?P<size>(?>\d[\d,]*(?:\.\d+)?|\.\d+))(?!{_LEVEL})")
# How records name a measure, those that the vocabulary lacks among them, so that none is taken for another.
_NAMES = {
    "odds-ratio": r"\b(?:a|c)?ORs?\b|(?i:\bodds ratios?)",
    "risk-ratio": r"\b(?:a|c)?RRs?\b|(?i:\b(?:relative risks?|risk ratios?)\b(?! reduction))",
    "hazard-ratio": r"\b(?:a|c)?HRs?\b|(?i:\bhazard ratios?)",
    "rate-ratio": r"\bIRRs?\b|(?i:\brate ratios?)",
    "smd": r"\bSMDs?\b|(?i:\bstandardi[sz]ed (?:mean )?differences?|\beffect sizes?|\bCohen's d|\bHedges' g)",
    "difference": r"(?i:(?<!no )(?<!significant )\bdifferences?(?=[\s,(:=]*(?:of |was )?[^\w\s]?\d))",
    "beta": "\u03b2|(?i:\\bbeta)",
    "correlation": r"\br\s*=|(?i:\bcorrelat\w+)",
}
_MEASURE = re.compile("|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _NAMES.items()))


IMPOSSIBLE = {
    "reversed": "The interval runs from {low} down to {high}. Write its lower end as 'low'.",
    "outside": "The value {value} lies outside its interval, {low} to {high}. Look all three up again.",
    "ratio": "A ratio is above 0, and this interval begins at {low}. Look up whether it is a ratio.",
    "correlation": "A correlation lies between -1 and 1, and this interval is {low} to {high}. Look up what it is.",
}
UNTOLD = by_kind(
    absent="The number {number} is not in {text}. Look it up again.",
    sign="The number {number} is in {text} only as {other}. Look its sign up again, and write it in both.",
    apart="{text} does not give {value} with the interval {low} to {high}. Look it up again, and write the value and then "
    "its interval there: 1.2 (95% CI 1.1 to 1.4).",
    measure="{text} gives these numbers as '{told}', and the measure here is '{measure}'. Look up which is right.",
)
Wrong = tuple[str, dict[str, str]]  # a field, and the facts of what is wrong with it


@dataclass(frozen=True, slots=True)
class Told:
    """A number of a text, and the measure that was named last before it."""

    number: float
    measure: str


@lru_cache(maxsize=4_000)
def told(text: str) -> tuple[Told, ...]:
    """Return the numbers of a text with their signs; a hyphen or dash between two numbers is no sign."""
    return tuple(_told(text))


def _told(text: str) -> Iterator[Told]:
    names = [(found.start(), (found.lastgroup or "").replace("_", "-")) for found in _MEASURE.finditer(text)]
    for found in _NUMBER.finditer(text):
        size = float(found["size"].replace(",", ""))
        before = [name for start, name in names if start < found.start()]
        yield Told(-size if found["minus"] else size, before[-1] if before else "")


def impossible(size: Estimate) -> Wrong | None:
    """Return what is wrong with a size whatever its source says."""
    facts = {"value": f"{size.value:g}", "low": f"{size.low:g}", "high": f"{size.high:g}"}
    if size.low > size.high:
        return "low", {"kind": "reversed", **facts}
    if not size.low <= size.value <= size.high:
        return "value", {"kind": "outside", **facts}
    if size.is_ratio and size.low <= 0:
        return "low", {"kind": "ratio", **facts}
    if size.measure == "correlation" and max(-size.low, size.high) > 1:
        return "low", {"kind": "correlation", **facts}
    return None


def untold(size: Estimate, text: str, name: str) -> Iterator[Wrong]:
    """Yield what a text, which a finding calls by `name`, tells otherwise of a size or not at all."""
    numbers = told(text)
    given = {"value": size.value, "low": size.low, "high": size.high}
    threes = zip(numbers, numbers[1:], numbers[2:], strict=False)
    measures = [three[0].measure for three in threes if [one.number for one in three] == list(given.values())]
    if measures and size.measure in schemas.vocabulary("measure") and not {size.measure, ""} & set(measures):
        yield "measure", {"kind": "measure", "text": name, "told": measures[0], "measure": size.measure}
    known = {one.number for one in numbers}
    missing = {field: number for field, number in given.items() if number not in known}
    for field, number in missing.items():
        turned = {"kind": "sign", "other": f"{-number:g}"} if -number in known else {"kind": "absent"}
        yield field, {**turned, "number": f"{number:g}", "text": name}
    if not measures and not missing:
        yield "value", {"kind": "apart", "text": name, **{field: f"{number:g}" for field, number in given.items()}}
