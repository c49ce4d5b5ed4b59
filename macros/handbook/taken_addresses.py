"""Files of the text that would take the address of another, or of what the site makes itself: one of the two would be lost.

Addresses are compared as the most forgiving host does, to which letter case is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from unicodedata import normalize

from macros.handbook.own_files import own_files, own_folders
from macros.model import Facts, Library

_INDEX = "index.html"


@lru_cache(maxsize=4)
def taken(library: Library) -> dict[str, Facts]:
    """Each file that would take another's address, with what it would replace."""
    mine = {_key(one): one for one in own_files(library.root)}
    folders = {_key(one): one for one in own_folders(library.root)}
    found: dict[str, Facts] = {}
    others = {_key(address): file for file, address in _redirects(library)}
    files = sorted(of_text(library), key=lambda file: (file != file.lower(), file))
    for file in files:
        if facts := _readme(file) or _of_site(file, mine, folders):
            found[file] = facts
        elif (other := others.setdefault(_key(address_of(file)), file)) != file:
            found[file] = {"kind": "twice", "other": other, "address": _shown(file)}
    for file in files:
        ways = (one for one in _ways(_key(address_of(file)))[:-1] if one in others)
        if file not in found and (way := next(ways, None)):
            found[file] = {"kind": "twice", "other": others[way], "address": _shown(others[way])}
    return found


def address_of(file: str) -> str:
    """The file of the site that a builder makes of one in docs/."""
    path = PurePosixPath(file.removeprefix("docs/"))
    if path.suffix != ".md":
        return path.as_posix()
    return (path.with_name(_INDEX) if path.stem in ("index", "README") else path.with_suffix("") / _INDEX).as_posix()


def of_text(library: Library) -> Iterator[str]:
    """The files in docs/ of which a builder makes pages, or copies."""
    return (one for one in library.files if one.startswith("docs/") and not one.startswith("docs/_data/"))


def _redirects(library: Library) -> Iterator[tuple[str, str]]:
    """The pages that send readers on; KB603 tells of one whose own page still exists."""
    for old in library.settings.redirects:
        if old not in library.pages:
            yield "mkdocs.yml", address_of(old)


def _readme(file: str) -> Facts:
    path = PurePosixPath(file)
    return {"kind": "readme", "better": str(path.with_name("index.md"))} if path.name.lower() == "readme.md" else {}


def _of_site(file: str, mine: dict[str, str], folders: dict[str, str]) -> Facts:
    """What of the site's own a file would replace, or lie in; hosts answer `/404/` with 404.html."""
    for way in _ways(_key(address_of(file))):
        if own := mine.get(way) or folders.get(way) or mine.get(f"{way}.html"):
            kind = "ours" if way in mine or way not in folders else "folder"
            return {"kind": kind, "address": own, "better": _renamed(file, way.count("/") + 1)}
    return {}


def _ways(key: str) -> list[str]:
    """An address and each folder on the way to it, the outermost first."""
    parts = key.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts) + 1)]


def _renamed(file: str, depth: int) -> str:
    """The file with another name at this depth under docs/."""
    parts = file.split("/")
    at = min(depth, len(parts) - 1)
    return "/".join([*parts[:at], f"my-{parts[at].lower()}", *parts[at + 1 :]])


def _shown(file: str) -> str:
    return address_of(file).removesuffix(_INDEX) if file.startswith("docs/") else file


def _key(address: str) -> str:
    return normalize("NFKC", normalize("NFKC", address).casefold())
