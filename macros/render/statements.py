"""The statements that the handbook grew from."""

from __future__ import annotations

from macros.handbook import schemas
from macros.handbook.resolve import target
from macros.model import Library, Page
from macros.render.text import address, anchor, box, plain


def source_table(library: Library, page: Page) -> str:
    """The statements of the source text in our words, what became of each, why, and where it is answered."""
    rows = ["| No. | The post says | Verdict | Why | Answered by |", "|---|---|---|---|---|"]
    for one in library.statements:
        found = [target(library, name) for name in one.answered_by]
        links = ", ".join(f"[{plain(to.page.title)}]({address(page, to.page, to.anchor)})" for to in found)
        verdict = schemas.vocabulary("verdict")[one.verdict]["title"].capitalize()
        number = f"{anchor(one.id.lower())}{one.id}"
        rows.append(f"| {number} | {plain(one.says)} | {verdict} | {plain(one.why)} | {links} |")
    return box("source", "\n".join(rows))
