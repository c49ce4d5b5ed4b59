"""Reads CSL-JSON, which Zotero, Crossref and Manubot write."""

from __future__ import annotations

import json
from typing import Any

from macros.editing.importing.csl_names import Csl, doi, pages, year
from macros.errors import CommandError

_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "post-weblog": "webpage",
    "post": "webpage",
}
_PARTS = ("family", "given", "suffix", "non-dropping-particle", "literal")


def read(text: str) -> list[Csl]:
    """Return the CSL items of a JSON text: a list of them, or one.

    Raises:
        CommandError: where it is not JSON, or not of CSL's form.
    """
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise CommandError(f"This is not valid JSON: {error}. Export it again as CSL-JSON.") from None
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(one, dict) and isinstance(one.get("title"), (str, list)) for one in items):
        raise CommandError("This JSON is not CSL-JSON: each item needs at least a title. Export it again as CSL-JSON.")
    return [_item(one) for one in items]


def _item(csl: dict[str, Any]) -> Csl:
    def text(name: str) -> str:
        value = csl.get(name, "")
        return " ".join(str((value[0] if value else "") if isinstance(value, list) else value).split())

    kind = text("type")
    return {
        "type": _TYPES.get(kind, kind),
        "title": text("title").rstrip("."),
        **{role: _names(csl.get(role)) for role in ("author", "editor")},
        "container-title": text("container-title"),
        "issued": _year(csl.get("issued")),
        "page": pages(text("page")),
        "DOI": doi(text("DOI")),
        **{
            name: text(name)
            for name in ("edition", "volume", "issue", "publisher", "publisher-place", "PMID", "PMCID", "URL")
        },
    }


def _names(value: object) -> list[Csl]:
    return [name for one in (value if isinstance(value, list) else []) if (name := _name(one))]


def _name(value: object) -> Csl:
    if not isinstance(value, dict):
        return {}
    found = {part: str(value[part]) for part in _PARTS if value.get(part)}
    if value.get("dropping-particle") and "family" in found:
        found["non-dropping-particle"] = str(value["dropping-particle"])
    return found if "family" in found or "literal" in found else {}


def _year(issued: object) -> int | None:
    if isinstance(issued, dict):
        parts = issued.get("date-parts")
        return year(str(parts)) if parts else year(str(issued.get("raw") or issued.get("literal") or ""))
    return year(str(issued or ""))
