"""The evidence library: an index of every source by design, and a page of full entries for each design."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from macros.handbook import citations, schemas
from macros.handbook.html_templates import fill
from macros.handbook.resolve import require
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page, Reference
from macros.render.cite import entry
from macros.render.notices import notices
from macros.render.text import address, heard, plain

FOLDER = "reference/evidence"


def evidence_index(library: Library, page: Page) -> str:
    """Every source in one line under its design, linked to its full entry where that design has a page."""
    blocks, titles = [], {}
    for design, words in schemas.vocabulary("design").items():
        if found := _of(library, design):
            titles[design] = words["title"].capitalize()
            home = library.pages.get(f"{FOLDER}/{design}.md")
            title = plain(titles[design])
            linked = f"[{title}]({address(page, home)})" if home else title
            lines = "\n".join(_line(library, page, one, home) for one in found)
            blocks.append(f"## {linked} ({len(found)}) {{ #{design} }}\n\n{lines}")
    return "\n\n".join([_filter(titles), *blocks])


def evidence_library(library: Library, page: Page, design: str) -> str:
    """The sources of a design: what each found, its limits and the articles that use it."""
    require("KB306", "design", design, schemas.vocabulary("design"))
    entries = [_entry(library, page, one) for one in _of(library, design)]
    return "\n\n".join([_filter(), *entries]) if entries else "No source of this design yet."


def _filter(designs: Mapping[str, str] | None = None) -> str:
    """Return fields that narrow the list, of use only with the script; written here so that nothing moves when that comes."""
    choices = [("Design", "All designs", "", designs.items())] if designs else []
    return fill("page/filter.html", modules="filter", words="Words in the source", choices=choices)


def _of(library: Library, design: str) -> list[Reference]:
    return sorted((one for one in library.references.values() if one.design == design), key=lambda one: one.id)


def _line(library: Library, page: Page, one: Reference, home: Page | None) -> str:
    called = plain(name(one))
    linked = f"[{called}]({address(page, home, f'ref-{one.id}')})" if home else called
    told = finished(found) if (found := notices(library, one.id)) else ""
    return f"- {told}{linked}. {plain(str(one.csl.get('title', '')))}\n{{ #ref-{one.id} }}"


def name(one: Reference) -> str:
    """Return the first author and the year, as people speak of a paper."""
    authors = one.csl.get("author")
    first = authors[0] if isinstance(authors, list) else {}
    called = str(first.get("family") or first.get("literal") or one.id)
    others = " et al." if isinstance(authors, list) and len(authors) > 1 else ""
    return f"{called}{others} {one.year}".strip()


def _entry(library: Library, page: Page, one: Reference) -> str:
    pages = used(library).get(one.id, ())
    links = ", ".join(f"[{plain(other.title)}]({address(page, other)})" for other in pages)
    return (
        f"{finished(entry(library, one))}\n{{ #ref-{one.id} .reference }}\n\n"
        f"- **Who.** {plain(heard(one.population))}\n- **Found.** {plain(heard(one.finding))}\n"
        f"- **Limits.** {plain(heard(one.limits))}\n- **Used in.** {links}"
    )


@lru_cache(maxsize=4)
def used(library: Library) -> dict[str, list[Page]]:
    """Return source -> the pages of articles that cite it."""
    found: defaultdict[str, list[Page]] = defaultdict(list)
    for article in library.articles.values():
        for key in citations.by_source(library, article.page):
            found[key].append(article.page)
    return dict(found)
