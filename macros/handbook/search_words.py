"""The search words of a page, and the page of search words."""

from __future__ import annotations

from macros.model import Library, Page, SearchWords


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
