"""KB522 to KB524: whose word an item rests on: a body that binds, one that advises, or one that is named and not cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from macros.checks.rule import Found, Rule
from macros.handbook import schemas
from macros.handbook.grounds import ADVICE
from macros.handbook.unreadable import lacks_references
from macros.model import Library, Reference

_RULES = (*ADVICE, "other")  # what laws and rulings are
_ADVICE_WORDS = r"[Gg]uidance|[Gg]uidelines?|[Rr]egulators?|[Ee]xpert advice|NICE"


class AdviserAsDuty(Rule):
    """A duty named after a body that only advises."""

    code = "KB522"
    message = (
        "'{adviser}' only advises; it binds nobody. Name the law or the regulator that asks for this, or take out the 'duty': "
        "advice goes into 'sources', and a 'do' then rests on the 'danger' it averts, or becomes 'consider'."
    )

    def find(self, library: Library) -> Found:
        for _, item in library.items():
            for duty in item.duties:
                if adviser := _adviser(duty.body):
                    yield item.where("duty"), {"adviser": adviser}


def _adviser(body: str) -> str:
    known = schemas.vocabulary("adviser")
    return next((one for one in known if re.search(rf"\b{re.escape(one)}\b", body, re.IGNORECASE)), "")


class StudyAsDuty(Rule):
    """A duty all of whose sources are studies, which carry no rule."""

    code = "KB523"
    message = (
        "Every source here is a study, and a study imposes no duty. Add the source that states this duty "
        "(design: guideline, or other for a law), or take out the 'duty'."
    )

    def find(self, library: Library) -> Found:
        if lacks_references(library):
            return
        for _, item in library.items():
            known = [library.references[one].design for one in item.sources if one in library.references]
            if item.duties and known and not any(design in _RULES for design in known):
                yield item.where("duty"), {}


class UncitedAdvice(Rule):
    """Practice whose reason leans on a body's word and cites no source for it."""

    code = "KB524"
    message = (
        "The reason appeals to '{named}', but no source backs that up. Name the guideline under 'sources', where it is shown as "
        "advice, or take it out of 'because'."
    )

    def find(self, library: Library) -> Found:
        named = _named(library)
        for _, item in library.items():
            if item.certainty == "practice" and not item.sources and (found := named.search(item.because)):
                yield item.where("because"), {"named": found[0]}


def _named(library: Library) -> re.Pattern[str]:
    """Return the words for advice, and the name of every body that is an author here or known to advise."""
    bodies = {*schemas.vocabulary("adviser"), *chain.from_iterable(map(_authors, library.references.values()))}
    names = "|".join(map(re.escape, sorted(bodies, key=len, reverse=True)))
    return re.compile(rf"\b(?:{_ADVICE_WORDS}|{names})\b")


def _authors(one: Reference) -> Iterator[str]:
    """Yield the bodies among its authors; KB505 tells of an entry that is no name."""
    authors = one.csl.get("author")
    for who in authors if isinstance(authors, list) else ():
        if isinstance(who, dict) and who.get("literal"):
            yield str(who["literal"])
