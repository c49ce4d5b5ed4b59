"""The commands that write to docs/ for a contributor: `kb new`, `import`, `change`, `ledger` and `move`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from macros import handbook
from macros.checks.report import visible
from macros.cli.shared import Add
from macros.editing import article_files, logs
from macros.editing.import_references import import_references
from macros.handbook import permalinks
from macros.handbook.change_log import ADVICE, EDITORIAL, FOLDER
from macros.handbook.resolve import reference_file


def add(command: Add) -> None:
    one = command("new", new, "Write the files of a new article.")
    one.add_argument("kind", choices=["article"])
    one.add_argument("where", help="<pillar>/<id>, such as rapport/greet-by-name")
    one = command("import", import_, "Add references from a RIS, BibTeX, CSL-JSON or PubMed (nbib) file.")
    one.add_argument("file", type=Path, help="what a database or a reference manager exported")
    one = command("change", change, "Say in the log of changes what changed in an article's advice or words, and why.")
    one.add_argument("id", help="the article's id")
    kind = one.add_mutually_exclusive_group(required=True)
    kind.add_argument(
        "--advice",
        metavar="SUMMARY",
        help="the advice changed (what to do, how firmly, how sure, on what sources): what and why",
    )
    kind.add_argument("--editorial", metavar="SUMMARY", help="only words changed: what and why")
    about = "Enter what is new: addresses among the permalinks, new and reworded articles in the log of changes."
    one = command("ledger", ledger, about)
    one.add_argument("--first", action="store_true", help="begin the log of changes: before the first publication")
    one = command("move", move, "Move an article under another pillar and redirect its old address.")
    one.add_argument("id", help="the article's id")
    one.add_argument("folder", help="the pillar it moves to")


def new(options: argparse.Namespace) -> int:
    files = article_files.create(handbook.load(options.root), options.where, date.today())
    print("Wrote " + ", ".join(files) + ".\n`kb check` now lists what to fill in.")
    return 0


def import_(options: argparse.Namespace) -> int:
    for one in import_references(handbook.load(options.root), options.file):
        if one.known:
            print(visible(f"{one.known}: is there already; nothing was changed."))
        else:
            print(visible(f"{one.id}: added to {reference_file(one.id)}. Write its {', '.join(one.missing)}."))
    print("`kb check` lists what is still to be written.")
    return 0


def change(options: argparse.Namespace) -> int:
    kind, summary = (ADVICE, options.advice) if options.advice is not None else (EDITORIAL, options.editorial)
    written = logs.change(handbook.load(options.root), options.id, kind, summary, date.today().isoformat())
    print(f"Wrote {written.file}:\n{written.text}", end="")
    return 0


def ledger(options: argparse.Namespace) -> int:
    found, today = handbook.load(options.root), date.today().isoformat()
    if found.changes or options.first:
        print(f"Listed {logs.list_new(found, today)} articles in {FOLDER}/ as first published.")
        reworded = logs.list_reworded(found, today)
        print(f"Listed {reworded} articles there whose words changed and whose advice did not.")
    print(f"Added {logs.append(found, today)} addresses to {permalinks.FOLDER}/.")
    return 0


def move(options: argparse.Namespace) -> int:
    library = handbook.load(options.root)
    path = article_files.move(library, options.id, options.folder)
    print(f"Moved to docs/{path}; the old address redirects there.")
    if library.topics:
        print("Now put it into a topic of its new pillar in docs/_data/topics.yml; `kb check` says what else is left.")
    return 0
