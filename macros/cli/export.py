"""`kb export`: the files for others."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from macros import handbook
from macros.cli.shared import Add, built, without_errors
from macros.exports.write import export, export_books, export_slides
from macros.handbook.download_files import FOLDER, base

_FEW = 4
_PUBLISHED = "The next `make site` publishes them."


def add(command: Add) -> None:
    one = command(
        "export",
        run,
        "Write the files for others into docs/downloads/: course packs, questions, flash cards, data, feeds.",
    )
    one.add_argument(
        "--books", action="store_true", help="write the handbook as EPUB and PDF instead, from a built site"
    )
    one.add_argument(
        "--slides", action="store_true", help="write slides (.pptx) and sheets to adapt (.docx) of each article instead"
    )
    one.add_argument(
        "--site", type=Path, default=Path("site"), help="the built site that --books reads (default: site)"
    )


def run(options: argparse.Namespace) -> int:
    if options.slides:
        library = without_errors(options.root)
        print(*_listed(options.root, export_slides(library)), _PUBLISHED, sep="\n")
        if not base(library):
            print(
                "They say no address, since this site does not know its own. Set SITE_URL to the address it is published under."
            )
    if options.books:
        names = export_books(handbook.load(options.root), built(options.root / options.site))
        print(*_listed(options.root, names), _PUBLISHED, sep="\n")
    if options.books or options.slides:
        return 0
    done = export(without_errors(options.root))
    print(*_listed(options.root, done.files), *done.left_out, sep="\n")
    return 0


def _listed(root: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield how many files were written, then a line for each kind: how many, how large, and their names if they are few."""
    kinds: dict[str, list[str]] = {}
    for name in names:
        folder, file = os.path.split(name)
        kinds.setdefault(os.path.join(folder, f"*.{file.partition('.')[2]}"), []).append(name)
    yield f"{FOLDER}, {sum(map(len, kinds.values()))} files:"
    for kind, files in kinds.items():
        size = sum((root / FOLDER / one).stat().st_size for one in files)
        yield f"{len(files):5} {-(-size // 1000):8,} kB  {', '.join(files) if len(files) <= _FEW else kind}"
