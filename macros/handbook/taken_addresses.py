"""Files of the text that would take the address of another, or of what the site makes itself: one of the two would be lost.

Addresses are compared as the most forgiving host does, to which letter case is nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from unicodedata import normalize

from macros.handbook.own_files import own_files, own_folders
from macros.model import Diagnostic, Facts, Library, Location

_INDEX = "index.html"
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")


@lru_cache(maxsize=4)
def taken(library: Library) -> dict[str, Facts]:
    """Return each file that would take another's address, with what it would replace."""
    found: dict[str, Facts] = {}
    others = {_key(address_of(old)): old for old in _redirects(library)}
    files = sorted(of_text(library), key=lambda file: (file != file.lower(), file))
    for file in files:
        if facts := _readme(library, file) or _of_site(library, file):
            found[file] = facts
        elif (other := others.setdefault(_key(address_of(file)), file)) != file:
            found[file] = _second(library, other)
    for file in files:
        ways = (one for one in _ways(_key(address_of(file)))[:-1] if one in others)
        if file not in found and (way := next(ways, None)):
            found[file] = _second(library, others[way])
    return found


def unpublished(library: Library) -> Diagnostic | None:
    """Return a finding on a file that is not to be published: it could run, lies elsewhere, or replaces another; or nothing."""
    for file in sorted(of_text(library)):
        folder, _, name = file.rpartition("/")
        known = (name.endswith(".md") or name.lower().endswith(PICTURES)) and not file.startswith("docs/downloads/")
        linked = any(os.path.islink(f"{library.root}/{one}") for one in (file, folder))
        if not known or linked or file in taken(library):
            return Diagnostic(Location(file), "KB809", "A file of this kind is not published. Remove it.")
    return None


def is_own(library: Library, file: str) -> bool:
    """Return whether the address of a page in docs/ is one of the site's own."""
    return bool(_of_site(library, file))


@lru_cache(maxsize=4)
def _own(library: Library) -> tuple[dict[str, str], dict[str, str]]:
    """Return the files and the folders that the site makes itself."""
    files, folders = own_files(library.root), own_folders(library.root)
    return {_key(one): one for one in files}, {_key(one): one for one in folders}


def address_of(file: str) -> str:
    """Return the file of the site that a builder makes of one in docs/."""
    path = PurePosixPath(file.removeprefix("docs/"))
    if path.suffix != ".md":
        return path.as_posix()
    return (path.with_name(_INDEX) if path.stem in ("index", "README") else path.with_suffix("") / _INDEX).as_posix()


def is_readme(file: str) -> bool:
    """Return whether a host or a builder may take a file for the index of its folder."""
    return PurePosixPath(file).name.lower() == "readme.md"


def of_text(library: Library) -> Iterator[str]:
    """Return the files in docs/ of which a builder makes pages, or copies."""
    return (one for one in library.files if one.startswith("docs/") and not one.startswith("docs/_data/"))


def _redirects(library: Library) -> Iterator[str]:
    """Return the old pages whose readers are sent on; KB603 tells of one that still exists."""
    return (old for old in library.redirects if old not in library.pages)


def _second(library: Library, other: str) -> Facts:
    """Return what is said of a file whose address another file or a redirect has."""
    address = address_of(other).removesuffix(_INDEX)
    if other in library.redirects:  # named from docs/ on, as no file is
        return {"kind": "redirect", "address": address, "to": library.redirects[other].new}
    return {"kind": "twice", "other": other, "address": address}


def _readme(library: Library, file: str) -> Facts:
    if not is_readme(file):
        return {}
    index = str(PurePosixPath(file).with_name("index.md"))
    return {"kind": "second" if index in library.files else "readme", "better": index}


def _of_site(library: Library, file: str) -> Facts:
    """Return what of the site's own a file would replace, or lie in; hosts answer `/404/` with 404.html."""
    mine, folders = _own(library)
    for way in _ways(_key(address_of(file))):
        if own := mine.get(way) or folders.get(way) or mine.get(f"{way}.html"):
            kind = "ours" if way in mine or way not in folders else "folder"
            return {"kind": kind, "address": own, "better": _renamed(file, way.count("/") + 1)}
    return {}


def _ways(key: str) -> list[str]:
    """Return an address and each folder on the way to it, the outermost first."""
    parts = key.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts) + 1)]


def _renamed(file: str, depth: int) -> str:
    """Return the file with another name at this depth under docs/."""
    parts = file.split("/")
    at = min(depth, len(parts) - 1)
    return "/".join([*parts[:at], f"my-{parts[at].lower()}", *parts[at + 1 :]])


def _key(address: str) -> str:
    return normalize("NFKC", normalize("NFKC", address).casefold())
