"""What the search reads of each page, by kind and in order, and what it shows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from macros.handbook.adaptations import by_group
from macros.handbook.article_sections import DO, IN_BRIEF, SAY, TEACH, TEN, For, rows_of_words
from macros.handbook.resolve import words_of
from macros.markdown_extensions.typography import typeset
from macros.model import Article, Library, Page, Section

KINDS = ("title", "alias", "description", "brief", "item", "say", "text", "aside")
_KIND = {name: number for number, name in enumerate(KINDS)}
_OF_SECTION = {IN_BRIEF: "brief", TEACH: "aside"}  # any other is text
_CALL = re.compile(r"""\{\{\s*(?:(?:xref|term)\("[^"]*"\s*,\s*(?:text=)?"([^"]*)"|\w+\(.*?)\)\s*\}\}""")
_HEADING = re.compile(r"^#", re.MULTILINE)
_MARKS = re.compile(r"\{[ :#.].*?\}|<[^>]*>|\]\([^)]*\)|^[#>|\-\s]+|[*`\[\]|]+|\\(?=\W)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a page: its kind as a number in KINDS, and the number of the page's part (or alias) that it is."""

    kind: int
    part: int
    text: str


@dataclass(slots=True)
class Entry:
    """A page for the search: its passages, and the parts that a result can lead to (anchor, name, text to show); `gaps` are
    phrases that no page answers yet, and this one comes nearest to."""

    page: Page
    about: str
    article: bool
    passages: list[Passage] = field(default_factory=list)
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    gaps: tuple[str, ...] = ()

    def add(self, kind: str, text: str, part: int = 0) -> None:
        self.passages.append(Passage(_KIND[kind], part, text))

    def part(self, anchor: str, name: str, shown: str = "") -> int:
        """Return the number of a new part; quotation marks are set as on its page."""
        self.parts.append((anchor, typeset(name), typeset(shown)))
        return len(self.parts) - 1

    def shown(self) -> list[Any]:
        return [typeset(self.about), self.parts]


def entries(library: Library) -> Iterator[Entry]:
    """Yield every page but the home page, articles first, then by path."""
    articles = {article.page.path: article for article in library.articles.values()}
    for path, page in sorted(library.pages.items(), key=lambda one: (one[0] not in articles, one[0])):
        if not page.url:
            continue
        found = articles.get(path)
        entry = Entry(page, str(page.meta.get("description") or ""), found is not None)
        entry.add("title", page.title)
        entry.add("description", entry.about)
        words = words_of(library, page)
        for number, name in enumerate(words.names if words else ()):
            entry.add("alias", name, number)
        entry.gaps = words.gaps if words else ()
        if found:
            _article(library, found, entry)
        else:
            _page(library, page, entry)
        yield entry


def _article(library: Library, article: Article, entry: Entry) -> None:
    for section in article.page.sections:
        if section.level != 2:
            continue
        if section.id == DO and article.id in library.checklists:
            for item in library.checklists[article.id].items:
                entry.add("item", item.do, entry.part(item.id, section.title, item.do))
        elif section.id == SAY:
            _said(section, entry)
        elif section.id != DO and (section.id not in TEN or TEN[section.id].audience is not For.ONWARD):
            kind = _OF_SECTION.get(section.id, "text")
            entry.add(kind, plain(section.body), entry.part(section.id, section.title))


def _said(section: Section, entry: Entry) -> None:
    """Add the rows of the table of words: each is found by all its cells and shown by what to say."""
    for row in rows_of_words(section):
        cells = [plain(cell).strip() for cell in row]
        entry.add("say", " ".join(cells), entry.part(section.id, section.title, cells[1]))


def _page(library: Library, page: Page, entry: Entry) -> None:
    entry.add("aside", plain(_HEADING.split(page.text, maxsplit=1)[0]), entry.part("", ""))
    for section in page.sections:
        number = entry.part(section.id, plain(section.title))
        entry.add("item", plain(section.title), number)
        entry.add("aside", plain(section.body), number)
    if any(call.name == "glossary" for call in page.calls):
        for term in library.terms.values():
            number = entry.part(term.id, term.term[0].upper() + term.term[1:], term.definition)
            entry.add("item", term.term, number)
            entry.add("aside", term.definition, number)
    if any(call.name == "by_person" for call in page.calls):
        for group, adapted in by_group(library):
            number = entry.part(group.id, group.title)
            entry.add("item", group.title, number)
            entry.add("aside", " ".join(one.name for one in adapted), number)


def plain(markdown: str) -> str:
    """Return Markdown as the text that people read, near enough to search in: no marks, and of a link by a macro its words."""
    return _MARKS.sub(" ", _CALL.sub(r"\1", markdown))
