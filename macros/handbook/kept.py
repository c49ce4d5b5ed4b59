"""The folder .cache/, where what was made of a text waits for the next build: deleting it costs time and nothing else.

What is kept is named after a hash of all that it was made of, the program that made it included.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from macros.model import Library


def place(library: Library, name: str) -> Path:
    """Return the place of a file or folder among what is kept."""
    return library.root / ".cache" / name


def keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a folder that cannot be written costs time and nothing else."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(content)
        part.replace(path)
