"""How many small files docs/ may hold: to open, read and check one takes as long as a page of text does.

So a handbook may hold as many files as its length is worth, and of a crowd of small ones the folder is named and they
are not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from macros.handbook.text_file import LARGEST

CROWD = (
    "This folder holds {files:,} files of fewer than {bytes} bytes, more than a check reads beside the others: it has read "
    "none of them. Propose fewer files, or put short texts together in one."
)

SMALL = 500  # bytes; our pages and data hold four times as much on average, records of changes among them
FREE = 2_000  # files of a handbook of any length


def crowds(sizes: Mapping[str, int]) -> dict[str, list[str]]:
    """Return the folders whose small files are too many, each with these files; `sizes` are those of all files, in bytes."""
    left, found = {file: min(size, LARGEST) for file, size in sizes.items()}, dict[str, list[str]]()
    while len(left) > FREE + sum(left.values()) // SMALL:
        folder, files = _fullest([file for file, size in left.items() if size < SMALL])
        found.setdefault(folder, []).extend(files)
        for file in files:
            del left[file]
    return found


def _fullest(small: list[str]) -> tuple[str, list[str]]:
    """Return the innermost folder that holds most of these files, and those in it."""
    within = Counter(
        "/".join(names[:depth])
        for names in (file.split("/")[:-1] for file in small)
        for depth in range(1, len(names) + 1)
    )
    folder = max((one for one, count in within.items() if 2 * count > len(small)), key=len)
    return folder, [file for file in small if file.startswith(f"{folder}/")]
