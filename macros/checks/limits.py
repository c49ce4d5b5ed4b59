"""A check of text from strangers, in a copy of this process that gets so much time and memory and no more.

A file that takes more is left out and named, and what remains is checked again. Elsewhere than on Linux a process
that is copied may not work on, and nothing is limited.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from macros import handbook
from macros.checks import check
from macros.checks.rule import last_place
from macros.handbook.sentences import diagnostic
from macros.model import Diagnostic, Location

MORE = (
    "This keeps the check busy for over {seconds} seconds or takes over {megabytes:,} MB. Take out what was added last."
)
_WAITED = "The check waited for this folder for over {minutes} minutes. Look whether a file in it answers, as on a network drive."
SECONDS, MEMORY = 60, 2_000_000_000
_MOST = 3  # files that are left out until the check gives up
_WAITS = 10 * SECONDS  # for a check that does not work but waits, or has the machine for a tenth of the time
_LISTENS = 10  # seconds in which a reader that is not Python must have come back


class Checked(NamedTuple):
    """Every finding, the number of articles, and the stamp of the handbook that was checked."""

    findings: list[Diagnostic]
    articles: int
    stamp: str


class TooLong(BaseException):
    """The time is up; no handler of faults on the way takes it for one."""


def check_within_limits(root: Path, today: date) -> Checked:
    """Check the handbook; a file that takes too much is one of the findings."""
    left_out: tuple[Diagnostic, ...] = ()
    while sys.platform == "linux":
        found = _in_a_copy(root, today, left_out)
        if not isinstance(found, Diagnostic):
            return found
        if len(left_out) == _MOST or found in left_out or found.place.file == "docs":
            return Checked(sorted({*left_out, found}), 0, "")
        left_out = (*left_out, found)
    return _checked(root, today, left_out)


def _checked(root: Path, today: date, left_out: tuple[Diagnostic, ...]) -> Checked:
    found = handbook.load(root, left_out)
    return Checked(check(found, today), len(found.articles), found.stamp)


def _in_a_copy(root: Path, today: date, left_out: tuple[Diagnostic, ...]) -> Checked | Diagnostic:
    """Return what is found, or the file that took too much."""
    here, there = multiprocessing.Pipe(duplex=False)
    copy = multiprocessing.get_context("fork").Process(target=_work, args=(there, root, today, left_out))
    copy.start()
    there.close()
    try:
        found: Checked | Diagnostic = (
            here.recv()
            if here.poll(_WAITS)
            else diagnostic(Location("docs"), "KB115", _WAITED, {"minutes": _WAITS // 60})
        )
    except EOFError:  # it was ended from outside
        found = _told("docs")
    finally:
        copy.kill()
        copy.join()
    return found


def _work(answer: Connection, root: Path, today: date, left_out: tuple[Diagnostic, ...]) -> None:
    """Check, and answer; a second signal follows a first that came where Python lets none through."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 1)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + _LISTENS, SECONDS + _LISTENS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        found: Checked | Diagnostic = _checked(root, today, left_out)
        signal.setitimer(signal.ITIMER_PROF, 0)
    except (TooLong, MemoryError) as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        found = _told(last_place(error).file)
    answer.send(found)


def _end(*_: object) -> None:
    raise TooLong


def _told(file: str) -> Diagnostic:
    return diagnostic(Location(file), "KB115", MORE, {"seconds": SECONDS, "megabytes": MEMORY // 1_000_000})
