"""OpenAlex's `works/doi:{doi}`: a second voice on retractions.

Written from https://developers.openalex.org/api-reference (2026): looking up one work by its DOI is free of charge and
needs no key, unlike lists. That it says "retracted" is taken for a hint only, since nobody else need agree.
"""

from __future__ import annotations

from urllib.parse import quote

from macros.ci.evidence.notice_kinds import Said
from macros.ci.evidence.web import Unanswered, Web

WAIT = 0.2


def said(web: Web, base: str, doi: str) -> list[Said]:
    """Return whether OpenAlex takes a work for retracted; nothing where it does not know the work. Raises Unanswered."""
    query = {"select": "id,doi,is_retracted", **({"mailto": web.mail} if web.mail else {})}
    answer = web.ask(f"{base}/works/doi:{quote(doi, safe='')}", WAIT, query)
    if answer.status == 404:
        return []
    if answer.status != 200:
        raise Unanswered(f"refused the question ({answer.status})")
    work = answer.json()
    if not str(work.get("doi") or "").lower().endswith(doi.lower()) or not isinstance(work.get("is_retracted"), bool):
        raise Unanswered("answered, but not with the record asked for")
    return [Said("retraction", "openalex")] if work["is_retracted"] else []
