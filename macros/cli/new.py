"""`kb new`: the files of a new article."""

from __future__ import annotations

import argparse
from datetime import date

from macros import handbook
from macros.cli.shared import Add
from macros.editing.new_article import create


def add(command: Add) -> None:
    one = command("new", run, "Write the files of a new article.")
    one.add_argument("kind", choices=["article"])
    one.add_argument("where", help="<pillar>/<id>, such as rapport/greet-by-name")


def run(options: argparse.Namespace) -> int:
    files = create(handbook.load(options.root), options.where, date.today())
    print("Wrote " + ", ".join(files) + ".\n`kb check` now lists what to fill in.")
    return 0
