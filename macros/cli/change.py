"""`kb change`: declare what changed in an article, and why."""

from __future__ import annotations

import argparse
from datetime import date

from macros import handbook
from macros.cli.shared import Add
from macros.editing import declare_change
from macros.handbook.change_log import ADVICE, EDITORIAL


def add(command: Add) -> None:
    one = command("change", run, "Say in the log of changes what changed in an article's advice or words, and why.")
    one.add_argument("id", help="the article's id")
    kind = one.add_mutually_exclusive_group(required=True)
    kind.add_argument("--advice", metavar="SUMMARY", help="what to do, how firmly, how sure or on what sources changed")
    kind.add_argument("--editorial", metavar="SUMMARY", help="words changed, the advice did not")


def run(options: argparse.Namespace) -> int:
    kind, summary = (ADVICE, options.advice) if options.advice is not None else (EDITORIAL, options.editorial)
    written = declare_change.change(handbook.load(options.root), options.id, kind, summary, date.today().isoformat())
    print(f"Wrote {written.file}:\n{written.text}", end="")
    return 0
