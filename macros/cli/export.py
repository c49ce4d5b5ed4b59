"""`kb export`: the files for others."""

from __future__ import annotations

import argparse

from macros.cli.shared import Add, without_errors
from macros.exports.write import export
from macros.handbook.downloads import FOLDER


def add(command: Add) -> None:
    command("export", run, "Write the files for others into docs/downloads/: course packs, questions, data, feeds.")


def run(options: argparse.Namespace) -> int:
    done = export(without_errors(options.root))
    print(f"{FOLDER} holds {', '.join(done.files)}.", *done.left_out, sep="\n")
    return 0
