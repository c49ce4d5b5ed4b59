"""Writes docs/_data/evidence_status.yml: whole or not at all, and never over what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from macros.errors import CommandError
from macros.handbook.data import evidence_status
from macros.handbook.kept import put
from macros.handbook.text_file import Unreadable, read
from macros.model import Notice, Status

FILE = "docs/_data/evidence_status.yml"
_HEAD = """\
# Written by `kb ci evidence`, which asks the services about every source. People add `considered` and nothing else:
# the day on which someone read the notice and decided that what rests on the source holds all the same.
"""


def recorded(root: Path) -> dict[str, Status]:
    """Return what the file holds; raises CommandError for one with faults, since writing it anew would lose what they are about."""
    if not (root / FILE).exists():
        return {}
    try:
        found, problems = evidence_status(read(root / FILE, FILE, "KB501"))
    except Unreadable as error:
        found, problems = [], [error.finding]
    if problems:
        raise CommandError(
            f"{problems[0]} Nothing was asked and nothing changed: correct the file, or take the last good one from git."
        )
    return {one.id: one for one in found}


def write(root: Path, statuses: Mapping[str, Status]) -> None:
    """Replace the file in one step, in the order of ids."""
    text = _HEAD + yaml.dump(
        {"sources": [_source(statuses[id]) for id in sorted(statuses)]}, Dumper=_Dumper, sort_keys=False, width=200
    )
    put(root / FILE, text.encode())


_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _source(one: Status) -> dict[str, Any]:
    notices = [_notice(notice) for notice in one.notices]
    return _filled({"id": one.id, "confirmed": one.confirmed, "notices": notices, "page": dict(one.page)}.items())


def _notice(one: Notice) -> dict[str, Any]:
    names = ("kind", "link", "date", "by", "seen", "considered")
    return _filled((name, list(one.by) if name == "by" else getattr(one, name)) for name in names)


def _filled(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {key: value for key, value in pairs if value}
