"""KB912: course packs whose links would strand a reader."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from macros.checks.site_sentences import finding
from macros.errors import UnreadablePack
from macros.handbook.cartridge_reader import web_links
from macros.model import Diagnostic


def findings(site: Path, ids: Mapping[str, Container[str]], base: str) -> Iterator[Diagnostic]:
    """Yield each course pack that cannot be read, and each link of one that leads to no page or section of the site.

    `ids` are those of each page by its file in the site; `base` is the path the site is published under.
    """
    for path in sorted((site / "downloads").glob("*.imscc")):
        file = f"downloads/{path.name}"
        try:
            wrong = [link for link in web_links(path) if not _lands(link.url, ids, base)]
        except UnreadablePack as error:
            yield finding(file, 1, "KB912", {"kind": "unreadable", "error": str(error)})
            continue
        for link in wrong:
            yield finding(file, 1, "KB912", {"kind": "link", "link": link.url, "file": link.file})


def _lands(url: str, ids: Mapping[str, Container[str]], base: str) -> bool:
    parts = urlsplit(url)
    path, fragment, base = (unquote(one) for one in (parts.path, parts.fragment, base))
    file = path.removeprefix(base) + "index.html"
    return path.startswith(base) and path.endswith("/") and file in ids and (not fragment or fragment in ids[file])
