"""Results of one outcome and measure beside each other, each with its interval."""

from __future__ import annotations

from macros.handbook import citations, schemas
from macros.handbook import comparable_results as shelf
from macros.handbook.resolve import Unknown
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page
from macros.render.cite import marks
from macros.render.effects import Row, intervals


def results(library: Library, page: Page, outcome: str, measure: str) -> str:
    """What the sources of this page found for an outcome, in a measure that they share: a line for each interval."""
    if wrong := shelf.too_few(library, page, outcome, measure):
        raise Unknown("KB544", shelf.TOO_FEW, wrong)
    found = shelf.on_page(library, page, outcome, measure)
    known = citations.by_source(library, page)
    sources = [known[key][0] for key in dict.fromkeys(key for key, _ in found)]
    rows = [Row(_label(one.what, one.n), one.what, one.estimate) for _, one in found]
    size = schemas.vocabulary("measure")[measure]
    words = f"{schemas.title('outcome', outcome)}: {size['title']}s with 95% intervals, from {finished(marks(sources, anchors=False))}"
    return f"{intervals(rows)}\n\n{words}. The upright line: {size['description']}; left of it lies less, right of it more."


def _label(what: str, people: int) -> str:
    return f"{what} ({people:,} people)" if people else what
