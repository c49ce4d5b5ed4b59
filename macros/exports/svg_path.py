"""The paths of our drawings as points: straight lines, quadratic curves and circular arcs."""

from __future__ import annotations

import cmath
import itertools
import re
from collections.abc import Iterator
from math import pi

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "A": 7, "Z": 0}
_STEPS = 24  # straight pieces of a curve


def polylines(path: str) -> list[list[complex]]:
    """The points of each stroke; x is the real part and y the imaginary."""
    strokes: list[list[complex]] = []
    for letter, text in _COMMAND.findall(path):
        numbers = [float(one) for one in _NUMBER.findall(text)]
        takes, kind = _TAKES[letter.upper()], letter.upper()
        for at in range(0, len(numbers) or 1, takes or 1):
            if kind == "M" and at == 0:
                here = strokes[-1][-1] if strokes and letter == "m" else 0
                strokes.append([here + complex(*numbers[:2])])
            else:
                given = numbers[at : at + takes]
                strokes[-1] += _points("L" if kind == "M" else kind, given, strokes[-1], letter.islower())
        if kind == "Z":
            strokes.append([strokes[-1][0]])
    return [one for one in strokes if len(one) > 1]


def _points(kind: str, numbers: list[float], stroke: list[complex], is_relative: bool) -> Iterator[complex]:
    here = stroke[-1]
    base = here if is_relative else 0j
    if kind == "Z":
        yield stroke[0]
    elif kind == "H":
        yield complex(base.real + numbers[0], here.imag)
    elif kind == "V":
        yield complex(here.real, base.imag + numbers[0])
    elif kind == "A":
        yield from _arc(here, base + complex(*numbers[5:]), numbers[0], bool(numbers[3]), bool(numbers[4]))
    else:
        ends = [here, *(base + complex(*numbers[at : at + 2]) for at in range(0, len(numbers), 2))]
        yield from _curve(ends) if len(ends) > 2 else ends[1:]


def _curve(ends: list[complex]) -> Iterator[complex]:
    """A Bezier curve, by de Casteljau."""
    for step in range(1, _STEPS + 1):
        left, part = ends, step / _STEPS
        while len(left) > 1:
            left = [one + (two - one) * part for one, two in itertools.pairwise(left)]
        yield left[0]


def _arc(start: complex, end: complex, radius: float, is_large: bool, is_clockwise: bool) -> Iterator[complex]:
    """An arc of a circle, as SVG tells the four of one radius apart."""
    half = (end - start) / 2
    aside = (max(radius, abs(half)) ** 2 - abs(half) ** 2) ** 0.5
    middle = start + half + (1j if is_large != is_clockwise else -1j) * aside * half / abs(half)
    turn = cmath.phase((end - middle) / (start - middle))
    turn = turn % (2 * pi) if is_clockwise else -(-turn % (2 * pi))
    for step in range(1, _STEPS + 1):
        yield middle + (start - middle) * cmath.exp(1j * turn * step / _STEPS)
