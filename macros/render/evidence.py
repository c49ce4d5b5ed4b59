"""How sure we are, for each piece of a page's advice."""

from __future__ import annotations

from macros.handbook import citations, schemas
from macros.handbook.grounds import is_advised
from macros.markdown_extensions.prerendered import finished
from macros.model import Item, Library, Page
from macros.render.checklist import find
from macros.render.cite import marks
from macros.render.text import BREAK, box, grounds, heard, link, plain, shown

_ADVISED = " Advised by"  # so that the number of a guideline is not read as that of a study


def evidence(library: Library, page: Page) -> str:
    """A table of this page's advice: how sure we are, what the studies measured, why, and the sources."""
    rows = ["| Advice | How sure | Measured | Why |", "|---|---|---|---|"]
    for item in find(library, page.id).items:
        outcome = schemas.vocabulary("outcome")[item.outcome]["title"].capitalize()
        numbers = marks(citations.of_item(library, page, item.id))
        advice = finished(link(f"#{item.id}", shown(item.do)))
        advised = _ADVISED if is_advised(item) else ""
        why = finished(shown(heard(item.because)) + advised + numbers)
        rows.append(f"| {advice} | {str(BREAK).join(_sure(page, item))} | {outcome} | {why} |")
    return box("advice", "\n".join(rows))


def _sure(page: Page, item: Item) -> list[str]:
    """Return what an item rests on; a danger is named, which the checklist has no space for."""
    grounds_ = grounds(page, item)
    return [*grounds_, f"averts {plain(item.danger)}"] if item.danger else grounds_
