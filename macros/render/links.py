"""Links by name, old ids that still lead somewhere, where to go next, and who points here."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from macros.handbook.resolve import page_named, target
from macros.model import Article, Library, Page
from macros.render.text import address, plain


def xref(library: Library, page: Page, to: str, text: str = "") -> str:
    """A link to an article, `article#section` or `folder/page.md#section`, by default with its title."""
    found = target(library, to)
    return f"[{plain(text or found.text)}]({address(page, found.page, found.anchor)})"


def moved(library: Library, page: Page, old: str, to: str) -> str:
    """A visible note that carries a section's old id and says where the section is now."""
    found = target(library, to)
    where = address(page, found.page, found.anchor)
    return f"This section moved to [{plain(found.text)}]({where}).\n{{ #{old} .moved }}"


def related(library: Library, page: Page) -> str:
    """The articles this one points to, each with its reason, then those that point here without being listed."""
    article = library.articles[page.id]
    rows = []
    for one in article.related:
        found = page_named(library, one.to)
        rows.append(f"- [{plain(found.title)}]({address(page, found)}): {plain(one.why)}")
    listed = {one.to for one in article.related}
    others = [other for other in _pointing_here(library).get(page.id, ()) if other.id not in listed]
    if others:
        links = ", ".join(f"[{plain(other.title)}]({address(page, other.page)})" for other in others)
        rows.append(f"\nLinked from: {links}.\n{{ .backlinks }}")
    return "\n".join(rows)


@lru_cache(maxsize=4)
def _pointing_here(library: Library) -> dict[str, list[Article]]:
    """Return article id -> the articles whose `see_also` names it."""
    result: defaultdict[str, list[Article]] = defaultdict(list)
    for article in library.articles.values():
        for one in article.related:
            result[one.to].append(article)
    return dict(result)
