"""Who outside has read an article, in which version, and whether it has changed since."""

from __future__ import annotations

from collections.abc import Mapping

from macros.handbook.versions import of_article
from macros.model import Article, Library

CLINICIAN, PATIENTS = "clinician", "patients"


def sentences(library: Library, article: Article) -> list[str]:
    """Return a sentence for each review, oldest first: who, as what, when, which version, and with what interests."""
    ordered = sorted(article.reviews, key=_day)
    return [
        f"Reviewed by {one.get('name')}, {one.get('role')}, on {one.get('date')} in version {one.get('version')}"
        f"{', changed since' if outdated(library, article, one) else ''} (interests: {one.get('interests')})"
        for one in ordered
    ]


def outdated(library: Library, article: Article, review: Mapping[str, object]) -> bool:
    """Return whether what the reviewer read is not what stands there now."""
    return str(review.get("version")) != of_article(library, article).text


def in_short(library: Library, article: Article) -> str:
    """Return the state of an article's review by clinicians, for a card or a slide; patients' reviews stand on its page."""
    last = max((one for one in article.reviews if one.get("by") == CLINICIAN), key=_day, default=None)
    if last is None:
        return "Not yet reviewed by a clinician"
    return "Reviewed by a clinician" + (", changed since" if outdated(library, article, last) else "")


def _day(review: Mapping[str, object]) -> str:
    return str(review.get("date"))


def counted(library: Library) -> str:
    """Return how many articles somebody outside has read, in a sentence."""
    read = [
        sum(any(review.get("by") == by for review in one.reviews) for one in library.articles.values())
        for by in (CLINICIAN, PATIENTS)
    ]
    if not any(read):
        return "No article has been reviewed by a clinician or by a group of patients so far."
    of = f"of {len(library.articles)} articles"
    return f"Clinicians have reviewed {read[0]} and groups of patients {read[1]} {of}."
