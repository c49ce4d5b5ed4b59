"""Hosts: one that knows few types, and one whose network can be cut, whose files can be lost, and which remembers."""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from macros.devserver.server import Handler

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


class Plain(Handler):
    """A host that knows the types that every web server knows, and sends all else as bytes."""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return TYPES.get(Path(path).suffix, "application/octet-stream")


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # a worker that keeps everything asks for much at once
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away before its answer was complete."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Host:
    """Serves `folder`, which may be changed for another release, under `prefix`, and pages of other sites beside it."""

    def __init__(self, folder: Path, prefix: str = "/") -> None:
        self.folder, self.prefix = folder, prefix
        self.asked: list[str] = []
        self.lost: set[str] = set()
        self.pages: dict[str, str] = {}
        self._port = 0
        self.restore()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}{self.prefix}"

    def restore(self) -> None:
        """Come (back) to the network, at the same address."""
        self._running = _Server(("127.0.0.1", self._port), partial(_Handler, self))
        self._port = self._running.server_port
        threading.Thread(target=self._running.serve_forever, args=(0.02,), daemon=True).start()

    def cut(self) -> None:
        """Be gone: nothing listens, and no connection is left open."""
        self._running.shutdown()
        self._running.server_close()


class _Handler(Plain):
    protocol_version = "HTTP/1.0"  # a connection ends with its answer, so that none outlives the cut

    def __init__(self, host: Host, *args: Any) -> None:
        self._host = host
        super().__init__(*args, directory=str(host.folder))

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        asked = path.removeprefix(self._host.prefix)
        self._host.asked.append(asked)
        self.directory = str(self._host.folder)  # of now: browsers open connections ahead
        if path in self._host.pages:
            self._page(self._host.pages[path].encode())
        elif path.startswith(self._host.prefix) and asked not in self._host.lost:
            self.path = "/" + asked
            super().do_GET()
        else:
            self.send_error(404)
