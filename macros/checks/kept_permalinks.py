"""KB6xx: what was published stays reachable (KB601: a ledger line that cannot be read)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from macros.checks.rule import Facts, Found, Rule, again
from macros.handbook.addresses import is_gone, join, sent_on
from macros.handbook.data import REDIRECTS
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.resolve import anchors
from macros.handbook.sentences import by_kind
from macros.handbook.taken_addresses import is_own
from macros.handbook.unreadable import spoilt, unread
from macros.model import Library, Page, Redirect


class Gone(Rule):
    """A published page or id that is no longer there, wherever redirects lead."""

    code = "KB602"
    message = by_kind(
        anchor="'{address}' was published and is gone. Keep the id. If it was an item of a checklist, add 'formerly: "
        "[{anchor}]' to the item that replaces it; if it was a heading, write "
        '<span id="{anchor}"></span> where its text now begins; or, if it went to another page, '
        '{{{{ moved("{anchor}", "article#section") }}}} where it was.',
        page="The page '{address}' was published and is gone. Bring it back, or add the line '{old}: {new}' to {file} "
        "(in a terminal, `kb move` does this).",
    )

    def find(self, library: Library) -> Found:
        broken = any(problem.code.endswith(("01", "02")) or problem.code == "KB115" for problem in library.problems)
        pages, unknown = {page.url: page for page in library.pages.values()}, unread(library)
        for row in library.permalinks if not broken else ():
            if unknown and {row.anchor, row.url.rstrip("/").rpartition("/")[2]} & unknown:
                continue
            address = join(row.url, row.anchor)
            if is_gone(library, address) and (facts := self._facts(library, row.url, row.anchor)):
                page = pages.get(row.url) or _moved(library, row.url)
                yield page.place if page else row.place, facts

    def _facts(self, library: Library, url: str, anchor: str) -> Facts | None:
        """Return what is gone; nothing where the page's own row or its redirect (KB603) tells already."""
        if not is_gone(library, url):
            return {"kind": "anchor", "address": join(url, anchor), "anchor": anchor}
        if anchor or url in sent_on(library) or REDIRECTS in spoilt(library):
            return None
        page = _moved(library, url)
        new = page.path if page else "<its new page>"
        return {"kind": "page", "address": url, "old": f"{url.rstrip('/')}.md", "new": new, "file": REDIRECTS}


def _moved(library: Library, url: str) -> Page | None:
    """Return the page of an article that went to another folder from this address."""
    found = library.articles.get(url.rstrip("/").rpartition("/")[2])
    return found.page if found else None


class RedirectTarget(Rule):
    """A redirect that leads nowhere, to itself, in a circle or over another redirect, whose page still exists or is the site's own, or that is kept in mkdocs.yml."""

    code = "KB603"
    message = by_kind(
        ours="The site itself writes what stands at '{old}'. Take this redirect out.",
        exists="'{old}' redirects although the page exists. Remove the redirect or the page.",
        circle="'{old}' leads to '{to}', which leads in a circle ({circle}). Point each at a page that exists.",
        onward="'{old}' leads to '{to}', which redirects again. Point it at the last page: '{last}'.",
        page="'{old}' leads to '{to}', which does not exist. {near}",
        anchor="'{old}' leads to '{to}', but that page has no '{anchor}'. {near}",
    )

    def find(self, library: Library) -> Found:
        for old, one in library.redirects.items():
            place, new = one.place, one.new
            path, _, anchor = new.partition("#")
            if old in library.pages:
                yield place, {"kind": "exists", "old": old}
            elif is_own(library, old):
                yield place, {"kind": "ours", "old": old}
            elif path in library.redirects:
                yield place, {"old": old, "to": path, **self._onward(library.redirects, old)}
            elif PurePosixPath(path).stem in unread(library):
                continue
            elif path not in library.pages:
                near = did_you_mean(path, library.pages)
                yield place, {"kind": "page", "old": old, "to": path, "near": near}
            elif anchor and anchor not in (names := anchors(library, library.pages[path])):
                near = did_you_mean(anchor, names)
                yield place, {"kind": "anchor", "old": old, "to": new, "anchor": anchor, "near": near}

    def _onward(self, redirects: Mapping[str, Redirect], old: str) -> Facts:
        seen, at = [old], old
        while at in redirects:
            at = redirects[at].new.partition("#")[0]
            if at in seen:
                return {"kind": "circle", "circle": " -> ".join([*(seen if len(seen) < 6 else [*seen[:4], "..."]), at])}
            seen.append(at)
        return {"kind": "onward", "last": at}


class LedgerTwice(Rule):
    """One address twice in the ledger."""

    code = "KB604"
    message = "'{address}' is in the ledger already, at line {line}. Remove this row."

    def find(self, library: Library) -> Found:
        for row, first in again(library.permalinks, lambda row: (row.url, row.anchor)):
            yield row.place, {"address": join(row.url, row.anchor), "line": first.place.line}
