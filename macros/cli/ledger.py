"""`kb ledger`: list new addresses among the permalinks, and new and reworded articles in the log of changes."""

from __future__ import annotations

import argparse
from datetime import date

from macros import handbook
from macros.cli.shared import Add
from macros.editing import declare_change, extend_ledger
from macros.handbook import permalinks
from macros.handbook.change_log import FOLDER


def add(command: Add) -> None:
    one = command(
        "ledger",
        run,
        "List what is new: addresses among the permalinks, new and reworded articles in the log of changes.",
    )
    one.add_argument("--first", action="store_true", help="begin the log of changes: before the first publication")


def run(options: argparse.Namespace) -> int:
    found, today = handbook.load(options.root), date.today().isoformat()
    if found.changes or options.first:
        print(f"Listed {declare_change.list_new(found, today)} articles in {FOLDER}/ as first published.")
        print(
            f"Listed {declare_change.list_reworded(found, today)} articles there whose words changed and whose advice did not."
        )
    print(f"Added {extend_ledger.append(found, today)} addresses to {permalinks.FOLDER}/.")
    return 0
