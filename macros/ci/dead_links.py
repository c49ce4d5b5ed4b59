"""The weekly look at links to other sites. It remembers: an address is reported once it has failed three times."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from macros.ci.github import fit, kept_in
from macros.ci.pr_comment import shown
from macros.handbook import schemas, yaml_tree
from macros.handbook.text_file import Source
from macros.model import Diagnostic

MARKER = "<!-- kb: links to other sites -->"
TITLE = "Links to other sites that no longer answer"
ALLOWED = ".github/links.yml"
STRIKES = 3
_LARGEST_LIST, _LARGEST_MEMORY = 20_000, 35_000  # characters, of the 60,000 that an issue holds
_LONG = 2_000  # characters of an address

Memory = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that did not answer as it should, what it said, and the pages of the built site that link to it."""

    address: str
    said: str
    pages: tuple[str, ...]


def allowed(source: Source, today: str) -> tuple[list[str], list[Diagnostic]]:
    """Return the beginnings of addresses that are not to be reported today, and what is wrong with their list."""
    tree = yaml_tree.read(source, "KB402")
    problems = list(schemas.findings("links", tree, 4))
    entries = [] if problems else tree.value["links"]
    return [one["address"] for one in entries if one["until"] >= today], problems


def failures(report: Mapping[str, Any]) -> list[Failure]:
    """Return what a report of `lychee --format json` says has failed, by address."""
    found: dict[str, tuple[str, set[str]]] = {}
    for kind in ("error_map", "timeout_map"):
        for page, entries in report.get(kind, {}).items():
            for one in entries:
                said = str(one["status"].get("text", "")) if isinstance(one["status"], dict) else str(one["status"])
                found.setdefault(one["url"], (said, set()))[1].add(page)
    return [Failure(address, said, tuple(sorted(pages))) for address, (said, pages) in sorted(found.items())]


def offline(report: Mapping[str, Any], failed: Iterable[Failure]) -> bool:
    """Return whether so much failed that the fault is more likely here than there."""
    return len(list(failed)) * 2 > max(int(report.get("unique", 0)) - int(report.get("excludes", 0)), 1)


def recall(body: str) -> Memory:
    """Return what the issue remembers: address -> first day, last day and number of failures; nothing when it is spoilt."""
    kinds = {"first": str, "last": str, "strikes": int}
    return {
        address: one
        for address, one in kept_in(body, "memory").items()
        if isinstance(one, dict) and {key: type(value) for key, value in one.items()} == kinds
    }


def remember(memory: Memory, failed: Iterable[Failure], skip: Iterable[str], today: str) -> Memory:
    """Return the memory after today's look: one strike a day at most, and an address that answers is forgotten."""
    fresh: Memory = {}
    beginnings = tuple(skip)
    for one in failed:
        if not one.address.startswith(beginnings):
            before = memory.get(one.address, {"first": today, "last": "", "strikes": 0})
            again = before["last"] != today
            fresh[one.address] = {"first": before["first"], "last": today, "strikes": before["strikes"] + again}
    return fresh


def body(memory: Memory, failed: Iterable[Failure], today: str) -> tuple[str, bool]:
    """Return the issue's text with the memory inside, and whether anything in it is to be done."""
    out = [one for one in failed if memory.get(one.address, {}).get("strikes", 0) >= STRIKES]
    rows = [
        f"- {shown(one.address)} since {memory[one.address]['first']}: {shown(one.said, 120)} on {shown(', '.join(one.pages[:3]))}"
        for one in out
    ]
    waiting = len(memory) - len(out)
    kept, shortened = _fitting(memory), fit(rows, _LARGEST_LIST)
    lines = [
        f"<!-- memory {_escaped(json.dumps(kept, sort_keys=True))} -->",
        f"Looked at on {today}. An address stands here once it has failed in {STRIKES} weeks.",
        "\n".join(shortened) or "Every address answers.",
        f"{waiting} more failed lately and are being watched.",
        "Fix the link where it stands: in docs/_data/references/ for a source, else in the page. "
        f"To accept one for a time, add it to {ALLOWED} with a reason.",
    ]
    return "\n\n".join(lines), bool(out)


def _fitting(memory: Memory) -> Memory:
    """Return as much of the memory as an issue holds, the longest remembered first: what is forgotten begins again.

    Very long addresses come last, where they take no other's place.
    """
    order = sorted((len(one) > _LONG, -kept["strikes"], kept["first"], one) for one, kept in memory.items())
    oldest = [(address, memory[address]) for *_, address in order]
    sizes = accumulate(len(_escaped(json.dumps({address: one}))) + 2 for address, one in oldest)
    return dict(oldest[: sum(size <= _LARGEST_MEMORY for size in sizes)])


def _escaped(text: str) -> str:
    """Return JSON that cannot end the comment it stands in."""
    return text.replace("--", "-\\u002d")
