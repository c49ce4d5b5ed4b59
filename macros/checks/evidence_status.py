"""KB551 and KB552: what rests on a source that was retracted since, and what has happened to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.checks.rule import Found, Rule
from macros.handbook import schemas
from macros.model import Library, Location, Notice, Page, Reference

GRAVE = ("retraction", "withdrawal")
_SAYS_SO = re.compile(r"\b(?:retract|withdr[ae]w)", re.IGNORECASE)
_CALL = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class _Use:
    """A place that rests on a source: what it is called, and the words around it."""

    source: str
    place: Location
    name: str
    words: str


class RetractedSource(Rule):
    """Advice, a sentence or a trial that rests on a source that was retracted or withdrawn, and does not say so."""

    code = "KB551"
    message = (
        "'{id}' was {what}{by}. Change {name} so that it rests on it no longer; or say there in words that it was {what}, "
        "and why it is named all the same."
    )

    def find(self, library: Library) -> Found:
        grave = {id: found for id, status in library.evidence.items() if (found := _grave(status.notices))}
        for use in _uses(library) if grave else ():
            if use.source in grave and not _SAYS_SO.search(use.words):
                one = grave[use.source]
                yield use.place, {"id": use.source, "what": _what(one), "by": _by(one), "name": use.name}


class ChangedSource(Rule):
    """A source that was corrected, doubted, replaced or moved, which nobody has considered yet."""

    code = "KB552"
    message = (
        "'{id}' was {what}{by}. Read it, and change what rests on the source: {uses}. If all of it holds, add "
        "`considered:` and today's day to the notice in docs/_data/evidence_status.yml."
    )
    advice = True

    def find(self, library: Library) -> Found:
        open_ = {id: found for id, status in library.evidence.items() if (found := list(_open(status.notices)))}
        uses = list(_uses(library)) if open_ else []
        for id, notices in open_.items():
            if reference := library.references.get(id):
                names = sorted({f"{use.place.file}:{use.place.line}" for use in uses if use.source == id})
                for one in notices:
                    facts = {"id": id, "what": _what(one), "by": _by(one)}
                    yield _where(reference), {**facts, "uses": ", ".join(names) or "nothing"}


def _grave(notices: tuple[Notice, ...]) -> Notice | None:
    return next((one for one in notices if one.kind in GRAVE), None)


def _open(notices: tuple[Notice, ...]) -> Iterator[Notice]:
    known = schemas.vocabulary("notice")
    return (one for one in notices if one.kind in known and one.kind not in GRAVE and not one.considered)


def _what(one: Notice) -> str:
    return schemas.vocabulary("notice")[one.kind]["title"]


def _by(one: Notice) -> str:
    """Who says so, when it happened, and where it can be read."""
    known = schemas.vocabulary("service")
    told = [", ".join(known[name]["title"] for name in one.by if name in known), one.date, one.link]
    return f" ({'; '.join(filter(None, told))})"


def _where(reference: Reference) -> Location:
    return reference.where("DOI" if "DOI" in reference.csl else "URL")


def _uses(library: Library) -> Iterator[_Use]:
    for checklist in library.checklists.values():
        for item in checklist.items:
            for index, source in enumerate(item.sources):
                name = f"'{item.id}' or its grade"
                yield _Use(source, item.where("sources", index), name, f"{item.do} {item.because}")
    for trial in library.trials:
        yield _Use(trial.source, trial.where("source"), f"the row '{trial.id}'", f"{trial.tried} {trial.found}")
    for page in library.pages.values():
        for call in page.calls:
            if call.name == "cite":
                words = _passage(page, call.place.line - page.text_line)
                yield from (_Use(str(one), call.place, "this statement", words) for one in call.args)


def _passage(page: Page, at: int) -> str:
    """The paragraph, list entry or row of a table that a line stands in, without the calls in it."""
    lines = page.text.split("\n")
    first = last = at
    while first and lines[first - 1].strip() and not _begins(lines[first]):
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip() and not _begins(lines[last + 1]):
        last += 1
    return _CALL.sub("", " ".join(lines[first : last + 1]))


def _begins(line: str) -> bool:
    return bool(re.match(r"\s*(?:[-*+|>#]|\d+[.)])", line))


def rules() -> list[Rule]:
    return [RetractedSource(), ChangedSource()]
