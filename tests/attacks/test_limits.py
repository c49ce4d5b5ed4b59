"""A file that takes all the time or memory there is costs nobody else their findings."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from socket import AF_UNIX, socket
from threading import Event

import pytest

from macros import handbook
from macros.checks.limits import check_within_limits
from macros.checks.rule import Found
from macros.handbook.small_files import crowds
from macros.model import Library, Page
from tests.attacks.test_corpus import PAGE, SENTENCE
from tests.conftest import PROJECT

limited = pytest.mark.skipif(
    sys.platform != "linux", reason="limits are set to a copied process, which only Linux allows"
)
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

    monkeypatch.setattr("macros.checks.limits.SECONDS", 1)
    monkeypatch.setattr("macros.checks.markup.RawHtml.find", find)
    other = root / OTHER
    other.write_text(other.read_text("utf-8").replace("## In brief", "{{ 7*7 }}\n\n## In brief"), "utf-8")
    return {(one.place.file, one.code) for one in check_within_limits(root, TODAY).findings}


@limited
def test_a_page_that_takes_too_long_is_named_and_the_others_are_checked(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {(PAGE, "KB115"), (OTHER, "KB801")} <= found(saved, monkeypatch, works_forever)


@limited
def test_a_page_that_takes_too_much_memory_is_named_and_the_others_are_checked(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {(PAGE, "KB802"), (OTHER, "KB801")} <= found(saved, monkeypatch, takes_everything)


@limited
def test_a_check_that_waits_for_something_else_is_ended(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.checks.limits._WAITS", 0.5)
    assert found(saved, monkeypatch, lambda page: Event().wait()) == {("docs", "KB115")}


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: socket(AF_UNIX).bind(str(path))])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("about/x.md", "KB101"),
        ("_data/checklists/x.yml", "KB401"),
        ("_data/references/a.yml", "KB501"),
        ("_data/pictures/x.svg", "KB401"),
        ("_data/permalinks/2026-05-01.tsv", "KB601"),
        ("assets/x.png", "KB809"),
        ("about/.x.md", ""),
    ],
)
def test_what_is_no_file_is_named_and_never_waited_for(
    saved: Path, name: str, code: str, make: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.checks.limits._WAITS", 30)
    monkeypatch.chdir(saved / "docs")  # the address of a socket is short
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make(name)
    found = check_within_limits(saved, TODAY).findings
    assert {one.code for one in found if one.place.file == f"docs/{name}"} == {code} - {""}
    assert "KB115" not in {one.code for one in found}


def test_a_crowd_of_small_files_is_named_by_its_folder_and_the_others_are_checked(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.handbook.small_files.FREE", 0)
    for n in range(300):
        (saved / f"docs/about/{n}.md").write_text("# A page\n", "utf-8")
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "{{ 7*7 }}"), "utf-8")
    found = check_within_limits(saved, TODAY).findings
    crowd = [one for one in found if one.code == "KB115"]
    assert [(one.place.file, one.fails) for one in crowd] == [("docs/about", True)]
    assert crowd[0].facts["files"] >= 300
    assert not any(one.place.file.startswith("docs/about/") for one in found)
    assert (PAGE, "KB801") in {(one.place.file, one.code) for one in found}


def test_a_handbook_of_ordinary_files_is_no_crowd_and_ten_thousand_tiny_ones_are() -> None:
    ours = {file: size for file, (_, size) in handbook.stamps(PROJECT).items()}
    assert not crowds({f"{n}/{file}": size for n in range(5) for file, size in ours.items()})
    for name in ("docs/about/{}.md", "docs/_data/checklists/{}.yml"):
        tiny = {name.format(n): 33 for n in range(10_000)}
        assert crowds(ours | tiny).keys() == {name.rpartition("/")[0]}
    assert crowds(ours | {f"docs/{n}/x.md": 33 for n in range(10_000)}).keys() == {"docs"}


@limited
def test_a_check_that_is_ended_from_outside_says_so(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(saved, monkeypatch, is_ended) == {("docs", "KB115")}


@pytest.mark.parametrize("platform", [sys.platform, "darwin"])
def test_nothing_else_is_found_within_the_limits_than_without(
    saved: Path, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "<mark>x</mark>"), "utf-8")
    monkeypatch.setattr("macros.checks.limits.sys.platform", platform)
    done = check_within_limits(saved, TODAY)
    assert [one.code for one in done.findings if one.fails] == ["KB802"]
    assert done.articles == 3
