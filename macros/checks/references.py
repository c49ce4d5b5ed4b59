"""KB53x: what a librarian would send back in a reference, beyond what the schema says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from macros.checks.rule import Found, Rule
from macros.handbook.sentences import by_kind
from macros.model import Library, Reference

CUT_AT = 6  # where databases and reference managers like to end a list of authors
_OTHERS = re.compile(r"\b(et\.? ?al\.?|and others|others)$", re.IGNORECASE)
_WITHOUT_AUTHOR = ("legal_case", "legislation")
_UNDATED = ("webpage",)


def _names(reference: Reference, role: str) -> list[Mapping[str, Any]]:
    found = reference.csl.get(role)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _each_name(library: Library) -> Iterator[tuple[Reference, str, int, Mapping[str, Any]]]:
    """Yield every name of every reference, with its role and its number in the list of that role."""
    for one in library.references.values():
        for role in ("author", "editor"):
            for index, name in enumerate(_names(one, role)):
                yield one, role, index, name


class CutAuthors(Rule):
    """A list of authors that ends at six and does not say whether six are all."""

    code = "KB530"
    message = (
        "'{id}' lists exactly six authors, which is where many lists are cut off. Add the others; or write `and_others: true` if there "
        'are more, which prints "et al.", or `and_others: false` if six are all.'
    )

    def find(self, library: Library) -> Found:
        for one in library.references.values():
            if len(_names(one, "author")) == CUT_AT and "and_others" not in one.csl:
                yield one.where("author"), {"id": one.id}


class OthersAsName(Rule):
    """ "Et al." written as if it were an author."""

    code = "KB531"
    message = "'{name}' is not a name. Remove it and write `and_others: true`."

    def find(self, library: Library) -> Found:
        for one, role, index, name in _each_name(library):
            text = str(name.get("literal") or name.get("family") or "")
            if _OTHERS.search(text):
                yield one.where(role, index), {"name": text}


class SuffixAmongGivenNames(Rule):
    """A comma among given names: what follows it is a suffix, a degree or another author."""

    code = "KB535"
    message = "The given names '{given}' hold a comma. Put Jr, Sr, II or III under `suffix:`, another author on a line of their own, and leave out degrees."

    def find(self, library: Library) -> Found:
        for one, role, index, name in _each_name(library):
            if "," in (given := str(name.get("given", ""))):
                yield one.where(role, index, "given"), {"given": given}


class MissingFields(Rule):
    """A reference without what its type needs: author, year, journal, volume, publisher or institution."""

    code = "KB532"
    message = by_kind(
        "'{id}' ({type}) has no ",
        author="author. Add who wrote it; for an organisation: `- literal: Its Name`.",
        year="year. Add `issued:` and the year; only web pages may be undated.",
        within="container-title. Add the journal or the book that it appeared in.",
        publisher="publisher. Add who published it.",
    )

    def find(self, library: Library) -> Found:
        for one in library.references.values():
            for kind in _missing(one):
                yield one.place, {"id": one.id, "type": one.csl.get("type"), "kind": kind}


class NoVolume(Rule):
    """A journal article with no volume, and no word that it has none yet or that it was not seen."""

    code = "KB533"
    message = (
        "'{id}' has no volume. Add it; or write `status: online ahead of print` if it has none yet, or "
        "`volume_not_seen: true` if you did not see it."
    )

    def find(self, library: Library) -> Found:
        for one in library.references.values():
            csl = one.csl
            told = csl.get("volume") or csl.get("status") or csl.get("volume_not_seen") or _yearly(csl)
            if csl.get("type") == "article-journal" and not told:
                yield one.place, {"id": one.id}


def _missing(one: Reference) -> Iterator[str]:
    csl, type_ = one.csl, one.csl.get("type")
    if not csl.get("author") and not csl.get("editor") and type_ not in _WITHOUT_AUTHOR:
        yield "author"
    if not csl.get("issued") and type_ not in _UNDATED:
        yield "year"
    if type_ in ("article-journal", "chapter", "paper-conference") and not csl.get("container-title"):
        yield "within"
    if type_ in ("report", "book", "thesis") and not csl.get("publisher") and not _institution(csl):
        yield "publisher"


def _yearly(csl: Mapping[str, object]) -> bool:
    """Return whether the journal counts issues by the year, as the Cochrane Database does: an issue and a number, no volume."""
    return bool(csl.get("issue") and csl.get("page"))


def _institution(csl: Mapping[str, object]) -> bool:
    """Return whether an organisation is the author, which then needs no publisher."""
    names = csl.get("author")
    return isinstance(names, list) and any("literal" in one for one in names if isinstance(one, dict))
