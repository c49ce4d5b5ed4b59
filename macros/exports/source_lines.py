"""A source in a line: who, when, where and by what design, for slides; its full form stands on the article's page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from macros.handbook import schemas
from macros.model import Reference


def source_line(reference: Reference) -> tuple[str, str, str]:
    """Return the line, and a link to the source: its words and where it leads."""
    csl = reference.csl
    doi = csl.get("DOI")
    facts = [_who(csl), reference.year, str(csl.get("container-title-short") or csl.get("container-title") or "")]
    design = "" if reference.design == "other" else schemas.vocabulary("design")[reference.design]["title"]
    line = ", ".join(one for one in (*facts, design) if one) + "."
    if doi:
        return line, f"doi:{doi}", f"https://doi.org/{doi}"
    return line, str(urlsplit(str(csl["URL"])).hostname), str(csl["URL"])


def _who(csl: Any) -> str:
    people = csl.get("author") or csl.get("editor") or []
    if not people:
        return str(csl.get("publisher") or csl.get("title") or "")
    first = str(people[0].get("literal") or people[0].get("family"))
    more = len(people) > 1
    if len(people) == 2:
        return f"{first} and {people[1].get('literal') or people[1].get('family')}"
    return f"{first} and others" if more else first
