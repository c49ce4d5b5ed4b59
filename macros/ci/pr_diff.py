"""A proposal beside the branch it is for: what it changes, and a workspace in which it is checked without running its code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_MADE = {".git", ".venv", ".cache", "site", "__pycache__", "build"}


def changes(base: Path, head: Path) -> list[str]:
    """Return the files that differ between two folders, by POSIX path."""
    ours, theirs = dict(_files(base)), dict(_files(head))
    return sorted(path for path in ours.keys() | theirs.keys() if not _same(ours.get(path), theirs.get(path)))


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(root):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        where = Path(folder).relative_to(root).parts
        if not where:
            folders[:] = [name for name in folders if name not in _MADE and not name.endswith(".egg-info")]
        elif where[0] != "docs":  # of docs/ every file is taken over, whatever its folder is called
            folders[:] = [name for name in folders if name != "__pycache__"]
        for name in (*names, *links):
            path = Path(folder, name)
            yield path.relative_to(root).as_posix(), path


def _same(one: Path | None, other: Path | None) -> bool:
    if one is None or other is None or one.is_symlink() != other.is_symlink():
        return False
    if one.is_symlink():
        return one.readlink() == other.readlink()
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def only_text(changed: list[str]) -> bool:
    """Return whether a proposal touches nothing but docs/, so that the programs of the base branch can judge it."""
    return bool(changed) and all(path.startswith("docs/") for path in changed)


def take_text(base: Path, head: Path) -> None:
    """Put the proposal's docs/ in the place of the base branch's; links stay links, so that a rule can refuse them."""
    shutil.rmtree(base / "docs")
    shutil.copytree(head / "docs", base / "docs", symlinks=True)
