"""Articles whose evidence is due to be looked at again, from their own front matter."""

from __future__ import annotations

from datetime import date, timedelta

from macros.model import Library

MARKER = "<!-- kb: articles due for review -->"
TITLE = "Articles due for review"


def body(library: Library, today: date, days: int = 31) -> tuple[str, bool]:
    """Return what is due within so many days, the longest overdue first, and whether there is anything."""
    last = (today + timedelta(days=days)).isoformat()
    due = sorted(
        ((one.review_due, one) for one in library.articles.values() if one.review_due <= last), key=lambda one: one[0]
    )
    rows = [
        f"- [ ] {'overdue since' if day < today.isoformat() else 'due on'} {day}: {one.title} (`{one.page.place.file}`)"
        for day, one in due
    ]
    how = (
        "For each: search for newer evidence, change what it changes, then set `evidence_checked` to the day you looked "
        "and `review_due` to a day within a year and a half. `reviews` is for clinicians who read the whole page."
    )
    return "\n\n".join([f"As of {today.isoformat()}.", "\n".join(rows) or "Nothing is due.", how]), bool(rows)
