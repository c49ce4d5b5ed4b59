"""A step of a build in a copy of this process, whose memory goes back when it ends: what one remembers is of no use to the next.

Elsewhere than on Linux, and beside other threads, a process that is copied may not work on, so there the step is done here.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar, TypeVarTuple

Given = TypeVarTuple("Given")
Made = TypeVar("Made")


def in_a_copy(work: Callable[[*Given], Made], *args: *Given) -> Made:
    """Return what the work gives, or raise what it raises."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return work(*args)
    here, there = multiprocessing.Pipe(duplex=False)
    copy = multiprocessing.get_context("fork").Process(target=_answer, args=(there, work, args))
    copy.start()
    there.close()
    try:
        made, error = here.recv()
    except EOFError:
        raise ChildProcessError("A step of the build was ended from outside, perhaps for want of memory") from None
    finally:
        copy.kill()
        copy.join()
    if error:
        raise error
    return made  # type: ignore[no-any-return]


def _answer(there: Connection, work: Callable[[*Given], object], args: tuple[*Given]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the process that waits says that it was stopped
    try:
        there.send((work(*args), None))
    except Exception as error:
        error.add_note(traceback.format_exc())
        there.send((None, error))
