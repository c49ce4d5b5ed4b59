"""KB912, KB914 and KB916: what a built site holds beside its pages: course packs, files made of data, and what the text gave to it."""

from __future__ import annotations

import filecmp
from collections.abc import Container, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from macros.checks.site_sentences import finding
from macros.errors import UnreadablePack
from macros.handbook.cartridge_reader import web_links
from macros.handbook.invisible_characters import UNSEEN, beyond_ascii
from macros.handbook.own_files import OF_LOOK, copied
from macros.handbook.taken_addresses import address_of, of_text
from macros.model import Diagnostic, Library


def replaced(library: Library, site: Path) -> Iterator[Diagnostic]:
    """Yield each page, picture and file of the look that another one replaced."""
    at: dict[str, str] = {}
    for file in sorted(of_text(library)):
        address = address_of(file)
        other = at.setdefault(address, file)
        if other != file:
            yield finding(address, 1, "KB916", {"kind": "twice", "file": file, "other": other})
        elif not _is_there(library.root / file, site / address):
            yield finding(address, 1, "KB916", {"kind": "lost", "file": file})
    for address in copied(library.root):
        if (site / address).exists() and not filecmp.cmp(
            library.root / OF_LOOK / address, site / address, shallow=False
        ):
            yield finding(address, 1, "KB916", {"kind": "lost", "file": f"{OF_LOOK}/{address}"})


def _is_there(given: Path, made: Path) -> bool:
    """Return whether a page was made, or a picture copied byte for byte."""
    return made.is_file() and (given.suffix == ".md" or filecmp.cmp(given, made, shallow=False))


def stranding_packs(site: Path, ids: Mapping[str, Container[str]], base: str) -> Iterator[Diagnostic]:
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


_TEXTS = (".json", ".xml", ".atom", ".txt", ".ris", ".bib")
_PIECE = 100_000


def unseen_in_files(site: Path) -> Iterator[Diagnostic]:
    """Yield each such character once a file, with the line where it first stands."""
    for path in sorted(one for one in site.rglob("*") if one.suffix in _TEXTS and one.is_file()):
        for found in sorted(_unseen(path)):
            text = path.read_text("utf-8")
            what = f"The invisible character U+{ord(found):04X}"
            line = text.count("\n", 0, text.index(found)) + 1
            yield finding(path.relative_to(site).as_posix(), line, "KB914", {"what": what})


def _unseen(path: Path) -> set[str]:
    """Return the characters of a file that nobody sees; it is read in pieces, since one may hold the whole handbook."""
    with path.open(encoding="utf-8") as file:
        pieces = iter(partial(file.read, _PIECE), "")
        return {found for piece in pieces for found in UNSEEN.findall(beyond_ascii(piece))}
