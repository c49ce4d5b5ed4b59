"""What a proposal's comment says: the pages it changes and the findings on it.

The text comes from a job that ran a stranger's files, so it is not trusted: bounded, checked, and shown as code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import quote

from macros.errors import CommandError
from macros.handbook.change_log import FOLDER
from macros.handbook.sentences import explanation

MARKER = "<!-- kb: what this proposal changes -->"
_LARGEST = 16_000_000  # bytes; ten thousand findings, the most that a check gives, take about half
_LARGEST_FILE = 4_000  # characters as an address writes them, that it stays within what GitHub takes
_MOST, _LARGEST_LIST = 50, 25_000  # rows, and characters: two lists fit into what GitHub takes
_LONGEST = 600  # characters of a finding's sentence; ours have fewer
_LARGEST_NUMBER = 10**9  # of findings that one may stand for
NO_VERDICT = {
    "code": "**This proposal changes programs** or settings, so it was checked by its own: what they found stands beside its lines "
    "under 'Files changed' and in the run, and is no verdict. A maintainer looks at both.",
    "unlisted": "**No verdict**: GitHub does not list every file of this commit, so it may change the programs that checked it. "
    "Propose fewer files at once.",
    "unreadable": "**No verdict**: the check of this proposal left no report that can be read. Look at the run.",
}
_KEYS = {
    "file": str,
    "line": int,
    "column": int,
    "end_column": int,
    "code": str,
    "severity": str,
    "message": str,
    "facts": dict,
    "fixable": bool,
    "explained": str,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What kind of change it is (content, code, or one that nobody can tell), the files that it changes, and the findings."""

    kind: str
    changed: tuple[str, ...]
    findings: tuple[dict[str, Any], ...]


def read(folder: Path) -> Report:
    """Read workspace.json and findings.json of a folder; raises CommandError for anything that our own job does not write."""
    try:
        workspace, findings = _json(folder / "workspace.json"), _json(folder / "findings.json")
        kind, changed = workspace["kind"], workspace["changed"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CommandError("Could not read the report for the pull request.") from error
    if kind not in ("content", "code") or not _texts(changed) or not _findings(findings):
        raise CommandError("The report for the pull request does not have the form that our own job writes.")
    return Report(kind, tuple(changed), tuple(findings))


def _json(path: Path) -> Any:
    if path.is_symlink() or path.stat().st_size > _LARGEST:
        raise CommandError("The report for the pull request is too large, or not a file.")
    return json.loads(path.read_text("utf-8"))


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _findings(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and one.keys() == _KEYS.keys()
        and all(type(one[key]) is kind for key, kind in _KEYS.items())
        and one["severity"] in ("error", "suggestion")
        for one in value
    )


def body(report: Report, run: str, branch: str = "", project: str = "") -> str:
    """Return the comment in Markdown.

    `run` is the address of the run that holds the preview, `branch` where files can be added, and `project` that of
    the files which explain the codes.
    """
    preview = f"The built site is kept as 'site' with [this run]({run})."
    perhaps = f"If the site could be built, it is kept as 'site' with [this run]({run})."
    unbuilt = f"Nothing is built before all of it is fixed; [this run]({run}) says the same."
    if told := NO_VERDICT.get(report.kind):
        return "\n\n".join([f"{told} {perhaps}", *_list("Changed", [shown(one) for one in report.changed])]) + "\n"
    errors = [one for one in report.findings if one["severity"] == "error"]
    rest = [one for one in report.findings if one["severity"] != "error" and one["file"] in report.changed]
    state = f"{sum(map(_times, errors)):,} to fix" if errors else "Nothing to fix"
    lines = [f"**{state}**, {len(rest)} to consider on the changed pages. {unbuilt if errors else preview}"]
    lines += _list("Findings", [_line(one, branch, project) for one in (*errors, *rest)])
    lines += _list("Changed", [shown(one) for one in report.changed])
    return "\n\n".join(lines) + "\n"


def _times(one: dict[str, Any]) -> int:
    """Return how many errors one stands for: itself, or those among the findings that it says there are more of."""
    more = one["facts"].get("errors", one["facts"].get("more"))
    return more if type(more) is int and 0 < more < _LARGEST_NUMBER else 1


def _line(one: dict[str, Any], branch: str, project: str) -> str:
    """Return a finding as a list entry; lines to add, which some end in, can be copied, and a whole file added by a link."""
    place, (message, *rest) = f"{one['file']}:{one['line']}:{one['column']}", one["message"].split("\n")
    block = ["```", *(_plain(line)[:120] for line in rest[:20]), "```"] if rest else []
    add = [f"[Add this file to your proposal]({link})"] if (link := _to_add(message, rest, branch)) else []
    return "\n  ".join([f"{shown(place)} {_code(one['code'], project)} {shown(message, _LONGEST)}", *block, *add])


def _code(code: str, project: str) -> str:
    """Return a code that leads to its explanation, if it has the form of one."""
    known = project and re.fullmatch(r"KB\d{3}", code, re.ASCII)
    return f"[{code}]({project}/{explanation(code)})" if known else shown(code)


def _to_add(message: str, lines: Sequence[str], branch: str) -> str:
    """Return the address where GitHub offers the file that a finding asks for, filled in; empty where it asks for none."""
    wanted = re.search(rf"add a file ({re.escape(FOLDER)}/[a-z0-9_-]+\.yml) that holds what is below, ", message)
    text = quote("".join(f"{line}\n" for line in lines), safe="", errors="replace")
    if not wanted or not branch or len(text) > _LARGEST_FILE:
        return ""
    return f"{branch}?filename={quote(wanted[1], safe='')}&value={text}"


def branch_address(server: str, repository: str, branch: str) -> str:
    """Return where GitHub lets a person add a file to a branch; empty for what is no name of a repository."""
    return f"{server}/{repository}/new/{quote(branch)}" if branch and _named(repository) else ""


def project_address(server: str, repository: str) -> str:
    """Return where GitHub shows the files of the main branch; empty for what is no name of a repository."""
    return f"{server}/{repository}/blob/HEAD" if _named(repository) else ""


def _named(repository: str) -> bool:
    return bool(re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII))


def _list(title: str, rows: Sequence[str]) -> list[str]:
    if not rows:
        return []
    fit = sum(size <= _LARGEST_LIST for size in accumulate(map(len, rows[:_MOST])))
    more = [f"and {len(rows) - fit} more"] if len(rows) > fit else []
    return [f"### {title}", "\n".join(f"- {row}" for row in [*rows[:fit], *more])]


def shown(text: str, most: int = 300) -> str:
    """Return any text as a code span, at most so many characters of it: no link, no mention, no HTML, nothing invisible."""
    words = " ".join(_plain(text).split())
    if len(words) > most:
        words = words[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return f"`{words or ' '}`"


def _plain(text: str) -> str:
    """Return a text with nothing invisible, nothing that could end the code it stands in and no order to the log it is shown in."""
    seen = "".join(one if one.isprintable() else " " for one in text)
    return seen.replace("`", "'").replace("::", ": :").replace("##[", "## [")
