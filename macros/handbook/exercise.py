"""A plan for the minutes of an exercise."""

from __future__ import annotations

_STEPS = {  # minutes of ten
    "Set the scene and hand out the briefs": 1,
    "Play": 3,
    "Talk about it, with the observer's ticks": 3,
    "Play the same minutes again": 2,
    "Close: one sentence to use this week": 1,
}


def plan(minutes: int) -> dict[str, int]:
    """Return whole minutes for each step, which add up: largest remainders first."""
    exact = {step: share * minutes / 10 for step, share in _STEPS.items()}
    given = {step: int(one) for step, one in exact.items()}
    for step in sorted(exact, key=lambda one: given[one] - exact[one])[: minutes - sum(given.values())]:
        given[step] += 1
    return given
