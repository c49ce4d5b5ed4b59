"""`kb export`: the files for others."""

from __future__ import annotations

import argparse
from pathlib import Path

from macros import handbook
from macros.cli.shared import Add, built, without_errors
from macros.exports.write import export, export_books, export_slides
from macros.handbook.download_files import FOLDER


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
        count = len(export_slides(without_errors(options.root)))
        print(f"{FOLDER}/slides holds {count} files. The next `make site` publishes them.")
    if options.books:
        names = export_books(handbook.load(options.root), built(options.root / options.site))
        print(f"{FOLDER} holds {', '.join(names)}. The next `make site` publishes them.")
    if options.books or options.slides:
        return 0
    done = export(without_errors(options.root))
    print(f"{FOLDER} holds {', '.join(done.files)}.", *done.left_out, sep="\n")
    return 0
