"""Faults on the way to a site: killed builds, a full disk, files that cannot be read, two at once. The last site stays."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.builders.run import run_module
from macros.site import atomic_publish
from macros.site.pipeline import build
from tests import small_handbook
from tests.conftest import PROJECT
from tests.test_build import QUIET, prepare

PAGE = "rapport/greet/index.html"


def quiet(_: str) -> None:
    """Say nothing."""


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small handbook with a site of it, to be copied."""
    root = tmp_path_factory.mktemp("finished")
    small_handbook.write(root)
    prepare(root)
    assert build(root, root / "out/site", say=quiet) == []
    return root


@pytest.fixture
def standing(finished: Path, tmp_path: Path) -> Path:
    """A small handbook with a site of it, and an edit that has not been built."""
    root = Path(shutil.copytree(finished, tmp_path / "standing", symlinks=True))
    page = root / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("They greet people you back.", "They wave."), "utf-8")
    return root


def site_of(root: Path) -> dict[str, bytes]:
    site = root / "out/site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def command(root: Path) -> list[str]:
    return [sys.executable, "-m", "macros", "--root", str(root), "build", str(root / "out/site")]


def run(root: Path) -> tuple[int, str]:
    """The exit code of a build that nobody disturbs, and what it says."""
    return run_module(command(root)[2:], PROJECT, QUIET)


def beside(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "out").iterdir())


def begun(root: Path) -> bool:
    return any((root / "out").glob(".site-new-*"))


def half_built(root: Path) -> bool:
    return any((root / "out").glob(".site-new-*/index.html"))


def finishing(root: Path) -> bool:
    return any((root / "out").glob(".site-new-*/search/index.json"))


@pytest.mark.parametrize("moment", [begun, half_built, finishing], ids=lambda one: str(one.__name__))
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "told to stop"])
def test_a_build_that_is_ended_leaves_the_site_and_the_next_one_clears_up(
    standing: Path, moment: Callable[[Path], bool], how: signal.Signals
) -> None:
    before = site_of(standing)
    process = subprocess.Popen(
        command(standing), cwd=PROJECT, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and not moment(standing):
        time.sleep(0.002)
    process.send_signal(how)
    ended = process.wait(30)
    if ended:
        assert site_of(standing) == before
    if how == signal.SIGTERM:
        assert beside(standing) == ["site"]
    done, said = run(standing)
    assert done == 0, said
    assert b"They wave." in site_of(standing)[PAGE]
    assert beside(standing) == ["site"]


def test_a_site_lost_in_mid_swap_is_put_back_by_the_next_build_even_if_that_fails(standing: Path) -> None:
    before = site_of(standing)
    (standing / "out/.site-old-abc").mkdir()
    (standing / "out/site").rename(standing / "out/.site-old-abc/site")
    look = standing / "overrides/404.html"
    look.write_text(look.read_text("utf-8").replace("Not here", "Not here: see [the table][nowhere]"), "utf-8")
    assert [one.code for one in build(standing, standing / "out/site", say=quiet)] == ["KB904"]
    assert site_of(standing) == before
    assert beside(standing) == ["site"]


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left on device")], ids=repr)
def test_a_fault_between_the_two_renames_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    site, fresh = tmp_path / "site", tmp_path / "fresh"
    for folder, word in ((site, "old"), (fresh, "new")):
        folder.mkdir()
        (folder / "index.html").write_text(word, "utf-8")
    real = Path.rename

    def stop(self: Path, target: Path) -> Path:
        if self == fresh:
            raise fault
        return real(self, target)

    monkeypatch.setattr(Path, "rename", stop)
    with pytest.raises(type(fault)) as met:
        atomic_publish.replace(site, fresh)
    assert met.value is fault
    assert (site / "index.html").read_text("utf-8") == "old"


def started(root: Path) -> subprocess.Popen[str]:
    env = {**QUIET, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command(root), cwd=PROJECT, env=env, stdout=subprocess.PIPE, text=True)


def test_two_builds_at_once_wait_for_each_other(standing: Path) -> None:
    first = started(standing)
    while first.poll() is None and not begun(standing):
        time.sleep(0.002)
    first.send_signal(signal.SIGSTOP)  # so that it is not done before the other has come
    other = started(standing)
    assert other.stdout
    waited = other.stdout.readline()
    first.send_signal(signal.SIGCONT)
    said = [process.communicate(timeout=120)[0] for process in (first, other)]
    assert [process.returncode for process in (first, other)] == [0, 0], said
    assert "Another build is running here. Waiting" in waited
    assert not any("Another build is running here" in one for one in said)
    assert b"They wave." in site_of(standing)[PAGE]
    assert beside(standing) == ["site"]


def full_disk(root: Path, kilobytes: int) -> subprocess.CompletedProcess[str]:
    """A build on a disk of this size, in a namespace of its own; the site that stands is put on it before."""
    script = (
        'mount -t tmpfs -o size="$1"k tmpfs "$2/disk" && cp -r "$2/out/site" "$2/disk/site" && shift 2 && "$@";'
        ' status=$?; rm -rf "$ROOT/out/site"; cp -r "$ROOT/disk/site" "$ROOT/out/site"; ls -A "$ROOT/disk"; exit $status'
    )
    (root / "disk").mkdir()
    built = [*command(root)[:-1], str(root / "disk/site")]
    inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(kilobytes), str(root)]
    return subprocess.run(
        [*inside, *built], cwd=PROJECT, env={**QUIET, "ROOT": str(root)}, capture_output=True, text=True
    )


def limited(root: Path) -> subprocess.CompletedProcess[str]:
    """Where the system lets nobody mount: no file may grow beyond 4 KB, which fails the same writes."""
    import resource

    return subprocess.run(
        command(root), cwd=PROJECT, env=QUIET, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )  # fmt: skip


def can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    tried = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(tried, capture_output=True).returncode == 0


@pytest.mark.parametrize("spare", [8, 200, 700])
def test_a_full_disk_leaves_the_site_and_says_so(standing: Path, spare: int) -> None:
    before = site_of(standing)
    used = sum(-(-len(data) // 4096) * 4 + 4 for data in before.values())
    done = full_disk(standing, used + spare) if can_mount() else limited(standing)
    said = done.stdout + done.stderr
    assert done.returncode in (1, 2), said
    assert any(words in said for words in ("No space left on device", "File too large")), said
    assert "Traceback" not in said
    assert site_of(standing) == before
    assert ".site" not in said.splitlines()


def dangling(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere")


def folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


UNREADABLE = [
    (dangling, "docs/rapport/greet.md"),
    (folder, "docs/rapport/greet.md"),
    (dangling, "docs/_data/checklists/greet.yml"),
    (folder, "docs/_data/glossary.yml"),
    (dangling, "docs/rapport/picture.png"),
    (folder, "mkdocs.yml"),
    (dangling, "mkdocs.yml"),
]


@pytest.mark.parametrize(("spoil", "file"), UNREADABLE, ids=[f"{how.__name__} {file}" for how, file in UNREADABLE])
def test_a_file_that_cannot_be_read_leaves_the_site_and_is_named(
    standing: Path, spoil: Callable[[Path], None], file: str
) -> None:
    before = site_of(standing)
    spoil(standing / file)
    done, said = run(standing)
    assert done in (1, 2), said
    assert Path(file).name in said, said
    assert "Traceback" not in said
    assert site_of(standing) == before
    assert beside(standing) == ["site"]


@pytest.mark.parametrize("name", ["docs", "docs/index.md"])
def test_what_is_no_site_is_not_replaced_by_one(good: Path, name: str) -> None:
    done = subprocess.run(
        [*command(good)[:-1], str(good / name)], cwd=PROJECT, env=QUIET, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert name in done.stderr
    assert (good / "docs/index.md").is_file()


def test_a_site_without_our_template_is_not_published(standing: Path) -> None:
    before = site_of(standing)
    dangling(standing / "overrides/main.html")
    done, said = run(standing)
    assert done == 1
    assert "KB911" in said
    assert site_of(standing) == before
