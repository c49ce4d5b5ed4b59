"""A session of 30, 45, 60 or 90 minutes: its steps, and who does what; scenes are played in the step that has most time.

And a plan for the minutes of one exercise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from macros.handbook.scenes import begun
from macros.model import ROLES

_OF_EXERCISE = {  # minutes of ten
    "Set the scene and hand out the briefs": 1,
    "Play": 3,
    "Talk about it, with the observer's ticks": 3,
    "Play the same minutes again": 2,
    "Close: one sentence to use this week": 1,
}


def plan(minutes: int) -> dict[str, int]:
    """Return whole minutes for each step of an exercise, which add up: largest remainders first."""
    exact = {step: share * minutes / 10 for step, share in _OF_EXERCISE.items()}
    given = {step: int(one) for step, one in exact.items()}
    for step in sorted(exact, key=lambda one: given[one] - exact[one])[: minutes - sum(given.values())]:
        given[step] += 1
    return given


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a session, with its minutes by the length of the whole."""

    name: str
    does: str
    who: str
    minutes: dict[int, int]


LENGTHS = (30, 45, 60, 90)
STEPS = (
    Step(
        "Open",
        "Say the one behaviour, the stop word and who may pass. Read the content note.",
        "Trainer",
        {30: 3, 45: 4, 60: 5, 90: 10},
    ),
    Step(
        "Show it",
        "Play the poor exchange, then the good one. Ask what was different.",
        "Trainer and a volunteer",
        {30: 3, 45: 4, 60: 5, 90: 10},
    ),
    Step(
        "Play in threes",
        "Play, hear the ticks, play the same minutes again.",
        "{clinician}, {patient} and observer",  # a scene may have names of its own for the two
        {30: 17, 45: 26, 60: 35, 90: 50},
    ),
    Step(
        "Step out of role",
        "Each says their own name, and one thing about today that has nothing to do with the scene.",
        "Everyone",
        {30: 3, 45: 4, 60: 5, 90: 10},
    ),
    Step(
        "Close",
        "Each says which sentence they will use this week, and with whom.",
        "Everyone, the lowest rank first",
        {30: 4, 45: 7, 60: 10, 90: 10},
    ),
)
SWAP = "Then swap roles."  # after a scene, if there is time for another
PLAY = 2  # the number of the step in which scenes are played


def steps() -> tuple[Step, ...]:
    """Return the steps as a session of any scene has them: with the swap, and with those who play by their usual names."""
    played = STEPS[PLAY]
    who = begun(played.who.format(**dict(zip(ROLES, ROLES, strict=True))))
    return (*STEPS[:PLAY], replace(played, does=f"{played.does} {SWAP}", who=who), *STEPS[PLAY + 1 :])
