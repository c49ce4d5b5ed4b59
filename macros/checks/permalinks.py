"""KB6xx: what was published stays reachable (KB601: a ledger line that cannot be read)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from macros.checks.rule import Found, Rule
from macros.handbook.addresses import GONE, find, join
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.resolve import anchors
from macros.handbook.unreadable import unread
from macros.model import Library, url_of


class Gone(Rule):
    """A published page or id that is no longer there, wherever redirects lead."""

    code = "KB602"
    message = "{message}"

    def find(self, library: Library) -> Found:
        broken = any(problem.code.endswith(("01", "02")) for problem in library.problems)
        pages, unknown = {page.url: page for page in library.pages.values()}, unread(library)
        for row in library.permalinks if not broken else ():
            if unknown and {row.anchor, row.url.rstrip("/").rpartition("/")[2]} & unknown:
                continue
            address = join(row.url, row.anchor)
            if find(library, address).status == GONE and (message := self._message(library, row.url, row.anchor)):
                place = pages[row.url].place if row.url in pages else row.place
                yield place, {"message": f"{message[0]} was published and is gone. {message[1]}"}

    def _message(self, library: Library, url: str, anchor: str) -> tuple[str, str] | None:
        """What is gone and how to fix it; nothing where the page's own row or its redirect (KB603) tells already."""
        if find(library, url).status != GONE:
            return f"'{join(url, anchor)}'", _anchor_fix(anchor)
        if anchor or any(url_of(old) == url for old in library.settings.redirects):
            return None
        return f"The page '{url}'", _page_fix(library, url)


def _page_fix(library: Library, url: str) -> str:
    """Name the very line where the article can be found under another folder."""
    old = url.rstrip("/")
    found = library.articles.get(old.rpartition("/")[2])
    new = found.page.path if found else "<its new page>"
    return f"Bring it back, or add '{old}.md: {new}' to redirect_maps in mkdocs.yml (`kb move` does both)."


def _anchor_fix(anchor: str) -> str:
    return (
        f"Keep the id; or add 'formerly: [{anchor}]' to the item that replaces it; or write "
        f'<span id="{anchor}"></span> where it was; or {{{{ moved("{anchor}", "article#section") }}}}.'
    )


class RedirectTarget(Rule):
    """A page redirect that leads nowhere, to itself, in a circle or over another redirect, or whose page still exists."""

    code = "KB603"
    message = "{message}"

    def find(self, library: Library) -> Found:
        redirects = library.settings.redirects
        for old, new in redirects.items():
            place = library.settings.redirect_places[old]
            path, _, anchor = new.partition("#")
            if old in library.pages:
                yield (
                    place,
                    {"message": f"'{old}' redirects although the page exists. Remove the redirect or the page."},
                )
            elif path in redirects:
                yield place, {"message": f"'{old}' leads to '{path}', {self._onward(redirects, old)}"}
            elif PurePosixPath(path).stem in unread(library):
                continue
            elif path not in library.pages:
                yield (
                    place,
                    {
                        "message": f"'{old}' leads to '{path}', which does not exist. {did_you_mean(path, library.pages)}"
                    },
                )
            elif anchor and anchor not in (names := anchors(library, library.pages[path])):
                hint = did_you_mean(anchor, names)
                yield place, {"message": f"'{old}' leads to '{new}', but that page has no '{anchor}'. {hint}"}

    def _onward(self, redirects: Mapping[str, str], old: str) -> str:
        seen, at = [old], old
        while at in redirects:
            at = redirects[at].partition("#")[0]
            if at in seen:
                return f"which leads in a circle ({' -> '.join([*seen, at])}). Point each at a page that exists."
            seen.append(at)
        return f"which redirects again. Point it at the last page: '{at}'."


class LedgerTwice(Rule):
    """One address twice in the ledger."""

    code = "KB604"
    message = "'{address}' is in the ledger already, at line {line}. Remove this row."

    def find(self, library: Library) -> Found:
        seen: dict[tuple[str, str], int] = {}
        for row in library.permalinks:
            first = seen.setdefault((row.url, row.anchor), row.place.line)
            if first != row.place.line:
                yield row.place, {"address": join(row.url, row.anchor), "line": first}


def rules() -> list[Rule]:
    return [Gone(), RedirectTarget(), LedgerTwice()]
