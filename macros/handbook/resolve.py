"""Turning the names that people write into what they stand for, or into a helpful refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.sentences import Template, by_kind, sentence
from macros.handbook.signatures import SIGNATURES
from macros.model import Facts, Library, Page, SearchWords

UNKNOWN = by_kind(
    page="There is no article '{name}'. {near}",
    anchor="The page '{page}' has no section or item '{name}'. {near}",
    word="There is no {what} '{name}'. {near}",
)


REFERENCES = "docs/_data/references/"
KEPT_IN = {
    "reference": REFERENCES,
    "glossary term": "docs/_data/glossary.yml",
    "picture": "docs/_data/pictures/",
}


def reference_file(id: str) -> str:
    """Return the file that a reference stands in: there is one for each letter with which ids begin."""
    return f"{REFERENCES}{id[:1]}.yml"


class Unknown(Exception):
    """A name or text given to a macro that it cannot use; carries what a finding says of it."""

    def __init__(self, code: str, template: Template, facts: Facts) -> None:
        super().__init__(sentence(template, facts))
        self.code, self.facts = code, facts


def unknown(code: str, kind: str, name: str, known: Iterable[str], kept_in: str = "", **facts: str) -> Unknown:
    """Return the refusal of a name that stands for nothing, with the nearest that are known or where to look it up."""
    return Unknown(code, UNKNOWN, {"kind": kind, "name": name, "near": did_you_mean(name, known, kept_in), **facts})


@dataclass(frozen=True, slots=True)
class Target:
    """A page and, after `#`, the anchor on it with the text it goes by."""

    page: Page
    anchor: str
    text: str


def target(library: Library, name: str) -> Target:
    """Return what `article`, `article#section` or `folder/page.md#section` means; raises Unknown."""
    stem, _, anchor = name.partition("#")
    page = page_named(library, stem)
    if not anchor:
        return Target(page, "", page.title)
    names = anchors(library, page)
    if anchor not in names:
        raise unknown("KB302", "anchor", anchor, names, page.place.file, page=stem)
    return Target(page, anchor, names[anchor])


def page_named(library: Library, name: str) -> Page:
    """Return an article by id, or any page by its path in docs/; raises Unknown."""
    if name in library.articles:
        return library.articles[name].page
    if name in library.pages:
        return library.pages[name]
    known = library.pages if name.endswith(".md") else library.articles
    raise unknown("KB301", "page", name, known)


def anchors(library: Library, page: Page) -> dict[str, str]:
    """Return every id that the page publishes for linking, with the words it goes by."""
    found = {section.id: section.title for section in page.sections}
    for call in page.calls:
        if call.name in SIGNATURES and (not call.args or call.args[0] == page.id):
            found |= SIGNATURES[call.name].gives(library, page)
    if page.id in library.articles and library.articles[page.id].page is page:
        # An article whose call is mistyped is refused for that; its ids are no less there.
        found |= SIGNATURES["checklist"].gives(library, page) | SIGNATURES["quiz"].gives(library, page)
    return found


def require(code: str, what: str, name: str, names: Collection[str]) -> None:
    if name not in names:
        raise unknown(code, "word", name, names, KEPT_IN.get(what, ""), what=what)


def words_of(library: Library, page: Page) -> SearchWords | None:
    """Return how readers look for a page, if anyone has said."""
    return library.search.get(name_of(library, page))


def name_of(library: Library, page: Page) -> str:
    """Return the name of a page's search file: an article's id, or the path without its ending."""
    article = library.articles.get(page.id)
    return page.id if article and article.page.path == page.path else page.path.removesuffix(".md")


def page_of(library: Library, words: SearchWords) -> Page | None:
    """Return the page that a search file speaks of."""
    article = library.articles.get(words.id)
    return article.page if article else library.pages.get(f"{words.id}.md")
