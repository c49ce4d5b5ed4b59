"""KB310: links that are written by hand, not by a macro."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote

from macros.checks.rule import Facts, Found, Rule
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.download_files import FOLDER
from macros.handbook.page_ids import ids
from macros.handbook.resolve import anchors
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import unread
from macros.model import Library, Page


class HandLink(Rule):
    """A link written by hand that leads to no page, picture or section."""

    code = "KB310"
    message = by_kind(
        "The link to {shown!r} leads nowhere: ",
        root="it begins at the root of the server. Write the path from this page to the file, or use xref().",
        anchor="that page has no '{anchor}'. {near}",
        article="there is no file 'docs/{path}'. Write {{{{ xref(\"{id}\") }}}}, which finds the article wherever it is.",
        file="there is no file 'docs/{path}'. Put the file there, or correct its name.",
        page="there is no file 'docs/{path}'. {near}",
    )

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for fragment in page.links:
                if facts := _wrong(library, page, fragment.text):
                    yield fragment.place, {"shown": fragment.text[:60], **facts}


def _wrong(library: Library, page: Page, link: str) -> Facts | None:
    """Return why a link into docs/ does not land; nothing for one that does or that leads elsewhere."""
    if re.match(r"/(?![/\\])", link):
        return {"kind": "root"}
    if re.match(r"[a-z][a-z0-9+.-]*:|[/\\?]", link, re.IGNORECASE) or not link:
        return None
    path, _, anchor = unquote(link).replace("\\", "/").partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    if path.startswith("..") or (f"docs/{path}" in library.files and not path.endswith(".md")):
        return None
    if posixpath.splitext(posixpath.basename(path))[0] in unread(library):
        return None
    if path.endswith(".md") and path in library.pages:
        names = _names(library, path) if anchor else ()
        known = not anchor or anchor in names
        return (
            None if known else {"kind": "anchor", "anchor": anchor, "near": did_you_mean(anchor, names, f"docs/{path}")}
        )
    return None if f"docs/{path}/".startswith(f"{FOLDER}/") else _missing(library, path)


def _missing(library: Library, path: str) -> Facts:
    id, ending = posixpath.splitext(posixpath.basename(path))
    if id in library.articles:
        return {"kind": "article", "path": path, "id": id}
    if ending not in ("", ".", ".md"):
        return {"kind": "file", "path": path}
    return {"kind": "page", "path": path, "near": did_you_mean(path, library.pages)}


@lru_cache(maxsize=1_000)
def _names(library: Library, path: str) -> frozenset[str]:
    page = library.pages[path]
    return frozenset({id for id, _ in ids(library, page)} | set(anchors(library, page)))
