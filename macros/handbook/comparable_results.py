"""Which results of a page's sources may stand beside each other: those of one outcome in one measure."""

from __future__ import annotations

from macros.handbook import citations
from macros.handbook.sentences import by_kind
from macros.model import Library, Page, Result

LEAST = 2
TOO_FEW = by_kind(
    "The sources cited here have ",
    none="no result of the outcome '{outcome}' in the measure '{measure}'. Add two or more under 'results' of the sources.",
    one="one result of the outcome '{outcome}' in the measure '{measure}', and a picture compares two or more. Add the "
    "others under 'results' of the sources, or say it in words.",
)


def on_page(library: Library, page: Page, outcome: str, measure: str) -> list[tuple[str, Result]]:
    """Return source and result, in the order in which the page first cites the sources."""
    sources = [key for key in citations.by_source(library, page) if key in library.references]
    return [
        (key, one)
        for key in sources
        for one in library.references[key].results
        if one.outcome == outcome and one.estimate.measure == measure
    ]


def too_few(library: Library, page: Page, outcome: str, measure: str) -> dict[str, str]:
    """Return the facts of a picture with fewer than two results; empty where there are enough."""
    count = len(on_page(library, page, outcome, measure))
    return {} if count >= LEAST else {"kind": "one" if count else "none", "outcome": outcome, "measure": measure}
