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
from typing import ParamSpec, TypeVar

from macros.errors import CommandError

P = ParamSpec("P")
Made = TypeVar("Made")


def in_a_copy(work: Callable[P, Made], *args: P.args, **kwargs: P.kwargs) -> Made:
    """Return what the work gives, or raise what it raises."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return work(*args, **kwargs)
    here, there = multiprocessing.Pipe(duplex=False)
    copy = multiprocessing.get_context("fork").Process(target=_answer, args=(there, work, args, kwargs))
    copy.start()
    there.close()
    try:
        made, error = here.recv()
    except EOFError:
        raise CommandError(
            "A step of the build was ended from outside, perhaps for want of memory. Build again."
        ) from None
    finally:
        copy.kill()
        copy.join()
    if error:
        raise error
    return made  # type: ignore[no-any-return]


def _answer(
    there: Connection, work: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the process that waits says that it was stopped
    try:
        there.send((work(*args, **kwargs), None))
    except Exception as error:
        error.add_note(traceback.format_exc())
        there.send((None, error))
