"""The timetable of a session."""

from __future__ import annotations

from macros.handbook.session_plan import LENGTHS, steps
from macros.model import Library, Page
from macros.render.text import plain


def timetable(library: Library, page: Page) -> str:
    """The steps of a session, their minutes in sessions of each length, and who does what."""
    heads = ["Step", *(f"Of {one} min" for one in LENGTHS), "What happens", "Who"]
    rows = [[one.name, *(str(one.minutes[it]) for it in LENGTHS), plain(one.does), plain(one.who)] for one in steps()]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))
