"""What a service says of a source, in our words: the kinds of notices that services name differently."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"'`{}\[\]\\]+")
_COCHRANE = re.compile(r"^10\.1002/14651858\.([A-Z]{2}\d{6})(?:\.pub(\d+))?$", re.IGNORECASE)

# Crossref's types of update, which hold those of Retraction Watch.
_OF_CROSSREF = {
    "retraction": "retraction",
    "removal": "withdrawal",
    "withdrawal": "withdrawal",
    "partial_retraction": "partial-retraction",
    "expression_of_concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "addendum": "correction",
    "clarification": "correction",
    "new_version": "new-version",
    "new_edition": "new-version",
}
# PubMed's RefType; those that are not here say nothing about whether a source still holds.
_OF_PUBMED = {
    "RetractionIn": "retraction",
    "RetractedandRepublishedIn": "retraction",
    "PartialRetractionIn": "partial-retraction",
    "ExpressionOfConcernIn": "concern",
    "ErratumIn": "correction",
    "CorrectedandRepublishedIn": "correction",
    "UpdateIn": "new-version",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One notice as one service gives it; `link` is a DOI or an address, `date` as exact as it is known."""

    kind: str
    by: str
    link: str = ""
    date: str = ""


def kind_of_update(type_: str) -> str:
    """Return what Crossref's type of an update is to us."""
    return _OF_CROSSREF.get(re.sub(r"[\s-]+", "_", type_.strip().lower()), "other")


def kind_of_relation(type_: str) -> str:
    """Return what PubMed's relation is to us; empty where it does not bear on whether a source holds."""
    return _OF_PUBMED.get(type_, "")


def kind_of_title(title: str) -> str:
    """Return what journals write before the title of a record in place of, or besides, a notice."""
    found = re.match(r"\W*(RETRACTED|WITHDRAWN|REMOVED)\b[^:]{0,20}:", title, re.IGNORECASE)
    return ("retraction" if found[1].upper() == "RETRACTED" else "withdrawal") if found else ""


def first_doi(text: str) -> str:
    """Return the first DOI that stands in a text, without the full stop that ends its sentence."""
    found = _DOI.search(text)
    return found[0].rstrip(".,;").lower() if found else ""


def cochrane(doi: str) -> tuple[str, int] | None:
    """Return a Cochrane review and the number of its version (`.pub3` is 3, the first has none); None for any other DOI."""
    found = _COCHRANE.match(doi)
    return (found[1].upper(), int(found[2] or 1)) if found else None


def is_older(doi: str, other: str) -> bool:
    """Return whether another DOI is an older version of the same Cochrane review, or this one."""
    known, found = cochrane(doi), cochrane(other)
    return bool(known and found and known[0] == found[0] and found[1] <= known[1])


def cochrane_doi(review: str, version: int) -> str:
    """Return the DOI of one version of a Cochrane review."""
    return f"10.1002/14651858.{review}" + (f".pub{version}" if version > 1 else "")
