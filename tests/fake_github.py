"""A server on this machine that answers as GitHub does, as far as `kb ci` asks it."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs

from macros.ci.github import BOT


class FakeGitHub(BaseHTTPRequestHandler):
    """Keeps what it is told, as GitHub would, in lists that the test reads."""

    issues: list[dict[str, Any]]
    comments: list[dict[str, Any]]
    pulls: list[dict[str, Any]]
    runs: dict[str, Any]
    files: list[dict[str, Any]]
    changed_files: int = 0  # where GitHub says that there are more than it lists

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path, _, query = self.path.removeprefix("/repos/o/r").partition("?")
        if path == "/pulls/7":
            number = self.changed_files or len(self.files)
            return self._answer({**next(one for one in self.pulls if one["number"] == 7), "changed_files": number})
        kept = {
            "/issues": self.issues,
            "/pulls": self.pulls,
            "/issues/7/comments": self.comments,
            "/pulls/7/files": self.files,
        }
        asked = {name: int(value) for name, (value, *_) in parse_qs(query).items() if value.isdecimal()}
        most, page = asked.get("per_page", 30), asked.get("page", 1)
        self._answer(self.runs if path.startswith("/actions/") else kept[path][(page - 1) * most : page * most])

    def do_POST(self) -> None:
        shelf = self.comments if self.path.endswith("comments") else self.issues
        made = {"id": len(shelf), "number": len(shelf), "user": {"login": BOT}, "state": "open", **self._told()}
        shelf.append(made)
        self._answer(made)

    def do_PATCH(self) -> None:
        shelf = self.comments if "/comments/" in self.path else self.issues
        shelf[int(self.path.rpartition("/")[2])].update(self._told())
        self._answer({})

    def _told(self) -> Any:
        assert self.headers["Authorization"] == "Bearer secret"
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, value: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())
