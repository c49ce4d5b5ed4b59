"""The whole handbook as EPUB 3: the same text gives the same bytes."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence

from macros.exports.book_chapters import Part
from macros.exports.zipped import zipped
from macros.handbook import licence
from macros.handbook.download_files import base
from macros.handbook.html_templates import fill
from macros.model import Library


def part_file(part: Part) -> str:
    return f"part-{part.folder or 'about'}.xhtml"


def epub(library: Library, parts: Sequence[Part]) -> bytes:
    pages = dict(_pages(library, parts))
    digest = hashlib.sha256("".join(pages.values()).encode()).hexdigest()
    facts = {
        **_facts(library, parts),
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, digest).urn,
        "modified": f"{last_day(library)}T00:00:00Z",
        "source": base(library),
    }
    files = {
        "mimetype": "application/epub+zip",  # first and as it stands, so that programs know it by its first bytes
        "META-INF/container.xml": fill("book/container.xml") + "\n",
        "book/package.opf": fill("book/package.opf", **facts),
        **{f"book/{name}": text for name, text in pages.items()},
    }
    return zipped(files.items(), stored=("mimetype",))


def _facts(library: Library, parts: Sequence[Part]) -> dict[str, object]:
    settings = library.settings
    return {
        "title": settings.site_name,
        "about": settings.description or settings.site_name,
        "rights": licence.TEXT,
        "parts": parts,
        "part_file": part_file,
    }


def _pages(library: Library, parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    yield "nav.xhtml", fill("book/nav.xhtml", **_facts(library, parts))
    yield "book.css", fill("book/book.css")
    for part in parts:
        yield part_file(part), fill("book/part.xhtml", part=part)
        for chapter in part.chapters:
            yield f"{chapter.name}.xhtml", fill("book/chapter.xhtml", chapter=chapter)


def last_day(library: Library) -> str:
    """Return the last day on which anything of the text is known to have changed."""
    days = [one.date for one in library.changes] + [one.evidence_checked for one in library.articles.values()]
    return max(days, default="1980-01-01")
