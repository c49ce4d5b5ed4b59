"""`kb export` and `kb compare`: the files for others, and what has changed since one was made."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from macros import handbook
from macros.checks.report import visible
from macros.cli.shared import Add, built, without_errors
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
    one = command("compare", compare, "List what has become of each address in an old pack, package or list of links.")
    one.add_argument(
        "file", type=Path, help="a .imscc or .mbz file, a SCORM .zip, a permalinks.json, or a text with links"
    )
    one.add_argument(
        "--since", type=_day, metavar="DAY", help="for links, which name no version: the day you taught it, YYYY-MM-DD"
    )


def run(options: argparse.Namespace) -> int:
    from macros.exports.write import export, export_books, export_slides  # no other command needs what they load

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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-01-31") from None


def compare(options: argparse.Namespace) -> int:
    from macros.exports import pack_diff

    found = handbook.load(options.root)
    results = pack_diff.compare(found, options.file, str(options.since or ""))
    print(visible(pack_diff.report(results, base(found))))
    if any(one.text == pack_diff.THERE for one in results):
        print("A link says no version: --since DAY (such as 2026-01-31) tells what has changed from that day on.")
    return 0
