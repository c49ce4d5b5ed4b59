"""`kb compare`: what has become of each address in an old course pack or permalinks.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.errors import UnreadablePack
from macros.handbook.addresses import CURRENT, GONE, MOVED, find
from macros.handbook.cartridge_reader import Listed, read_bounded, versions
from macros.handbook.changes import ADVICE
from macros.model import Change, Library

SAME, EDITORIAL, ADVICE_CHANGED = "same", "editorial", "advice changed"
_ADDRESS = re.compile(r"(?:[\w.-]{1,100}/){0,9}(?:#[\w-]{1,200})?", re.ASCII)
_VERSION = re.compile(r"[0-9a-f]{8}")
ORDER = (GONE, MOVED, ADVICE_CHANGED, EDITORIAL, SAME)


@dataclass(frozen=True, slots=True)
class Comparison:
    """An address, what has become of it (one of ORDER), where it is now if elsewhere, and the changes declared since."""

    address: str
    status: str
    now: str
    title: str
    text: str
    changes: tuple[Change, ...]


def compare(library: Library, path: Path) -> list[Comparison]:
    """Each address that an old file lists, most serious first; raises UnreadablePack."""
    listed = versions(path) if _is_zip(path) else _from_json(path)
    if not all(_ADDRESS.fullmatch(one.address) and _VERSION.fullmatch(one.version) for one in listed):
        raise UnreadablePack(f"'{path}' lists addresses or versions that no file of this handbook does.")
    whole = {one.address: one.version for one in listed if "#" not in one.address}
    found = [_compare(library, one, whole) for one in listed]
    return sorted(found, key=lambda one: ORDER.index(one.status))


def _is_zip(path: Path) -> bool:
    return read_bounded(path)[:2] == b"PK"


def _from_json(path: Path) -> list[Listed]:
    """The addresses that were current when a permalinks.json was written."""
    try:
        value: Any = json.loads(read_bounded(path))
        current = [row for row in value["addresses"] if row.get("status", CURRENT) == CURRENT]
        rows = [(row["address"], row.get("version"), row.get("advice", "")) for row in current]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        raise UnreadablePack(
            f"'{path}' is neither a course pack (.imscc) nor a permalinks.json of this handbook."
        ) from None
    return [Listed(str(address), str(version), str(advice)) for address, version, advice in rows if version]


def _compare(library: Library, old: Listed, whole: dict[str, str]) -> Comparison:
    found = find(library, old.address)
    if found.version is None:
        return Comparison(old.address, GONE, "", "", GONE, ())
    changes = tuple(_since(library, found.now.partition("#")[0], whole.get(old.address.partition("#")[0], "")))
    said = any(one.kind == ADVICE and not one.items for one in changes)
    if found.version.text == old.version and found.version.advice == old.advice:
        text, changes = SAME, ()
    elif found.version.advice != old.advice or said:
        text = ADVICE_CHANGED
    else:
        text = EDITORIAL
    return Comparison(
        old.address, found.status if found.status == MOVED else text, found.now, found.title, text, changes
    )


def _since(library: Library, url: str, version: str) -> Iterator[Change]:
    """The declared changes of the article at an address after the version that a file holds; all, if it is not known."""
    ids = {one.id for one in library.articles.values() if one.page.url == url}
    changes = [one for one in library.changes if one.article in ids]
    at = max((index for index, one in enumerate(changes) if one.version == version), default=-1)
    yield from changes[at + 1 :]


def report(found: list[Comparison], site: str) -> str:
    """One line for each address that is not the same, the changes declared of it, and a count of all."""
    lines: list[str] = []
    told: set[Change] = set()
    for one in found:
        if one.status != SAME:
            lines.append(_line(one, site))
            fresh = [change for change in one.changes if change not in told]
            told.update(fresh)
            lines += [f"    {change.date} {change.kind}: {change.summary}" for change in fresh]
    counts = {status: sum(one.status == status for one in found) for status in ORDER}
    return "\n".join([*lines, ", ".join(f"{count} {status}" for status, count in counts.items() if count) + "."])


def _line(one: Comparison, site: str) -> str:
    if one.status == GONE:
        return f"{GONE}: {site}{one.address}"
    where = f" -> {site}{one.now} (text: {one.text})" if one.status == MOVED else ""
    return f"{one.status}: {site}{one.address}{where} {one.title!r}"
