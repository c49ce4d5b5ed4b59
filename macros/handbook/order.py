"""The order in which people meet articles."""

from __future__ import annotations

from collections.abc import Iterable

from macros.handbook import schemas
from macros.model import ARTICLE_FOLDERS, Article, Library, Topic


def in_visit_order(articles: Iterable[Article]) -> list[Article]:
    """Sort articles by the first stage of the visit that each belongs to, then by title."""
    order = list(schemas.vocabulary("stage"))

    def first(article: Article) -> int:
        return min((order.index(one) for one in article.stage if one in order), default=len(order))

    return sorted(articles, key=lambda one: (first(one), one.title))


def in_all(library: Library) -> list[Article]:
    """Return every article, folder by folder, in the order of the visit."""
    return [one for folder in ARTICLE_FOLDERS for one in of_folder(library, folder)]


def of_folder(library: Library, folder: str) -> list[Article]:
    """Return a folder's articles, in the order of the visit."""
    return in_visit_order(one for one in library.articles.values() if one.page.folder == folder)


def by_topic(library: Library, folder: str) -> list[tuple[Topic | None, list[Article]]]:
    """Return a folder's topics with their articles; what no topic holds comes first, in the order of the visit."""
    found = of_folder(library, folder)
    topics = [one for one in library.topics if one.pillar == folder]
    held = {id for one in topics for id in one.articles}
    rest = [one for one in found if one.id not in held]
    return [*([(None, rest)] if rest else []), *((one, named(one.articles, found)) for one in topics)]


def named(ids: Iterable[str], found: Iterable[Article]) -> list[Article]:
    """Return those of the articles that are named, in the order of their names."""
    by_id = {one.id: one for one in found}
    return [by_id[id] for id in ids if id in by_id]
