"""Publishes a site whole: one build at a time, clean-up after a killed one, the new site in the old one's place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def workspace(site: Path, say: Callable[[str], None]) -> Iterator[Path]:
    """Make an empty folder beside the site to build in, while no other build does; gone afterwards."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with _alone(site.parent, say):
        _tidy(site)
        try:
            yield Path(tempfile.mkdtemp(prefix=f".{site.name}-new-", dir=site.parent))
        finally:
            _tidy(site)


def replace(site: Path, fresh: Path) -> None:
    """Put a freshly built folder in the place of the site; the old one is whole until the new one stands."""
    fresh.chmod(0o755)
    old = Path(tempfile.mkdtemp(prefix=f".{site.name}-old-", dir=site.parent))
    try:
        if site.exists():
            site.rename(old / "site")
        fresh.rename(site)
    finally:
        _settle(site, old)


@contextmanager
def _alone(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock on a folder, which ends with the process however that ends; Windows has no such lock."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another build is running here. Waiting for it to end ...")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _tidy(site: Path) -> None:
    """Remove what this build, or one that was killed, has left; one killed in mid-swap had the only site."""
    for old in sorted(site.parent.glob(f".{site.name}-old-*")):
        _settle(site, old)
    for fresh in site.parent.glob(f".{site.name}-new-*"):
        shutil.rmtree(fresh, ignore_errors=True)


def _settle(site: Path, old: Path) -> None:
    if not site.exists() and (old / "site").exists():
        (old / "site").rename(site)
    shutil.rmtree(old, ignore_errors=True)
