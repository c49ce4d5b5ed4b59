"""Files that a builder would publish: pages and pictures, and nothing that could run, lies elsewhere or replaces another."""

from __future__ import annotations

import os

from macros.handbook.taken_addresses import taken
from macros.model import Diagnostic, Library, Location

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
_DATA, _MADE = "docs/_data/", "docs/downloads/"


def refused(library: Library) -> Diagnostic | None:
    """Return a finding on a file that is not to be published, or nothing."""
    for file in sorted(library.files):
        if not file.startswith("docs/") or file.startswith(_DATA):
            continue
        folder, _, name = file.rpartition("/")
        known = (name.endswith(".md") or name.lower().endswith(_PICTURES)) and not file.startswith(_MADE)
        linked = any(os.path.islink(f"{library.root}/{one}") for one in (file, folder))
        if not known or linked or file in taken(library):
            return Diagnostic(Location(file), "KB809", "A file of this kind is not published. Remove it.")
    return None
