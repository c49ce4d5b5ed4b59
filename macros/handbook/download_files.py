"""The files that `kb export` writes into docs/downloads/: their names, what they are, and whether they are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.model import ARTICLE_FOLDERS, Library

FOLDER = "docs/downloads"
PACKAGES = "downloads/scorm"  # written into the site, not into docs/: they hold the text of built pages
WHOLE_PACK = "handbook.imscc"
BACKUP = "{}.mbz"
MOODLE_XML = "questions.xml"
GIFT = "questions.gift.txt"
ANKI = "{}.anki.txt"
PERMALINKS = "permalinks.json"
HANDBOOK = "handbook.json"
SCHEMA = "handbook.schema.json"
EVIDENCE_STATUS = "evidence-status.json"
DATA_PACKAGE = "evidence.zip"
ATOM = "changes.atom"
JSON_FEED = "changes.json"
SOURCES = {"RIS": "ris", "BibTeX": "bib", "CSL-JSON": "json"}  # of an article, or of all
ALL_SOURCES = "sources"
SLIDES = "slides"


EPUB = "handbook.epub"
WHOLE_PDF = "handbook.pdf"

ENDINGS = (
    ".zip",
    ".pptx",
    ".docx",
    ".imscc",
    ".mbz",
    ".xml",
    ".txt",
    ".json",
    ".atom",
    ".ris",
    ".bib",
    ".epub",
    ".pdf",
)
KINDS = ("packs", "short packs", "Moodle courses", "questions", "flash cards", "changes", "data", "books")


@dataclass(frozen=True, slots=True)
class Download:
    """A file for others: `absolute` files hold whole web addresses, so they need to know where the site is published."""

    name: str
    title: str
    about: str
    absolute: bool = True


def slides_of(article: str) -> str:
    return f"{SLIDES}/{article}.pptx"


def sheets_of(article: str) -> str:
    """Return the name of the sheets of an article's exercise, to adapt."""
    return f"{SLIDES}/{article}.docx"


def slide_files(library: Library) -> list[str]:
    """Return the names of the slides and sheets of all articles that have a scene."""
    return [name(id) for id in library.scenes if id in library.articles for name in (slides_of, sheets_of)]


def short(name: str) -> str:
    """Return the name of the pack that has one link for each article."""
    return name.replace(".imscc", "-short.imscc")


def of_kind(library: Library, kind: str) -> list[Download]:
    """Return the files of one of KINDS, in the order in which they are listed."""
    if kind in _BY_PART:
        return list(_by_part(library, *_BY_PART[kind]))
    if kind == "books":
        return list(_books(library))
    return [Download(*row, absolute=kind != "data") for row in _OTHERS[kind]]


_BY_PART = {  # the name of each file, and what it makes of an article
    "packs": ("{}.imscc", "a module each"),
    "short packs": (short("{}.imscc"), "a module each"),
    "Moodle courses": (BACKUP, "a section each"),
    "flash cards": (ANKI, "a deck each"),
}
_OTHERS = {
    "questions": (
        (MOODLE_XML, "All questions as Moodle XML", "with feedback, tags and a category for each article"),
        (GIFT, "All questions as GIFT", "the same in a form that people can read"),
    ),
    "changes": (
        (ATOM, "Changes as an Atom feed", "which article changed, why, and whether its advice did"),
        (JSON_FEED, "Changes as a JSON feed", "the same for programs"),
    ),
    "data": (
        (PERMALINKS, "Permalinks", "every address ever published, its version and where it leads"),
        (HANDBOOK, "The handbook as data", "articles, advice, questions and sources in one JSON file"),
        (SCHEMA, "Schema of the data", "what each field of that file means"),
        (EVIDENCE_STATUS, "Evidence status", "when each source was last confirmed, and what has happened to it"),
        (
            DATA_PACKAGE,
            "The evidence as a data package",
            "sources, advice, grades and trials as documented tables, to cite by version",
        ),
        (f"{ALL_SOURCES}.ris", "All sources as RIS", "for EndNote, Mendeley and most reference managers"),
        (f"{ALL_SOURCES}.bib", "All sources as BibTeX", "for LaTeX and JabRef"),
        (f"{ALL_SOURCES}.json", "All sources as CSL-JSON", "for Zotero and citation processors"),
    ),
}


def _by_part(library: Library, name: str, each: str) -> Iterator[Download]:
    """Yield the whole handbook, then a file for each part that has articles."""
    yield Download(name.format("handbook"), "The whole handbook", f"{_count(len(library.articles))}, {each}")
    for folder in ARTICLE_FOLDERS:
        if found := [one for one in library.articles.values() if one.page.folder == folder]:
            yield Download(name.format(folder), part_title(library, folder), _count(len(found)))


def _books(library: Library) -> Iterator[Download]:
    """Yield the whole handbook in one file, then each part that has articles."""
    yield Download(
        EPUB, "The whole handbook as EPUB", "for phones and e-readers; its text fits any width", absolute=False
    )
    yield Download(WHOLE_PDF, "The whole handbook as PDF", "for printing", absolute=False)
    for folder in ARTICLE_FOLDERS:
        if found := [one for one in library.articles.values() if one.page.folder == folder]:
            title = f"{part_title(library, folder)} as PDF"
            yield Download(f"{folder}.pdf", title, _count(len(found)), absolute=False)


def package_of(article: str) -> str:
    return f"{PACKAGES}/{article}.zip"


def part_package(folder: str) -> str:
    return f"{PACKAGES}/part-{folder}.zip"


def _count(articles: int) -> str:
    return f"{articles} article{'' if articles == 1 else 's'}"


def part_title(library: Library, folder: str) -> str:
    """Return the title of a pillar or of another folder of articles."""
    index = library.pages.get(f"{folder}/index.md")
    return index.title if index else folder.capitalize()


def path(name: str) -> str:
    """Return a file's path in docs/, and its address on the site."""
    return f"{FOLDER.removeprefix('docs/')}/{name}"


def size(library: Library, name: str) -> int:
    """Return the bytes of a file; 0 when it has not been written."""
    file = library.root / FOLDER / name
    return file.stat().st_size if file.is_file() else 0


def base(library: Library) -> str:
    """Return the address that the site is published under, with a trailing slash; empty when it is not known."""
    return library.settings.site_url
