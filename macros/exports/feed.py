"""The feed of changes, as Atom and as JSON Feed 1.1, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.exports.xml import uri
from macros.handbook import schemas
from macros.handbook.download_files import ATOM, JSON_FEED, base, path
from macros.handbook.html_templates import fill
from macros.markdown_extensions.typography import typeset
from macros.model import Change, Library


@dataclass(frozen=True, slots=True)
class _Entry:
    """A change with its permanent id, the article's title and address, what is said of it, and its day as a moment."""

    change: Change
    id: str
    title: str
    url: str
    summary: str

    @property
    def moment(self) -> str:
        return f"{self.change.date}T00:00:00Z"


def _entries(library: Library) -> Iterator[_Entry]:
    for change in reversed(library.changes):
        article = library.articles.get(change.article)
        kind = schemas.vocabulary("change")[change.kind]["title"]
        title = f"{article.title if article else change.article}: {kind[0].lower()}{kind[1:]}"
        url = uri(base(library) + (article.page.url if article else ""))
        id = uri(f"{base(library)}#{change.article}-{change.version}-{change.date}")
        yield _Entry(change, id, typeset(title), url, typeset(change.summary))


def atom(library: Library) -> str:
    home = uri(base(library))
    facts = {"site_name": library.settings.site_name, "home": home, "own": home + path(ATOM)}
    return fill("export/changes.atom", entries=list(_entries(library)), **facts) + "\n"


def json_feed(library: Library) -> dict[str, Any]:
    home = uri(base(library))
    items = [
        {
            "id": one.id,
            "url": one.url,
            "title": one.title,
            "content_text": one.summary,
            "date_published": one.moment,
            "tags": [one.change.kind],
            "_handbook": {
                "article": one.change.article,
                "version": one.change.version,
                "items": list(one.change.items),
            },
        }
        for one in _entries(library)
    ]
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{library.settings.site_name}: what changed",
        "home_page_url": home,
        "feed_url": home + path(JSON_FEED),
        "language": "en",
        "items": items,
    }
