"""Steps of a build that run in a copy of the process: what they give and raise comes back, and an end from outside is told of."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from macros.site.in_a_copy import in_a_copy


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other thread counts, such as a server that another test has started."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.mark.usefixtures("alone")
def test_a_step_gives_what_it_made_and_leaves_nothing_in_this_process() -> None:
    kept: list[int] = []
    assert in_a_copy(lambda last: (kept.extend(range(last)), os.getpid())[1], 3) != os.getpid()
    assert kept == []


@pytest.mark.usefixtures("alone")
def test_what_a_step_raises_is_raised_here_with_the_place_where_it_arose() -> None:
    def step() -> None:
        raise OSError(28, "No space left on device", "site/index.html")

    with pytest.raises(OSError, match="No space left on device") as raised:
        in_a_copy(step)
    assert (raised.value.errno, raised.value.filename) == (28, "site/index.html")
    assert "in step" in raised.value.__notes__[0]


@pytest.mark.usefixtures("alone")
def test_a_step_that_is_ended_from_outside_says_so() -> None:
    with pytest.raises(ChildProcessError, match="ended from outside"):
        in_a_copy(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_beside_other_threads_the_step_is_done_here() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert in_a_copy(os.getpid) == os.getpid()
    finally:
        done.set()
        other.join()
