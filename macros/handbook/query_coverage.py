"""How well an article's query for new studies fits the article: how many of its own sources it finds."""

from __future__ import annotations

from functools import lru_cache

from macros.handbook import citations, pubmed_query
from macros.handbook.pubmed_query import Query, Record
from macros.model import Article, Library, Reference

_TYPES = {
    "systematic-review": {"systematic review"},
    "meta-analysis": {"meta-analysis", "systematic review"},
    "randomised-trial": {"randomized controlled trial"},
}


def record(one: Reference) -> Record:
    """Return a source as PubMed might hold it: our summary stands for the abstract, the design for the publication type."""
    title = str(one.csl.get("title", ""))
    text = f"{title} {one.population} {one.finding}"
    return Record(title, text, frozenset(_TYPES.get(one.design, set())), one.year)


def own(library: Library, article: Article) -> list[Reference]:
    """Return the sources of an article that PubMed may hold: those with its number, and journal articles with a DOI."""
    cited = (library.references.get(key) for key in citations.by_source(library, article.page))
    return [one for one in cited if one and ("PMID" in one.csl or _in_a_journal(one))]


def _in_a_journal(one: Reference) -> bool:
    return "DOI" in one.csl and one.csl.get("type") == "article-journal"


def found(query: Query, references: list[Reference]) -> list[Reference]:
    """Return those of these sources that a query finds."""
    return [one for one in references if _finds(query, record(one))]


@lru_cache(maxsize=20_000)
def _finds(query: Query, one: Record) -> bool:
    return query(one)


def readable(text: str) -> Query | None:
    """Return a query that can be read; None for any other, of which a check speaks."""
    try:
        return pubmed_query.parse(text)
    except pubmed_query.Unreadable:
        return None
