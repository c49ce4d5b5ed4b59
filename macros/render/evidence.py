"""How sure we are, for a page and for the whole handbook."""

from __future__ import annotations

from collections import defaultdict

from macros.library import schemas
from macros.model import Library, Page
from macros.render import citations
from macros.render.checklist import find
from macros.render.cite import entry
from macros.render.text import address, certainty, plain


def evidence(library: Library, page: Page) -> str:
    """A table of this page's advice: how sure we are, what the studies measured, why, and the sources."""
    rows = ['<div class="advice" markdown="block">', "", "| Advice | How sure | Measured | Why |", "|---|---|---|---|"]
    for item in find(library, page.id).items:
        outcome = schemas.vocabulary("outcome")[item.outcome]["title"].capitalize()
        marks = citations.marks(citations.of_item(library, page, item.id))
        advice = f"[{plain(item.do)}](#{item.id})"
        rows.append(f"| {advice} | {certainty(page, item.certainty)} | {outcome} | {plain(item.because)}{marks} |")
    return "\n".join([*rows, "", "</div>"])


def evidence_library(library: Library, page: Page) -> str:
    """Every reference by design: what it found, its limits and the articles that use it."""
    used = _used(library)
    blocks = []
    for design, words in schemas.vocabulary("design").items():
        found = [one for one in library.references.values() if one.design == design]
        if found:
            blocks.append(f"## {words['title'].capitalize()} ({len(found)}) {{ #{design} }}")
        for one in sorted(found, key=lambda reference: reference.id):
            links = ", ".join(f"[{plain(other.title)}]({address(page, other)})" for other in used[one.id])
            blocks.append(
                f"{entry(library, one)}\n{{ #ref-{one.id} .reference }}\n\n"
                f"- **Who.** {plain(one.population)}\n- **Found.** {plain(one.finding)}\n"
                f"- **Limits.** {plain(one.limits)}\n- **Used in.** {links}"
            )
    return "\n\n".join(blocks)


def _used(library: Library) -> dict[str, list[Page]]:
    used: defaultdict[str, list[Page]] = defaultdict(list)
    for article in library.articles.values():
        for key in citations.by_source(library, article.page):
            used[key].append(article.page)
    return used
