"""The few requests that upkeep makes of GitHub, and lists that fit into what it takes: one comment and one issue kept up to date."""

from __future__ import annotations

import json
import os
import re
import urllib.request
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any
from urllib.parse import quote

from macros.errors import CommandError

BOT = "github-actions[bot]"  # the only author whose comments and issues we take for our own
_LARGEST = 60_000  # characters; GitHub takes 65,536


class GitHub:
    """One repository's interface; the address, the repository and the token come from the environment."""

    def __init__(self) -> None:
        try:
            self._base = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}"
            self._token = os.environ["GITHUB_TOKEN"]
        except KeyError as error:
            raise CommandError(f"{error.args[0]} is not set: this asks GitHub. Set it as a workflow would.") from None

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        """Return the answer to one request, read as JSON; raises OSError when GitHub refuses it."""
        request = urllib.request.Request(
            self._base + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Accept": "application/vnd.github+json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def all(self, path: str, most: int = 10) -> Iterator[Any]:
        """Yield the entries of a list, from at most this many pages of a hundred."""
        for number in range(1, most + 1):
            entries = self.ask(f"{path}{'&' if '?' in path else '?'}per_page=100&page={number}")
            yield from entries
            if len(entries) < 100:
                return

    def proposal(self, owner: str, branch: str, commit: str) -> int | None:
        """Return the number of the open proposal whose newest commit this is, asked of GitHub rather than of the proposal."""
        for one in self.all(f"/pulls?state=open&head={quote(owner + ':' + branch, safe='')}", 1):
            if one["head"]["sha"] == commit:
                return int(one["number"])
        return None

    def changed(self, number: int, commit: str) -> tuple[list[str], bool]:
        """Return the files that a proposal changes, old names included, and whether these are all that this commit changes.

        GitHub lists 3,000 at most; and what it lists may be that of a commit which came in the meantime.
        """
        entries = list(self.all(f"/pulls/{number}/files", 30))
        names = {name for one in entries for name in (one["filename"], one.get("previous_filename")) if name}
        asked = self.ask(f"/pulls/{number}")
        return sorted(names), asked["changed_files"] == len(entries) and asked["head"]["sha"] == commit

    def comment(self, number: int, marker: str, body: str) -> None:
        """Write our comment on a proposal, or write it anew where it is there already."""
        ours = _ours(self.all(f"/issues/{number}/comments"), marker)
        path = f"/issues/comments/{ours['id']}" if ours else f"/issues/{number}/comments"
        self.ask(path, "PATCH" if ours else "POST", {"body": _whole(marker, body)})

    def issue(self, marker: str) -> Any:
        """Return our issue with this marker, open or closed; None where there is none."""
        return _ours(self.all("/issues?state=all&sort=updated"), marker)

    def keep(self, marker: str, title: str, body: str, wanted: bool, remembers: bool = False) -> None:
        """Bring our issue up to date: open where something is to be done, closed where it only remembers."""
        ours = self.issue(marker)
        if ours is None and not (wanted or remembers):
            return
        text = {"title": title, "body": _whole(marker, body)}
        if ours is None:
            ours = self.ask("/issues", "POST", text)
        self.ask(f"/issues/{ours['number']}", "PATCH", {**text, "state": "open" if wanted else "closed"})


def _ours(entries: Iterator[Any], marker: str) -> Any:
    return next(
        (one for one in entries if (one["user"] or {}).get("login") == BOT and (one["body"] or "").startswith(marker)),
        None,
    )


def _whole(marker: str, body: str) -> str:
    return f"{marker}\n{body}"[:_LARGEST]


def kept_in(body: str, name: str) -> dict[str, Any]:
    """Return what an issue keeps as JSON in a comment of this name; nothing when it is spoilt."""
    found = re.search(rf"<!-- {name} (\{{.*?\}}) -->", body, re.DOTALL)
    try:
        value = json.loads(found[1]) if found else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def fit(rows: Sequence[str], most: int) -> list[str]:
    """Return as many rows as fit into this many characters, and one that counts the others."""
    count = sum(size <= most for size in accumulate(len(row) + 1 for row in rows))
    return [*rows[:count], *([f"- and {len(rows) - count} more"] if len(rows) > count else [])]
