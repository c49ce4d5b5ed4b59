"""Every address that the handbook has ever published, and where it leads today."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from macros.handbook.page_ids import ids
from macros.handbook.resolve import Unknown, anchors, target
from macros.handbook.scenes import written_in
from macros.handbook.versions import Version, of_page
from macros.model import Library, Page, url_of

CURRENT, MOVED, GONE = "current", "moved", "gone"


@dataclass(frozen=True, slots=True)
class Address:
    """A published address; `now` is where it leads, itself when it is current, empty when it is gone."""

    address: str
    title: str
    status: str
    now: str
    version: Version | None


def join(url: str, anchor: str) -> str:
    """Return an address relative to the site's root."""
    return f"{url}#{anchor}" if anchor else url


def addresses(library: Library) -> tuple[Address, ...]:
    """Return current addresses in the order of pages, then those of the ledger that lead elsewhere."""
    current = [join(page.url, anchor) for page in library.pages.values() for anchor in ("", *anchors(library, page))]
    old = [join(row.url, row.anchor) for row in library.permalinks]
    old += [join(url_of(path), "") for path in library.redirects]
    return tuple(find(library, address) for address in dict.fromkeys(current + old))


def find(library: Library, address: str) -> Address:
    """Return what an address that was published at some time is today."""
    url, _, anchor = address.partition("#")
    page, anchor = _landing(library, url, anchor)
    if page is None:
        return Address(address, "", GONE, "", None)
    now = join(page.url, anchor)
    title = _anchors(library, page.path)[anchor] if anchor else page.title
    return Address(address, title, CURRENT if now == address else MOVED, now, of_page(library, page.path)[anchor])


def is_gone(library: Library, address: str) -> bool:
    """Return whether an address that was published leads nowhere today."""
    url, _, anchor = address.partition("#")
    return _landing(library, url, anchor)[0] is None


def _landing(library: Library, url: str, anchor: str) -> tuple[Page | None, str]:
    """Return the page and anchor where a reader of an address ends; no page when it leads nowhere."""
    if new := sent_on(library).get(url):
        path, _, section = new.partition("#")
        url, anchor = url_of(path), section or anchor
    page = _pages(library).get(url)
    if page is None or not anchor or anchor in _anchors(library, page.path):
        return page, anchor
    return _old_anchor(library, page, anchor)


def _old_anchor(library: Library, page: Page, anchor: str) -> tuple[Page | None, str]:
    """Return where an id leads that is on a page and not among its current ones: formerly, moved() or a mark in the text."""
    checklist = library.checklists.get(page.id)
    for item in checklist.items if checklist else ():
        if anchor in item.formerly and item.id in _anchors(library, page.path):
            return page, item.id
    for call in page.calls:
        if call.name == "moved" and call.args[:1] == (anchor,):
            try:
                found = target(library, str(call.args[1]))
            except (Unknown, IndexError):  # which has a finding of its own
                return page, ""
            return found.page, found.anchor
    for id, one in ids(library, page):
        if id == anchor:
            own = [section for section in page.sections if written_in(page, section)]
            index = bisect_right([section.place.line for section in own], one.place.line) - 1
            return page, own[index].id if index >= 0 else ""
    return None, ""


@lru_cache(maxsize=4_000)
def _anchors(library: Library, path: str) -> dict[str, str]:
    return anchors(library, library.pages[path])


@lru_cache(maxsize=4)
def _pages(library: Library) -> dict[str, Page]:
    return {page.url: page for page in library.pages.values()}


@lru_cache(maxsize=4)
def sent_on(library: Library) -> dict[str, str]:
    """Return the address of each page whose readers are led on, and the path in docs/ to which."""
    return {url_of(old): one.new for old, one in library.redirects.items()}
