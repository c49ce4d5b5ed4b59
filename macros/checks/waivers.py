"""Waivers: findings that are accepted for a reason, for a time. One that waives nothing is itself a finding."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from macros.handbook.sentences import diagnostic
from macros.model import Diagnostic, Library

ENDED = "This waiver ended on {until}. Fix what it waived, or give a new reason and day."
IDLE = "This waiver matches nothing: there is no {code} in {file}. Remove it."


def apply(
    library: Library, findings: list[Diagnostic], today: date, cut: Collection[str] = frozenset()
) -> list[Diagnostic]:
    """Return the findings that no waiver in force accepts, and a finding for each waiver that has expired or waives nothing.

    Of the files in `cut` not every finding is given: what a waiver accepts there may be among the others.
    """
    kept = findings
    for waiver in library.waivers:
        if waiver.until < today.isoformat():
            kept = [*kept, diagnostic(waiver.where("until"), "KB414", ENDED, {"until": waiver.until})]
            continue
        rest = [one for one in kept if (one.code, one.place.file) != (waiver.code, waiver.file)]
        if len(rest) == len(kept) and waiver.file not in cut:
            facts = {"code": waiver.code, "file": waiver.file}
            rest = [*kept, diagnostic(waiver.where("code"), "KB415", IDLE, facts)]
        kept = rest
    return kept
