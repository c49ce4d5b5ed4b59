"""The services on this machine: they give recorded answers over real HTTP, and misbehave as they are told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from macros.ci.evidence.look import Services

RECORDED = Path(__file__).parent / "recorded"
Reply = tuple[int, bytes, dict[str, str]]


@dataclass
class Host:
    """What stands where: a path, decoded, to the replies given one after the other, of which the last is kept."""

    address: str = ""
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)

    def put(self, path: str, recorded: str = "", status: int = 200, body: str = "", **headers: str) -> None:
        """Add a reply: a recorded file, or a body of its own."""
        content = (RECORDED / recorded).read_bytes() if recorded else body.encode()
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        self.replies.setdefault(path, []).append((status, content, named))

    @property
    def services(self) -> Services:
        return Services(*(f"{self.address}/{name}" for name in ("crossref", "handles", "pubmed", "openalex")))


@contextmanager
def running() -> Iterator[Host]:
    """A host whose every answer the test decides."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = unquote(parts.path)
            host.asked.append(path)
            host.headers.append({key.lower(): value for key, value in self.headers.items()})
            host.queries.append({key: value[0] for key, value in parse_qs(parts.query).items()})
            replies = host.replies.get(path, [(404, b"Resource not found.", {})])
            status, body, headers = replies.pop(0) if len(replies) > 1 else replies[0]
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(b"" if status == 304 else body)
            self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        host.address = f"http://127.0.0.1:{server.server_port}"
        yield host
        server.shutdown()
