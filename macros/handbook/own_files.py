"""The site's own pictures, such as its icon, whose names no file of the text may have: a builder would prefer that one."""

from __future__ import annotations

from macros.model import Library


def is_replaced_by(library: Library, file: str) -> bool:
    """Whether a file of the site itself would give way to this one in docs/."""
    return file.startswith("docs/") and (library.root / "overrides" / file.removeprefix("docs/")).is_file()
