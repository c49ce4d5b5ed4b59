"""What several commands share: how a command is added, and the state each needs before it begins."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from macros import handbook
from macros.checks import check
from macros.checks.report import text
from macros.errors import CommandError
from macros.model import Diagnostic, Library

Run = Callable[[argparse.Namespace], int]
Add = Callable[[str, Run, str], argparse.ArgumentParser]


def built(site: Path) -> Path:
    """Return a folder that holds a built site.

    Raises:
        CommandError: where there is none.
    """
    if not (site / "index.html").is_file():
        raise CommandError(f"There is no built site in '{site}'. Build it first: make site.")
    return site


def stop_in_order() -> None:
    """Let an order to stop, or a terminal that is closed, end what was begun and leave nothing behind, as Ctrl+C does."""
    for order in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(order) != signal.SIG_IGN:  # as nohup asks
            signal.signal(order, lambda number, _: sys.exit(128 + number))


def report(findings: Sequence[Diagnostic], articles: int, root: Path) -> str:
    """Return what a command says of findings: on a terminal with the line that each is about, in a log without it."""
    return text(findings, articles, root if sys.stdout.isatty() else None)


def without_errors(root: Path) -> Library:
    """Read the handbook.

    Raises:
        CommandError: where `kb check` reports an error.
    """
    found = handbook.load(root)
    if errors := [one for one in check(found, date.today()) if one.fails]:
        raise CommandError(f"Fix what `kb check` reports first, for example: {errors[0]}")
    return found
