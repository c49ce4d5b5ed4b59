"""`kb compare`: what has changed since a course pack, a SCORM package or a list of links was made."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from macros import handbook
from macros.cli.shared import Add
from macros.exports.pack_diff import THERE, compare, report
from macros.handbook.download_files import base


def add(command: Add) -> None:
    one = command("compare", run, "List what has become of each address in an old pack, package or list of links.")
    one.add_argument(
        "file", type=Path, help="a .imscc or .mbz file, a SCORM .zip, a permalinks.json, or a text with links"
    )
    one.add_argument("--since", type=_day, metavar="DAY", help="for links, which say no version: when you taught it")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-01-31") from None


def run(options: argparse.Namespace) -> int:
    found = handbook.load(options.root)
    results = compare(found, options.file, str(options.since or ""))
    print(report(results, base(found)))
    if any(one.text == THERE for one in results):
        print("A link says no version: --since DAY (such as 2026-01-31) tells what has changed from that day on.")
    return 0
