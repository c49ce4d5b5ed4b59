"""KB428 to KB430: each article's query for new studies can be read as it looks, and finds the article's own sources."""

from __future__ import annotations

from macros.checks.rule import Found, Rule
from macros.handbook import pubmed_query, query_coverage
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import lacks_references, spoilt, unread
from macros.model import Library, Severity

_MOST = 2 / 3
_FEWEST = 3  # sources by which a query can be judged


class UnreadableQuery(Rule):
    """A query for new studies that PubMed would read in another way than it looks, or that belongs to no article."""

    code = "KB428"
    message = by_kind(
        unreadable="{problem}",
        orphan="There is no article '{id}' for this query. Give the file its article's name, or remove it.",
    )

    def find(self, library: Library) -> Found:
        for id, one in library.watches.items():
            if id not in library.articles and id not in unread(library):
                yield one.place, {"kind": "orphan", "id": id}
            elif one.query:
                try:
                    pubmed_query.parse(one.query)
                except pubmed_query.Unreadable as error:
                    yield one.place, {"kind": "unreadable", "problem": str(error)}


class NoQuery(Rule):
    """An article whose topic nobody watches."""

    code = "KB429"
    message = (
        "Nobody is told of new studies for this article. Write a PubMed query for it in docs/_data/watch/{id}.yml."
    )
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        for id, article in library.articles.items():
            begun = id in library.checklists  # of one without a checklist another rule says what it needs
            if begun and id not in library.watches and f"docs/_data/watch/{id}.yml" not in spoilt(library):
                yield article.page.place, {"id": id}


class NarrowQuery(Rule):
    """A query that misses more than a third of the article's own sources, going by their titles and our summaries."""

    code = "KB430"
    message = "This query finds {found} of the article's own {of} sources. Widen it; it misses {missed}."
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        if lacks_references(library):
            return
        for id, one in library.watches.items():
            article, query = library.articles.get(id), query_coverage.readable(one.query)
            own = query_coverage.own(library, article) if article and query else []
            found = query_coverage.found(query, own) if query else []
            if len(own) >= _FEWEST and len(found) < _MOST * len(own):
                missed = [reference.id for reference in own if reference not in found]
                yield one.place, {"found": len(found), "of": len(own), "missed": missed}
