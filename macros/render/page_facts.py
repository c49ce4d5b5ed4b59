"""What the template says of a page to programs and on paper: its version, JSON-LD, Dublin Core, and files beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from macros.handbook import licence
from macros.handbook.change_log import declared
from macros.handbook.download_files import ALL_SOURCES, ATOM, SOURCES, base, path, size
from macros.handbook.versions import of_page
from macros.markdown_extensions.typography import typeset
from macros.model import Article, Library, Page

_TYPES = {
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "json": "application/vnd.citationstyles.csl+json",
}


def facts(library: Library, page: Page) -> dict[str, Any]:
    """Return what overrides/main.html reads as `page.meta.facts`.

    `title` and `about` are its title and description as they are shown, `version` its version; `described` is JSON that no `<` can end; `dublin_core` maps names to values; `alternates`
    are `type`, `title` and `file` (from the root of the site) of what `kb export` has written.
    """
    article = library.articles.get(page.id)
    own = article if article and article.page is page else None
    version = of_page(library, page.path)[""].text
    described = json.dumps(_described(library, page, own, version), ensure_ascii=False, separators=(",", ":"))
    return {
        "title": typeset(page.title),
        "about": _about(page),
        "version": version,
        "described": described.replace("<", r"\u003c"),
        "dublin_core": _dublin_core(library, own) if own else {},
        "alternates": list(_alternates(library, own)),
    }


def _about(page: Page) -> str:
    return typeset(str(page.meta.get("description") or ""))


def _dublin_core(library: Library, article: Article) -> dict[str, str]:
    """Return what Zotero reads of an article beside its Open Graph.

    It takes the page for a web page then. `citation_title` would make a journal article of it, and an organisation as
    `DC.creator` a person whose family name is its last word; so neither stands here.
    """
    changes = declared(library).get(article.id)
    date = changes.last.date if changes else article.evidence_checked
    return {**({"date": str(date)} if date else {}), "language": "en", "rights": licence.ADDRESS}


def _alternates(library: Library, article: Article | None) -> Iterator[dict[str, str]]:
    """Yield an article's sources in each form, and the feed of changes."""
    if article:
        for kind, ending in SOURCES.items():
            yield from _alternate(library, f"Sources as {kind}", _TYPES[ending], f"{ALL_SOURCES}/{article.id}.{ending}")
    yield from _alternate(library, "What changed", "application/atom+xml", ATOM)


def _alternate(library: Library, title: str, kind: str, name: str) -> Iterator[dict[str, str]]:
    if size(library, name):
        yield {"title": title, "type": kind, "file": path(name)}


def _described(library: Library, page: Page, article: Article | None, version: str) -> dict[str, Any]:
    """Return a page in the words of schema.org: who it is for and its parts, and no claim of a review."""
    url = base(library) + page.url if base(library) else ""
    return {
        "@context": "https://schema.org",
        "@type": ["WebPage", "LearningResource"] if article else "WebPage",
        **({"url": url} if url else {}),
        "name": typeset(page.title),
        **({"description": _about(page)} if _about(page) else {}),
        "inLanguage": "en",
        "license": licence.ADDRESS,
        "version": version,
        "isPartOf": {"@type": "WebSite", "name": library.settings.site_name},
        **(_learning(library, article) if article else {}),
    }


def _learning(library: Library, article: Article) -> dict[str, Any]:
    changes = declared(library).get(article.id)
    return {
        **({"dateModified": changes.last.date} if changes else {}),
        "teaches": list(article.objectives),
        "timeRequired": f"PT{article.minutes}M",
        "hasPart": [
            {"@type": "WebPageElement", "@id": f"#{one.id}", "name": one.title}
            for one in article.page.sections
            if one.level == 2
        ],
    }
