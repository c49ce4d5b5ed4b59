"""`kb compare`: what has changed since a course pack or a list of links was made."""

from __future__ import annotations

import argparse
from pathlib import Path

from macros import handbook
from macros.cli.shared import Add
from macros.exports.pack_diff import compare, report
from macros.handbook.downloads import base


def add(command: Add) -> None:
    one = command("compare", run, "List what has become of each address in an old course pack or permalinks.json.")
    one.add_argument("file", type=Path, help="a .imscc file, or a permalinks.json")


def run(options: argparse.Namespace) -> int:
    found = handbook.load(options.root)
    print(report(compare(found, options.file), base(found)))
    return 0
