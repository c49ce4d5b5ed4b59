"""`kb move`: an article to another pillar, its old links kept."""

from __future__ import annotations

import argparse

from macros import handbook
from macros.cli.shared import Add
from macros.editing.move_article import move


def add(command: Add) -> None:
    one = command("move", run, "Move an article under another pillar and redirect its old address.")
    one.add_argument("id", help="the article's id")
    one.add_argument("folder", help="the pillar it moves to")


def run(options: argparse.Namespace) -> int:
    new = move(handbook.load(options.root), options.id, options.folder)
    print(f"Moved to docs/{new}; the old address redirects there.")
    return 0
