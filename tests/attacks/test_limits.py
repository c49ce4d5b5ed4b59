"""A file that takes all the time or memory there is costs nobody else their findings."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.checks.limits import check_within_limits
from macros.checks.rule import Found
from macros.model import Library, Page
from tests.attacks.test_corpus import PAGE, SENTENCE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a process is copied")
TODAY = date(2026, 6, 1)
OTHER = "docs/rapport/listen.md"


def works_forever(page: Page) -> None:
    while True:
        page.text.count("x")


def takes_everything(page: Page) -> None:
    assert bytearray(3_000_000_000)


def is_ended(page: Page) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def found(root: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Page], None]) -> set[tuple[str, str]]:
    """What a check finds, by file and code, when one rule does this work on one page."""

    def find(self: object, library: Library) -> Found:
        for page in library.pages.values():
            if page.place.file == PAGE:
                work(page)
        yield from ()

    monkeypatch.setattr("macros.checks.limits.SECONDS", 2)
    monkeypatch.setattr("macros.checks.markup.RawHtml.find", find)
    other = root / OTHER
    other.write_text(other.read_text("utf-8").replace("## In brief", "{{ 7*7 }}\n\n## In brief"), "utf-8")
    return {(one.place.file, one.code) for one in check_within_limits(root, TODAY).findings}


def test_a_page_that_takes_too_long_is_named_and_the_others_are_checked(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {(PAGE, "KB115"), (OTHER, "KB801")} <= found(good, monkeypatch, works_forever)


def test_a_page_that_takes_too_much_memory_is_named_and_the_others_are_checked(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {(PAGE, "KB802"), (OTHER, "KB801")} <= found(good, monkeypatch, takes_everything)


def test_a_check_that_is_ended_from_outside_says_so(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(good, monkeypatch, is_ended) == {("docs", "KB115")}


def test_nothing_else_is_found_within_the_limits_than_without(good: Path) -> None:
    page = good / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "<mark>x</mark>"), "utf-8")
    done = check_within_limits(good, TODAY)
    assert [one.code for one in done.findings if one.fails] == ["KB802"]
    assert done.articles == 3
