"""Figures and number words in a claim, and whether they stand in what its sources are recorded to say."""

from __future__ import annotations

import re

from macros.model import Reference

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_ANY = "|".join(_VALUES)
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_WORD = re.compile(rf"\b(?:({'|'.join(_TENS)})-)?({_ANY})\b", re.IGNORECASE)
_SHARE = re.compile(rf"\b({_ANY}|\d+)(?: \w+)? in ({_ANY}|\d+)\b", re.IGNORECASE)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_EFFORT = re.compile(
    r"\b(?:takes?|costs?)\b[^.;]*"
)  # "it takes ten seconds" is our guess, in words, of what advice costs
_UNCOUNTED = re.compile(  # two things that a sentence has just named
    r"\b(?:two (?:people|lists|plans|questions|acted visits|trust scales)|(?:these|compared? the) two)\b", re.IGNORECASE
)


def missing(text: str, sources: list[Reference]) -> list[str]:
    """The numbers of a text that none of its sources gives; words ("six") and thousands ("1,588") are read as figures.

    A word may also count some of the sources themselves ("two reviews"), and a share ("three in ten") be near a percentage.
    """
    told = " ".join(f"{one.csl['title']} {one.population} {one.finding} {one.limits}" for one in sources)
    known = _figures(told) | _words(told) | {str(year) for one in sources for year in _years(one)}
    rest = _SHARE.sub(lambda share: " " if _near(share, told) else share[0], text)
    counted = _UNCOUNTED.sub(" ", _EFFORT.sub(" ", rest))
    ours = {str(n) for n in range(1, max(1, len(sources)) + 1)}
    return sorted((_figures(rest) | (_words(counted) - ours)) - known)


def _figures(text: str) -> set[str]:
    return {figure.replace(",", "") for figure in _FIGURE.findall(text)}


def _words(text: str) -> set[str]:
    return {str(_VALUES.get(tens.lower(), 0) + _VALUES[unit.lower()]) for tens, unit in _WORD.findall(text)}


def _years(one: Reference) -> list[int]:
    issued = one.csl.get("issued")
    return issued["date-parts"][0] if isinstance(issued, dict) else []


def _near(share: re.Match[str], told: str) -> bool:
    """Whether a source gives a percentage, or what is left of it to 100, within three points of this share."""
    part, whole = (_VALUES.get(one.lower()) or int(one) for one in share.groups())
    given = [float(one) for one in _PERCENT.findall(told)]
    return any(abs(percent - 100 * part / whole) <= 3 for one in given for percent in (one, 100 - one))
