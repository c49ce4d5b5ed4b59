"""What readers are told of a source that was retracted, corrected or replaced since: in words, before the source."""

from __future__ import annotations

from calendar import month_abbr
from contextlib import suppress
from urllib.parse import quote

from markupsafe import Markup

from macros.handbook import schemas
from macros.handbook.html_templates import fill
from macros.model import Library, Notice
from macros.render.text import day

_KEPT_FROM_READERS = ("moved", "changed")  # where a page stands now, and how it is worded, is for whoever edits
_URL = ":/?#@!$&*+,;=%~()"
_SAY_NEXT = {"new-version": "Newer version"}


def notices(library: Library, id: str) -> Markup:
    """Return every notice of a source as finished HTML, the gravest first and each as one sentence; empty where none is known."""
    status = library.evidence.get(id)
    known = list(schemas.vocabulary("notice"))
    found = [
        one for one in (status.notices if status else ()) if one.kind in known and one.kind not in _KEPT_FROM_READERS
    ]
    told = [_told(one) for one in sorted(found, key=lambda one: known.index(one.kind))]
    return fill("page/notices.html", notices=told) if told else Markup()


def _told(one: Notice) -> tuple[str, str, str]:
    """Return what is said, where that can be read, and the words of the link."""
    what = schemas.title("notice", one.kind)
    who = (
        f" by {', '.join(schemas.vocabulary('service')[by]['title'] for by in one.by)}"
        if one.kind == "retraction-alone"
        else ""
    )
    dated = f", {when(one.date)}" if one.date else ""
    return (
        what + who + dated,
        _address(one.link) if one.link and one.kind != "gone" else "",
        _SAY_NEXT.get(one.kind, "Notice"),
    )


def _address(link: str) -> str:
    where = link if link.startswith(("https://", "http://")) else f"https://doi.org/{link}"
    return quote(where, safe=_URL)


def when(date: str) -> str:
    """Return a day, a month or a year as people write it; a date that is none stands as it is."""
    year, _, rest = date.partition("-")
    with suppress(ValueError, IndexError):
        if len(rest) == 2:
            return f"{month_abbr[int(rest)]} {year}"
        return day(date) if rest else year
    return date
