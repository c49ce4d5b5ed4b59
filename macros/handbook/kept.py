"""Files that are written whole or not at all, and the folder .cache/, where what was made of a text waits for the next build.

To delete .cache/ costs time and nothing else. What is kept there is named after a hash of all that it was made of, the
program that made it included.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from macros.model import Library


def put(path: Path, content: bytes) -> None:
    """Replace a file in one step, unless it holds just this already."""
    with suppress(OSError):
        if path.read_bytes() == content:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)


def place(library: Library, name: str) -> Path:
    """Return the place of a file or folder among what is kept."""
    return library.root / ".cache" / name


def keep(path: Path, content: bytes) -> None:
    """Keep a file; a folder that cannot be written costs time and nothing else."""
    with suppress(OSError):
        put(path, content)
