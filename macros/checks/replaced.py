"""KB916: what the text gave to a built site and is not there as it was given, since something else took its address.

This looks at what was written, whatever the list of taken addresses says.
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from pathlib import Path

from macros.checks.site_sentences import finding
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
