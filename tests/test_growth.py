"""Four times the articles may cost hardly more than four times the work: counted in calls, the same on every machine."""

from __future__ import annotations

import cProfile
import pstats
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from benchmarks.generator import handbook as generated
from macros import handbook
from macros.checks import check
from macros.checks.built_site import check_site
from macros.exports.write import export
from macros.render import MACROS
from macros.site.completion import complete

SMALL, LARGE, EXPONENT = 24, 96, 1.1


def read_and_check(root: Path) -> None:
    assert not [one for one in check(handbook.load(root), date(2026, 12, 1)) if one.fails]


def write_exports(root: Path) -> None:
    export(handbook.load(root))


def render_pages(root: Path) -> None:
    found = handbook.load(root)
    for page in found.pages.values():
        for call in page.calls:
            extra = {"nth": 0} if call.name == "cite" else {}
            MACROS[call.name](found, page, *call.args, **call.kwargs, **extra)


def finish_and_check(root: Path) -> None:
    """With pages as small as can be, since their Markdown is the builder's work."""
    found, site = handbook.load(root), root / "site"
    for page in found.pages.values():
        path = site / page.url / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<!doctype html><html><head><title>T</title></head><body><p>T</p></body></html>", "utf-8")
    complete(found, site)
    check_site(site)
    shutil.rmtree(site)


def calls(work: Callable[[Path], None], root: Path) -> int:
    """How many Python functions the work calls."""
    profile = cProfile.Profile()
    profile.runcall(work, root)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("work", [read_and_check, write_exports, render_pages, finish_and_check])
def test_the_work_grows_no_faster_than_the_handbook(
    work: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://handbook.example/")
    found = []
    for size in (8, SMALL, LARGE):  # the first warms caches that last for the process
        root = tmp_path / str(size)
        generated(root, size)
        found.append(calls(work, root))
    _, small, large = found
    assert large <= (LARGE / SMALL) ** EXPONENT * small, f"{small:,} calls for {SMALL} articles, {large:,} for {LARGE}"
