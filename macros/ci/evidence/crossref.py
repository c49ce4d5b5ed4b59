"""Crossref's REST API, `works/{doi}`: what publishers and Retraction Watch have registered about a work.

Written from https://api.crossref.org/swagger-ui and Crossref's tutorial "Get Retraction Watch metadata from Crossref's
API" of 30 January 2025: an updated work lists its notices under `updated-by`, a notice what it updates under
`update-to`. Since 1 December 2025 the public pool takes five such requests a second, the polite one (with a mail
address) ten; we make two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from macros.ci.evidence.notice_kinds import Said, cochrane, cochrane_doi, is_older, kind_of_title, kind_of_update
from macros.ci.evidence.web import Unanswered, Web

WAIT = 0.5
_VERSIONS_AHEAD = 4


class Crossref:
    """One look-up by DOI, and doi.org where Crossref does not know it: other agencies register DOIs too."""

    def __init__(self, web: Web, base: str, handles: str) -> None:
        self._web, self._base, self._handles = web, base, handles

    def said(self, doi: str) -> list[Said]:
        """Return what is said of a work; raises Unanswered."""
        work = self._work(doi)
        if work is None:
            return [] if self._exists(doi) else [Said("gone", "doi", doi)]
        found = list(_updates(work, doi))
        title = " ".join(str(one) for one in work.get("title") or ())
        if (kind := kind_of_title(title)) and kind not in {one.kind for one in found}:
            found.append(Said(kind, "crossref", doi))
        return [*found, *self._newer(doi)]

    def _newer(self, doi: str) -> Iterator[Said]:
        """Yield the newest registered version of a Cochrane review after this one; all versions are one review."""
        if known := cochrane(doi):
            review, version = known
            newest = ""
            for ahead in range(1, _VERSIONS_AHEAD + 1):
                later = cochrane_doi(review, version + ahead)
                if self._work(later) is None:
                    break
                newest = later
            if newest:
                yield Said("new-version", "crossref", newest.lower())

    def _work(self, doi: str) -> dict[str, Any] | None:
        """Return the record of a work; None where Crossref has none."""
        query = {"mailto": self._web.mail} if self._web.mail else None
        answer = self._web.ask(f"{self._base}/works/{quote(doi, safe='')}", WAIT, query)
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise Unanswered(f"refused the question ({answer.status})")
        work = answer.json().get("message")
        if not isinstance(work, dict) or str(work.get("DOI", "")).lower() != doi.lower():
            raise Unanswered("answered, but not with the record asked for")
        return work

    def _exists(self, doi: str) -> bool:
        """Return whether doi.org knows a DOI: its proxy's JSON answers with responseCode 1, or 100 where there is none."""
        answer = self._web.ask(f"{self._handles}/{quote(doi, safe='/')}", WAIT)
        code = answer.json().get("responseCode")
        if code not in (1, 100, 200):
            raise Unanswered("did not say whether the DOI exists")
        return bool(code != 100)


def _updates(work: dict[str, Any], doi: str) -> Iterator[Said]:
    """Yield the notices of a work; some publishers register a retraction as an update of the work to itself."""
    to_itself = [one for one in _entries(work, "update-to") if str(one.get("DOI", "")).lower() == doi.lower()]
    for one in (*_entries(work, "updated-by"), *to_itself):
        link = str(one.get("DOI") or "").lower()
        if not is_older(doi, link):
            yield Said(kind_of_update(str(one.get("type", ""))), "crossref", link, _day(one.get("updated")))


def _entries(work: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = work.get(key) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unanswered("answered, but not in the form that it documents")
    return found


def _day(value: Any) -> str:
    """Return a date of Crossref, which may lack its day or month."""
    try:
        parts = [int(one) for one in value["date-parts"][0]]
    except (TypeError, KeyError, IndexError, ValueError):
        return ""
    return "-".join([f"{parts[0]:04}", *(f"{one:02}" for one in parts[1:3])]) if parts and parts[0] > 999 else ""
