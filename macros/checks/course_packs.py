"""KB912: course packs whose links would strand a reader."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from macros.errors import UnreadablePack
from macros.handbook.cartridge_reader import web_links
from macros.model import Diagnostic, Location


def findings(site: Path, ids: Mapping[str, Container[str]], base: str) -> Iterator[Diagnostic]:
    """Each course pack that cannot be read, and each link of one that leads to no page or section of the site.

    `ids` are those of each page by its file in the site; `base` is the path the site is published under.
    """
    for path in sorted((site / "downloads").glob("*.imscc")):
        place = Location(f"site/downloads/{path.name}")
        try:
            wrong = [link for link in web_links(path) if not _lands(link.url, ids, base)]
        except UnreadablePack as error:
            yield Diagnostic(place, "KB912", f"This course pack cannot be read: {error} Run `kb export` again.")
            continue
        for link in wrong:
            message = (
                f"The link {link.url!r} in {link.file} leads to no page or section of the site. Run `kb export` again."
            )
            yield Diagnostic(place, "KB912", message)


def _lands(url: str, ids: Mapping[str, Container[str]], base: str) -> bool:
    parts = urlsplit(url)
    path, fragment, base = (unquote(one) for one in (parts.path, parts.fragment, base))
    file = path.removeprefix(base) + "index.html"
    return path.startswith(base) and path.endswith("/") and file in ids and (not fragment or fragment in ids[file])
