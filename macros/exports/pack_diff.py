"""What has become of each address in an old file, by permalinks.json alone; the reader's browser follows the same rules.

overrides/assets/js/compare/table.js is this in JavaScript: a test holds both to the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.errors import UnreadablePack
from macros.exports.json_files import permalinks
from macros.exports.old_file import leads_elsewhere, read
from macros.handbook.addresses import GONE, MOVED
from macros.handbook.cartridge_reader import Listed
from macros.handbook.change_log import ADVICE
from macros.handbook.change_log import EDITORIAL as EDITED
from macros.model import Library

SAME, EDITORIAL, ADVICE_CHANGED, THERE, ELSEWHERE = "same", "editorial", "advice changed", "there", "elsewhere"
ORDER = (GONE, MOVED, ADVICE_CHANGED, EDITORIAL, THERE, SAME, ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """An address, what has become of it (one of ORDER), where it is now, and the changes declared since.

    `text` is what became of the words, also where they moved; THERE where a link says no version and no day is known.
    `site` is that for which the file was made, where it says so.
    """

    address: str
    status: str
    now: str
    title: str
    text: str
    changes: tuple[dict[str, Any], ...]
    site: str = ""


def compare(library: Library, path: Path, since: str = "") -> list[Comparison]:
    """Return each address that an old file lists, most serious first; raises UnreadablePack.

    `since` is the ISO day from which on changes count for links, which say no version.
    """
    table = permalinks(library)
    found = compared(table, read(path, table["site"]), since)
    if not _known(table, found):
        raise UnreadablePack(
            f"'{path}' lists {len(found)} addresses, and none of them is or was in this handbook: it is of another site."
        )
    return found


def _known(table: dict[str, Any], found: list[Comparison]) -> bool:
    known = {one["address"] for one in table["addresses"]}
    return any(one.address in known for one in found)


def compared(table: dict[str, Any], listed: list[Listed], since: str = "") -> list[Comparison]:
    """Return each listed address by the rows of a permalinks.json, most serious first."""
    rows = {one["address"]: one for one in table["addresses"]}
    whole = {one.address: one.version for one in listed if "#" not in one.address}
    found = [_compared(table, rows.get(one.address), one, whole, since) for one in listed]
    return sorted(found, key=lambda one: ORDER.index(one.status))


def _compared(
    table: dict[str, Any], row: dict[str, Any] | None, old: Listed, whole: dict[str, str], since: str
) -> Comparison:
    if row is None or row["status"] == GONE:
        lost = ELSEWHERE if leads_elsewhere(old.address) else GONE
        return Comparison(old.address, lost, "", "", lost, (), old.site)
    now = row.get("now", old.address)
    declared = table["changes"].get(now.partition("#")[0], [])
    if old.version:
        changes = tuple(_after(declared, whole.get(old.address.partition("#")[0], "")))
        text = _by_version(row, old, changes)
    else:
        changes = tuple(one for one in declared if since and one["date"] >= since and one["kind"] in (EDITED, ADVICE))
        text = _by_day(changes) if since else THERE
    status = MOVED if row["status"] == MOVED else text
    return Comparison(old.address, status, now, row["title"], text, () if text == SAME else changes, old.site)


def _after(declared: list[dict[str, Any]], version: str) -> Iterator[dict[str, Any]]:
    """Yield the declared changes after the version that a file holds; all, if it is not known."""
    at = max((index for index, one in enumerate(declared) if one["version"] == version), default=-1)
    yield from declared[at + 1 :]


def _by_version(row: dict[str, Any], old: Listed, changes: tuple[dict[str, Any], ...]) -> str:
    """Return what changed since: advice if its own version differs, or if a change of advice was declared for no single item, or, of a file without such a version, for any."""
    other = old.advice is not None and row.get("advice", "") != old.advice
    if row.get("version") == old.version and not other:
        return SAME
    said = any(one["kind"] == ADVICE and (old.advice is None or not one.get("items")) for one in changes)
    return ADVICE_CHANGED if other or said else EDITORIAL


def _by_day(changes: tuple[dict[str, Any], ...]) -> str:
    if any(one["kind"] == ADVICE for one in changes):
        return ADVICE_CHANGED
    return EDITORIAL if changes else SAME


def report(found: list[Comparison], site: str) -> str:
    """Return one line for each address that is not the same, the changes declared of it, and a count of all."""
    lines: list[str] = []
    told: set[tuple[str, ...]] = set()
    for one in found:
        if one.status in (SAME, THERE):
            continue
        lines.append(_line(one, site))
        for change in one.changes:
            key = (one.now.partition("#")[0], change["date"], change["version"])
            if key not in told:
                lines.append(f"    {change['date']} {change['kind']}: {change['summary']}")
            told.add(key)
    counts = {status: sum(one.status == status for one in found) for status in ORDER}
    lines.append(", ".join(f"{count} {status}" for status, count in counts.items() if count) + ".")
    if other := next((one.site for one in found if one.site not in ("", site)), ""):
        lines.append(
            f"It was made for {other}, so its links lead there. Its texts were compared with those of {site or 'this copy'}."
        )
    return "\n".join(lines)


def _line(one: Comparison, site: str) -> str:
    if one.status == ELSEWHERE:
        return f"{ELSEWHERE}: {one.address}"
    if one.status == GONE:
        return f"{GONE}: {site}{one.address}"
    where = f" -> {site}{one.now} (text: {one.text})" if one.status == MOVED else ""
    return f"{one.status}: {site}{one.address}{where} {one.title!r}"
