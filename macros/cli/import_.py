"""`kb import`: references from a file of a database or reference manager."""

from __future__ import annotations

import argparse
from pathlib import Path

from macros import handbook
from macros.checks.report import visible
from macros.cli.shared import Add
from macros.editing.import_references import FILE, import_references


def add(command: Add) -> None:
    one = command("import", run, "Add references from a RIS, BibTeX, CSL-JSON or PubMed (nbib) file.")
    one.add_argument("file", type=Path, help="what a database or a reference manager exported")


def run(options: argparse.Namespace) -> int:
    done = import_references(handbook.load(options.root), options.file)
    for one in done:
        if one.known:
            print(visible(f"{one.known}: is there already; nothing was changed."))
        else:
            print(visible(f"{one.id}: added to {FILE}. Write its {', '.join(one.missing)}."))
    print("`kb check` lists what is still to be written.")
    return 0
