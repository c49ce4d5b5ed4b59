"""Waivers: findings that are accepted for a reason, for a time. One that waives nothing is itself a finding."""

from __future__ import annotations

from datetime import date

from macros.model import Diagnostic, Library


def apply(library: Library, findings: list[Diagnostic], today: date) -> list[Diagnostic]:
    """The findings that no waiver in force accepts, and a finding for each waiver that has expired or waives nothing."""
    kept = findings
    for waiver in library.waivers:
        if waiver.until < today.isoformat():
            message = f"This waiver ended on {waiver.until}. Fix what it waived, or give a new reason and day."
            kept = [*kept, Diagnostic(waiver.where("until"), "KB414", message)]
            continue
        rest = [one for one in kept if (one.code, one.place.file) != (waiver.code, waiver.file)]
        if len(rest) == len(kept):
            message = f"This waiver matches nothing: there is no {waiver.code} in {waiver.file}. Remove it."
            rest = [*kept, Diagnostic(waiver.where("code"), "KB415", message)]
        kept = rest
    return kept
