"""The exercise that ends each article: its parts, and a plan for its minutes."""

from __future__ import annotations

from macros.model import Article

_STEPS = {  # minutes of ten
    "Set the scene and hand out the briefs": 1,
    "Play": 3,
    "Talk about it, with the observer's ticks": 3,
    "Play the same minutes again": 2,
    "Close: one sentence to use this week": 1,
}


def part(article: Article, id: str) -> str:
    """The Markdown of a part of "Teach it", such as `observer`; macros such as the quiz are left out."""
    section = article.page.section(f"teach-{id}")
    lines = section.body.strip().splitlines() if section else []
    return "\n".join(line for line in lines if not line.startswith("{{")).strip()


def plan(minutes: int) -> dict[str, int]:
    """Whole minutes for each step, which add up: largest remainders first."""
    exact = {step: share * minutes / 10 for step, share in _STEPS.items()}
    given = {step: int(one) for step, one in exact.items()}
    for step in sorted(exact, key=lambda one: given[one] - exact[one])[: minutes - sum(given.values())]:
        given[step] += 1
    return given
