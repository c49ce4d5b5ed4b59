"""Says when the weekly look at links has itself not run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

MARKER = "<!-- kb: the link check has stopped -->"
TITLE = "The weekly link check has stopped"
DAYS = 10


def body(last: str, now: datetime) -> tuple[str, bool]:
    """The issue's text, and whether the last good run (ISO time, or empty) is longer ago than allowed."""
    ran = datetime.fromisoformat(last) if last else None
    silent = ran is None or (now - ran).days >= DAYS
    when = f"It last ran through on {ran.date().isoformat()}." if ran else "It has never run through."
    text = (
        f"{when} It should every week. Look at the workflow 'Weekly' under Actions: a schedule stops when a repository "
        "sleeps for 60 days, and can be started again by hand. Until then nobody is told of dead links."
    )
    return text, silent


def last_run(answer: Any) -> str:
    """When the newest run of GitHub's answer began; empty where there is none."""
    runs = answer.get("workflow_runs", ())
    return str(runs[0]["run_started_at"]).replace("Z", "+00:00") if runs else ""


def now() -> datetime:
    return datetime.now(UTC)
