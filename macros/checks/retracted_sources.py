"""KB551 and KB552: what rests on a source that was retracted since, and what has happened to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.checks.rule import Found, Rule
from macros.handbook import schemas
from macros.handbook.sentences import by_kind
from macros.model import Library, Location, Notice, Page, Severity

# What says so on purpose: not the withdrawal of a drug, nor a patient who has withdrawn.
_SAYS_SO = {
    "retraction": re.compile(r"\bretract(?:ed|ion)\b", re.IGNORECASE),
    "withdrawal": re.compile(r"\bretract(?:ed|ion)\b|\b(?:was|were|been|since) withdrawn\b", re.IGNORECASE),
}
GRAVE = tuple(_SAYS_SO)
_CALL = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class _Use:
    """A place that rests on a source: an item, a trial or a statement, and its words."""

    source: str
    place: Location
    kind: str
    item: str
    words: str


_REST = " so that it no longer rests on it; or say there in words that it was {what}, and why it is still cited."


class RetractedSource(Rule):
    """Advice, a sentence or a trial that rests on a source that was retracted or withdrawn, and does not say so."""

    code = "KB551"
    message = by_kind(
        "'{id}' was {what} ({told}). Change ",
        item="'{item}' or its grade" + _REST,
        trial="the row '{item}'" + _REST,
        statement="this statement" + _REST,
    )

    def find(self, library: Library) -> Found:
        grave = {
            id: found
            for id, status in library.evidence.items()
            if (found := next((one for one in status.notices if one.kind in GRAVE), None))
        }
        for use in _uses(library) if grave else ():
            if use.source in grave and not _SAYS_SO[grave[use.source].kind].search(use.words):
                yield use.place, {**_facts(use.source, grave[use.source]), "kind": use.kind, "item": use.item}


class ChangedSource(Rule):
    """A source that was corrected, doubted, replaced or moved, which nobody has considered yet."""

    code = "KB552"
    message = (
        "'{id}' was {what} ({told}). Read it, and change what rests on the source: {uses}. If all of it still holds, add "
        "`considered:` and today's day to the notice in docs/_data/evidence_status.yml."
    )
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        open_ = {id: found for id, status in library.evidence.items() if (found := list(_open(status.notices)))}
        uses = list(_uses(library)) if open_ else []
        for id, notices in open_.items():
            if reference := library.references.get(id):
                places = sorted({use.place for use in uses if use.source == id})
                names = [f"{place.file}:{place.line}" for place in places] or ["nothing"]
                for one in notices:
                    where = reference.where("DOI" if "DOI" in reference.csl else "URL")
                    yield where, {**_facts(id, one), "uses": names}


def _open(notices: tuple[Notice, ...]) -> Iterator[Notice]:
    known = schemas.vocabulary("notice")
    return (one for one in notices if one.kind in known and one.kind not in GRAVE and not one.considered)


def _facts(id: str, one: Notice) -> dict[str, object]:
    """Return what happened, and as far as is known who says so, when, and where it can be read."""
    known = schemas.vocabulary("service")
    told = [*(known[name]["title"] for name in one.by if name in known), one.date, one.link]
    return {"id": id, "what": schemas.vocabulary("notice")[one.kind]["title"], "told": [part for part in told if part]}


def _uses(library: Library) -> Iterator[_Use]:
    for _, item in library.items():
        for index, source in enumerate(item.sources):
            yield _Use(source, item.where("sources", index), "item", item.id, f"{item.do} {item.because}")
    for trial in library.trials:
        yield _Use(trial.source, trial.where("source"), "trial", trial.id, f"{trial.tried} {trial.found}")
    for page, call in library.calls():
        if call.name == "cite":
            words = _passage(page, call.place.line - page.text_line)
            yield from (_Use(str(one), call.place, "statement", "", words) for one in call.args)


def _passage(page: Page, at: int) -> str:
    """Return the paragraph, list entry or row of a table that a line stands in, without the calls in it."""
    lines = page.text.split("\n")
    first = last = at
    while first and lines[first - 1].strip() and not _begins(lines[first]):
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip() and not _begins(lines[last + 1]):
        last += 1
    return _CALL.sub("", " ".join(lines[first : last + 1]))


def _begins(line: str) -> bool:
    return bool(re.match(r"\s*(?:[-*+|>#]|\d+[.)])", line))
