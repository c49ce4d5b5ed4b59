"""`kb export`: every file for others into docs/downloads/, each whole or not at all, and untouched when nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.exports import anki, citation_files, data_package, feed, handbook_schema, json_files, questions
from macros.exports.book_chapters import parts
from macros.exports.book_epub import epub
from macros.exports.book_pdf import pdfs
from macros.exports.cartridge_writer import cartridge
from macros.exports.course_pack import packs, short_packs
from macros.exports.json_files import compact
from macros.exports.moodle_backup import backups
from macros.handbook import download_files
from macros.handbook.kept import put
from macros.model import Library


@dataclass(frozen=True, slots=True)
class Exported:
    """The names of the files that are there, and why others are not."""

    files: tuple[str, ...]
    left_out: tuple[str, ...]


def export(library: Library) -> Exported:
    """Write the files that can be, and remove what an earlier run left that now cannot."""
    folder = library.root / download_files.FOLDER
    written = []
    for name, content in _files(library):
        put(folder / name, content)
        written.append(name)
    kept = {
        *written,
        *(one.name for one in download_files.of_kind(library, "books")),
        *download_files.slide_files(library),
    }
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in kept and not path.name.startswith("."):
            path.unlink(missing_ok=True)
    return Exported(tuple(written), tuple(_left_out(library)))


def export_books(library: Library, site: Path) -> list[str]:
    """Write the handbook as EPUB and PDF from its built site; gives the names of the files."""
    folder, found = library.root / download_files.FOLDER, parts(library, site)
    put(folder / download_files.EPUB, epub(library, found))
    names = [download_files.EPUB]
    for name, content in pdfs(library, found):
        put(folder / name, content)
        names.append(name)
    return names


def export_slides(library: Library) -> list[str]:
    """Write slides and sheets of every article that has a scene; gives the names of the files."""
    from macros.exports.sheet_file import sheets  # what writes them takes longer to load than a check does
    from macros.exports.slide_deck import deck

    folder = library.root / download_files.FOLDER
    for id in library.scenes.keys() & library.articles.keys():
        put(folder / download_files.slides_of(id), deck(library, library.articles[id]))
        put(folder / download_files.sheets_of(id), sheets(library, library.articles[id]))
    return download_files.slide_files(library)


def _files(library: Library) -> Iterator[tuple[str, bytes]]:
    yield download_files.PERMALINKS, compact(json_files.permalinks(library))
    yield download_files.HANDBOOK, compact(json_files.handbook(library))
    yield download_files.EVIDENCE_STATUS, compact(json_files.evidence_status(library))
    yield download_files.DATA_PACKAGE, data_package.package(library)
    yield download_files.SCHEMA, compact(handbook_schema.schema())
    yield from citation_files.files(library)
    if download_files.base(library):
        for name, pack in (*packs(library), *short_packs(library)):
            yield name, cartridge(pack)
        yield from backups(library)
        yield download_files.MOODLE_XML, questions.moodle_xml(library).encode()
        yield download_files.GIFT, questions.gift(library).encode()
        yield from anki.files(library)
        if library.changes:
            yield download_files.ATOM, feed.atom(library).encode()
            yield download_files.JSON_FEED, compact(feed.json_feed(library))


def _left_out(library: Library) -> Iterator[str]:
    if not download_files.base(library):
        yield (
            "Course packs, questions, flash cards and feeds are left out: they hold whole web addresses, and this site does not know "
            "its own. Set SITE_URL to the address it is published under, such as https://example.org/handbook/."
        )
    elif not library.changes:
        yield "Feeds of changes are left out: no article has been declared published yet (`kb ledger --first`)."
