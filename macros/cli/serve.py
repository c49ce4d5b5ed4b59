"""`kb serve` and `kb watch`: build or check again on every saved change."""

from __future__ import annotations

import argparse
from datetime import date

from macros import handbook
from macros.checks import check
from macros.cli.shared import Add, report, stop_in_order
from macros.editing import snippets


def add(command: Add) -> None:
    one = command("serve", serve, "Serve the site on this machine and rebuild it on every saved change.")
    one.add_argument("--port", type=_port, default=8000, help="the port to listen on (default: 8000)")
    command("watch", watch, "List everything that is wrong, again on every saved change; what editors run.")


def serve(options: argparse.Namespace) -> int:
    from macros.devserver.watch import serve, until_stopped

    stop_in_order()
    return until_stopped(lambda: serve(options.root, options.port))


def watch(options: argparse.Namespace) -> int:
    from macros.devserver.watch import repeat, until_stopped

    def look() -> None:
        print("Checking ...", flush=True)  # an editor forgets here what it was told before
        found = handbook.load(options.root)
        snippets.write(found)
        print(report(check(found, date.today()), len(found.articles), options.root), flush=True)

    return until_stopped(lambda: repeat(options.root, look))


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) > 65535:
        raise argparse.ArgumentTypeError(f"'{value}' is not a valid port (0 to 65535)")
    return int(value)
