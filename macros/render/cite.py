"""Citations, the raised numbers that stand for them in a text, and the list of sources."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from macros.handbook import citations, schemas
from macros.handbook.citations import Citation
from macros.handbook.download_files import ALL_SOURCES, SOURCES, path, size
from macros.handbook.html_templates import fill
from macros.handbook.resolve import require
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page, Reference
from macros.render.notices import notices
from macros.render.text import address, shown
from macros.render.vancouver import formatted


def marks(citations: Sequence[Citation], anchors: bool = True) -> Markup:
    """Return superscript numbers that link to the sources, each with an anchor to come back to, as finished HTML."""
    return fill("page/citation-marks.html", citations=citations, anchors=anchors) if citations else Markup()


_URL = ":/?#@!$&*+,;=%~"  # what an address may hold and Markdown does not read as its end


def cite(library: Library, page: Page, *keys: str, nth: int = 0) -> str:
    """Numbered links to sources, in Vancouver style; `nth` says which `cite` call of the page this is, from 0."""
    for key in keys:
        find(library, key)
    return finished(marks(citations.of_call(library, page, nth)))


def references(library: Library, page: Page) -> str:
    """The sources cited on this page, numbered by first citation, with links back to where each is cited."""
    rows: list[str] = []
    for key, found in citations.by_source(library, page).items():
        row = fill("page/reference-cited.html", entry=entry(library, find(library, key)), citations=found)
        rows.append(f"{len(rows) + 1}. {finished(row)}\n{{ #ref-{key} }}")
    if not rows:
        return "No study found: this page rests on practice alone."
    return "\n".join(rows) + _to_take(library, page)


def _to_take(library: Library, page: Page) -> str:
    """Return links to the page's sources as files for reference managers, where they have been written."""
    names = {title: f"{ALL_SOURCES}/{page.id}.{ending}" for title, ending in SOURCES.items()}
    links = [f"[{title}]({address(page, path(name))})" for title, name in names.items() if size(library, name)]
    return f"\n\nThese sources for a reference manager: {' · '.join(links)}" if links else ""


def entry(library: Library, reference: Reference) -> Markup:
    """Return a formatted reference after what has happened to it, its link, and how it was read, as finished HTML."""
    read = {"abstract": "abstract read", "full-text": "full text read", "official-page": "page read"}[reference.read]
    doi = reference.csl.get("DOI")
    where = f"https://doi.org/{doi}" if doi else str(reference.csl["URL"])
    return fill(
        "page/reference.html",
        notices=notices(library, reference.id),
        reference=shown(formatted(library)[reference.id]),
        address=quote(where, safe=_URL),
        link=shown(f"doi:{doi}") if doi else "Open the page",
        design=schemas.title("design", reference.design).capitalize(),
        read=read,
    )


def find(library: Library, key: str) -> Reference:
    require("KB304", "reference", key, library.references)
    return library.references[key]
