"""A folder served on loopback, to tests as it is and to editors with news of what changed and what is wrong."""

from __future__ import annotations

import json
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from markupsafe import Markup

_EVENTS, _CLIENT = "/-/changes", "/-/client.js"
_SCRIPT = b"""\
new EventSource("/-/changes").onmessage = event => {
  const now = JSON.parse(event.data), seen = window.kbVersion
  window.kbVersion = now.version
  if (seen !== undefined && seen !== now.version) location.reload()
  let box = document.getElementById("kb-findings")
  if (box) box.remove()
  if (!now.findings) return
  box = document.createElement("pre")
  box.id = "kb-findings"
  box.setAttribute("role", "alert")
  box.textContent = now.findings
  box.style.cssText = "position:fixed;inset:auto 0 0;margin:0;max-height:50vh;overflow:auto;padding:1rem;" +
    "background:#fff4e0;color:#1c2a2b;border-top:3px solid #8a5200;font:14px/1.5 monospace;white-space:pre-wrap;z-index:99"
  document.body.append(box)
}
"""


class State:
    """What browsers are told: how often the site has changed, and what is wrong with the latest edit."""

    def __init__(self) -> None:
        self.version = 0
        self.news = {"version": self.version, "findings": ""}
        self.changed = threading.Condition()

    def tell(self, findings: str, rebuilt: bool) -> None:
        with self.changed:
            self.version += rebuilt
            self.news = {"version": self.version, "findings": findings}
            self.changed.notify_all()


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder with its own 404 page; with a state, pages listen for changes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the browser's word that its headers came
    state: State | None = None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("LinkChecker", "allowed")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: the terminal is for findings."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if self.state and self.path == _EVENTS:
            self._stream(self.state)
        elif self.state and self.path == _CLIENT:
            self._send(_SCRIPT, "text/javascript")
        elif self.state and (path / "index.html").is_file() and self.path.split("?")[0].endswith("/"):
            self._page((path / "index.html").read_bytes())
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code == 404 and page.is_file():
            self._page(page.read_bytes(), 404)
        else:
            super().send_error(code, message, explain)

    def _page(self, body: bytes, status: int = 200) -> None:
        if self.state:
            body = body.replace(b"</body>", Markup('<script src="{}"></script></body>').format(_CLIENT).encode())
        self._send(body, "text/html; charset=utf-8", status)

    def _send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self, state: State) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        told: object = None
        try:
            while True:
                with state.changed:
                    if told is state.news:
                        state.changed.wait(15)
                    told = state.news
                self.wfile.write(f"data: {json.dumps(told)}\n\n".encode())
        except OSError:
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away before its answer was complete."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(
    folder: Path, port: int = 0, state: State | None = None, kind: type[Handler] = Handler
) -> ThreadingHTTPServer:
    """Return a server of a folder on loopback; port 0 takes a free one."""
    handler = type("BoundHandler", (kind,), {"state": state})
    return _Server(("127.0.0.1", port), partial(handler, directory=str(folder)))
