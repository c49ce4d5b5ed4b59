"""What the tests share: a small good handbook, this project, and its built site."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import date
from http.server import HTTPServer
from pathlib import Path

import pytest

from macros.handbook.download_files import FOLDER
from macros.site.pipeline import build
from tests import small_handbook
from tests.fake_github import FakeGitHub

PROJECT = Path(__file__).parent.parent
KEPT = PROJECT / ".cache/tests"
MEMORY, ROOM = Path("/dev/shm"), 1 << 30


def pytest_configure() -> None:
    """Let tests and all that they start write into memory where Linux has room for it: no disk is waited for."""
    if "TMPDIR" in os.environ or not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return
    found = os.statvfs(MEMORY)
    if found.f_bavail * found.f_frsize > ROOM and not found.f_flag & os.ST_NOEXEC:  # as tests run what they write
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A small handbook without a fault, to be read or spoiled."""
    small_handbook.write(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def _in_one_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    root = tmp_path_factory.mktemp("small")
    small_handbook.write(root)
    return root, small_handbook.files(root)


@pytest.fixture
def saved(_in_one_folder: tuple[Path, dict[str, bytes]]) -> Iterator[Path]:
    """The small handbook in one folder for all tests of a file, each of which is taken back: as in `kb watch`, only what
    was saved is read again, and what was found in the rest is kept.
    """
    root, kept = _in_one_folder
    yield root
    small_handbook.restore(root, kept)


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

    The first worker that asks has it made for all; nobody may change it.
    """
    run: Path = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    folder = run / "built" / "handbook"
    with (run / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _copy_site(folder)
    return folder


def _copy_site(target: Path) -> None:
    """Copy the site that an earlier run built, or build it now if anything that it is made from has changed since."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        now, stamp, site = _made_from(), KEPT / "made-from", KEPT / "handbook"
        if not (stamp.exists() and stamp.read_text("utf-8") == now and (PROJECT / FOLDER).exists()):
            stamp.unlink(missing_ok=True)
            assert [str(one) for one in build(PROJECT, site, say=lambda _: None) if one.fails] == []
            stamp.write_text(now, "utf-8")
        shutil.copytree(site, target)


def _made_from() -> str:
    """A digest of all that a site is made from: text, programs, look, what is installed, the day and the environment."""
    settings = (PROJECT / "mkdocs.yml").read_text("utf-8")
    named = {name for line in re.findall(r"!ENV (.+)", settings) for name in re.findall(r"[A-Z_]{3,}", line)}
    named |= {name for name in os.environ if name.startswith("GITHUB_")}
    known = [sys.version, str(date.today()), *(f"{name}={os.environ.get(name)}" for name in sorted(named))]
    digest = hashlib.sha256("\n".join(known).encode())
    files = [PROJECT / "mkdocs.yml", PROJECT / "requirements.txt"]
    for folder in ("docs", "macros", "overrides"):
        files += (path for path in (PROJECT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    for path in sorted(files):
        name = path.relative_to(PROJECT).as_posix()
        if not name.startswith(f"{FOLDER}/"):  # what a build writes there itself
            digest.update(f"\n{name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


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
