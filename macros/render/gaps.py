"""What nobody has studied, read off the checklists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from macros.handbook import schemas
from macros.handbook.article_sections import UNKNOWN
from macros.handbook.grounds import is_firm
from macros.handbook.resolve import page_of
from macros.model import Article, Item, Library, Page
from macros.render.text import address, plain

_NO_STUDY = ("duty", "none")


def gaps(library: Library, page: Page) -> str:
    """What was measured, the articles without trust among it or without firm evidence, and the advice without a study."""
    items = [item for _, item in library.items()]
    trust = _without(library, page, lambda item: item.outcome == "trust")
    firm = _without(library, page, lambda item: is_firm(item.certainty) and item.outcome not in _NO_STUDY)
    return "\n\n".join(
        (
            f"## Asked for, and not here yet {{ #asked }}\n\n{_asked(library, page)}",
            f"## What was measured {{ #outcomes }}\n\n{_outcomes(items)}",
            f"## Trust was never what was measured {{ #trust }}\n\n{trust}",
            f"## No advice above low certainty {{ #thin }}\n\n{firm}",
            f"## Advice without a study {{ #practice }}\n\n{_practice(library, page)}",
        )
    )


def _asked(library: Library, page: Page) -> str:
    """Return what readers look for and no page answers, by the page that comes nearest."""
    rows = [
        f"- {plain(', '.join(words.gaps))}: nearest is [{plain(to.title)}]({address(page, to)})"
        for words in library.search.values()
        if words.gaps and (to := page_of(library, words))
    ]
    return "\n".join(rows) or "Nothing that we know of."


def _outcomes(items: list[Item]) -> str:
    """Return every outcome we grade by, with the number of pieces of advice whose studies measured it, most first."""
    counts = Counter(item.outcome for item in items)
    measures = {name: words for name, words in schemas.vocabulary("outcome").items() if name not in _NO_STUDY}
    rows = [
        f"- {counts[name]}: {plain(measures[name]['description'])}"
        for name in sorted(measures, key=lambda name: -counts[name])
    ]
    bare = sum(counts[name] for name in _NO_STUDY)
    head = (
        f"Of {len(items)} pieces of advice {bare} rest on a duty or on practice alone. The others rest on studies of:"
    )
    return "\n".join([head, "", *rows])


def _without(library: Library, page: Page, has: Callable[[Item], bool]) -> str:
    """Return the articles none of whose advice fits, linked to what they say nobody knows."""
    found = [article for article, items in _advice(library) if not any(has(item) for item in items)]
    links = ", ".join(f"[{plain(one.title)}]({address(page, one.page, UNKNOWN)})" for one in found)
    return f"{len(found)} of {len(library.articles)} articles: {links}." if found else "No article."


def _practice(library: Library, page: Page) -> str:
    rows = []
    for article, items in _advice(library):
        if bare := [item for item in items if item.certainty == "practice" and not item.duties]:
            links = "; ".join(f"[{plain(item.do)}]({address(page, article.page, item.id)})" for item in bare)
            rows.append(f"- **{plain(article.title)}.** {links}")
    return "\n".join(rows) or "Every piece of advice rests on at least one study."


def _advice(library: Library) -> Iterator[tuple[Article, tuple[Item, ...]]]:
    for article in library.articles.values():
        if checklist := library.checklists.get(article.id):
            yield article, checklist.items
