"""How sure we are, for each piece of a page's advice."""

from __future__ import annotations

from macros.handbook import schemas
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page
from macros.render import citations
from macros.render.checklist import find
from macros.render.text import certainty, shown


def evidence(library: Library, page: Page) -> str:
    """A table of this page's advice: how sure we are, what the studies measured, why, and the sources."""
    rows = ['<div class="advice" markdown="block">', "", "| Advice | How sure | Measured | Why |", "|---|---|---|---|"]
    for item in find(library, page.id).items:
        outcome = schemas.vocabulary("outcome")[item.outcome]["title"].capitalize()
        marks = citations.marks(citations.of_item(library, page, item.id))
        advice = finished(f'<a href="#{item.id}">{shown(item.do)}</a>')
        why = finished(shown(item.because) + marks)
        rows.append(f"| {advice} | {certainty(page, item.certainty)} | {outcome} | {why} |")
    return "\n".join([*rows, "", "</div>"])
