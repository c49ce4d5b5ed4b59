"""What a built page says of itself to programs and on paper: JSON-LD, its version, and where the feed of changes is."""

from __future__ import annotations

import json
import posixpath
import re
from html import escape
from pathlib import Path
from typing import Any

from macros.handbook import download_files
from macros.handbook.change_log import declared
from macros.handbook.download_files import ALL_SOURCES, ATOM, SOURCES, base
from macros.handbook.versions import of_page
from macros.model import Article, Library, Page

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_OURS = re.compile(
    r'\n<script type="application/ld\+json">.*?</script>|\n  <link rel="alternate" type="application/[^>]*>'
    r'|\n  <meta name="DC\.[^>]*>'
)
_TYPES = {
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "json": "application/vnd.citationstyles.csl+json",
}
_SINCE = r'(<span data-since="(?!{})[0-9a-f]{{8}}">)[^<]*'
_VERSION = re.compile(r"<span data-version>[^<]*</span>")
_IN_ADDRESS = re.compile(r'(?<=&amp;version=)[^"&]*')


def write(library: Library, site: Path) -> None:
    """Complete each page of a built site; doing it twice changes nothing more."""
    feed = download_files.path(ATOM)
    has_feed = (site / feed).is_file()
    for page in library.pages.values():
        path = site / page.url / "index.html"
        if path.is_file():
            html = _OURS.sub("", path.read_text("utf-8"))
            version = of_page(library, page.path)[""].text
            html = _VERSION.sub(f"<span data-version>, version {version}</span>", html)
            html = _IN_ADDRESS.sub(version, html)
            html = re.sub(_SINCE.format(version), r"\1, changed since", html)
            html = html.replace("\n</head>", f"{_for_librarians(library, page, site)}\n</head>", 1)
            if has_feed:
                link = '\n  <link rel="alternate" type="application/atom+xml" title="What changed" href="{}">'
                html = html.replace("\n</head>", link.format(posixpath.relpath(feed, page.url or ".")) + "\n</head>", 1)
            head, end, tail = html.rpartition("</body>")
            path.write_text(f"{head.rstrip()}\n{_script(library, page)}\n{end}{tail}", "utf-8")


def _for_librarians(library: Library, page: Page, site: Path) -> str:
    """What Zotero reads of an article beside its Open Graph, as Dublin Core, and where its sources can be had.

    It takes the page for a web page then. `citation_title` would make a journal article of it, and an organisation as
    `DC.creator` a person whose family name is its last word; so neither stands here.
    """
    article = library.articles.get(page.id)
    if article is None or article.page is not page:
        return ""
    changes = declared(library).get(article.id)
    facts = {"date": changes.last.date if changes else article.evidence_checked, "language": "en", "rights": _LICENCE}
    lines = [f'<meta name="DC.{name}" content="{escape(text)}">' for name, text in facts.items() if text]
    for kind, ending in SOURCES.items():
        file = download_files.path(f"{ALL_SOURCES}/{article.id}.{ending}")
        if (site / file).is_file():
            at = posixpath.relpath(file, page.url)
            lines.append(f'<link rel="alternate" type="{_TYPES[ending]}" title="Sources as {kind}" href="{at}">')
    return "".join(f"\n  {line}" for line in lines)


def _script(library: Library, page: Page) -> str:
    text = json.dumps(describe(library, page), ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def describe(library: Library, page: Page) -> dict[str, Any]:
    """A page in the words of schema.org: who it is for and its parts, and no claim of a review."""
    url = base(library) + page.url if base(library) else ""
    article = library.articles.get(page.id)
    own = article if article and article.page is page else None
    return {
        "@context": "https://schema.org",
        "@type": ["WebPage", "LearningResource"] if own else "WebPage",
        **({"url": url} if url else {}),
        "name": page.title,
        **({"description": page.meta["description"]} if page.meta.get("description") else {}),
        "inLanguage": "en",
        "license": _LICENCE,
        "version": of_page(library, page.path)[""].text,
        "isPartOf": {"@type": "WebSite", "name": library.settings.site_name},
        **(_learning(library, own) if own else {}),
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
