"""KB310: links that are written by hand, not by a macro."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote

from macros.checks.rule import Found, Rule
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.downloads import FOLDER
from macros.handbook.page_ids import ids
from macros.handbook.resolve import anchors
from macros.handbook.unreadable import unread
from macros.model import Library, Page


class HandLink(Rule):
    """A link written by hand that leads to no page, picture or section."""

    code = "KB310"
    message = "The link to {shown!r} leads nowhere: {why}"

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for fragment in page.links:
                if why := _wrong(library, page, fragment.text):
                    yield fragment.place, {"shown": fragment.text[:60], "why": why}


def _wrong(library: Library, page: Page, link: str) -> str:
    """Why a link into docs/ does not land; nothing for one that does or that leads elsewhere."""
    if re.match(r"/(?![/\\])", link):
        return "it begins at the root of the server. Write the path from this page to the file, or use xref()."
    if re.match(r"[a-z][a-z0-9+.-]*:|[/\\?]", link, re.IGNORECASE) or not link:
        return ""
    path, _, anchor = unquote(link).replace("\\", "/").partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    if path.startswith("..") or (f"docs/{path}" in library.files and not path.endswith(".md")):
        return ""
    if posixpath.splitext(posixpath.basename(path))[0] in unread(library):
        return ""
    if path.endswith(".md") and path in library.pages:
        names = _names(library, path) if anchor else ()
        return "" if not anchor or anchor in names else f"that page has no '{anchor}'. {did_you_mean(anchor, names)}"
    return "" if f"docs/{path}/".startswith(f"{FOLDER}/") else f"there is no docs/{path}. {_hint(library, path)}"


def _hint(library: Library, path: str) -> str:
    id, ending = posixpath.splitext(posixpath.basename(path))
    if id in library.articles:
        return f'Write {{{{ xref("{id}") }}}}, which finds the article wherever it is.'
    if ending not in ("", ".", ".md"):
        return "Put the file there, or correct its name."
    return str(did_you_mean(path, library.pages))


@lru_cache(maxsize=1_000)
def _names(library: Library, path: str) -> frozenset[str]:
    page = library.pages[path]
    return frozenset({id for id, _ in ids(library, page)} | set(anchors(library, page)))


def rules() -> list[Rule]:
    return [HandLink()]
