"""What the tests share: a small good handbook, this project, and its built site."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path

import pytest

from macros.site.pipeline import build
from tests import small_handbook
from tests.fake_github import FakeGitHub

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A small handbook without a fault, to be read or spoiled."""
    small_handbook.write(tmp_path)
    return tmp_path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Give the tests that share something of their file to one worker, which then makes it once."""
    for item in items:
        shared = [one[-1].scope for one in item._fixtureinfo.name2fixturedefs.values()]
        if {"module", "package"} & set(shared) and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real handbook, built as it is published, in a folder of its name so that it can be served under a path too.

    The first worker that asks builds it for all; nobody may change it.
    """
    run: Path = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    folder = run / "built" / "handbook"
    with (run / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            assert [str(one) for one in build(PROJECT, folder, say=lambda _: None) if one.fails] == []
    return folder


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[FakeGitHub]]:
    kept = type(
        "Kept",
        (FakeGitHub,),
        {
            "issues": [],
            "comments": [],
            "pulls": [],
            "runs": {"workflow_runs": []},
            "files": [{"filename": "docs/rapport/greet.md"}],
        },
    )
    with HTTPServer(("127.0.0.1", 0), kept) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("GITHUB_API_URL", f"http://127.0.0.1:{running.server_port}")
        monkeypatch.setenv("GITHUB_REPOSITORY", "o/r")
        monkeypatch.setenv("GITHUB_TOKEN", "secret")
        yield kept
        running.shutdown()
