"""Both sites, built and served compressed, for what a browser measures."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lxml import html

from benchmarks import handbooks
from benchmarks.peers import stock
from benchmarks.process import run

LARGEST_PEER = 1000  # a larger one takes many minutes, and its pages have grown too heavy by then
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


class _Compressed(SimpleHTTPRequestHandler):
    """Sends text as gzip level 6, as static hosts commonly do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the browser's word that its headers came

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, text = path.read_bytes(), path.suffix in _TEXT
        body = gzip.compress(body, 6, mtime=0) if text else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a loopback port of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(folder))) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def pages(size: int) -> dict[str, str]:
    """The paths that are visited in a handbook of this size."""
    return {"home": "/", "article": f"/{handbooks.sample(size).article}/"}


def bare(page: Path, target: Path) -> Path:
    """A folder that holds the HTML of a built page without its styles and scripts; its icon stays, or one would be asked for."""
    tree = html.document_fromstring((page / "index.html").read_text("utf-8"))
    for one in [*tree.iter("script", "style"), *tree.xpath("//link[@rel='stylesheet' or @rel='manifest']")]:
        one.drop_tree()
    for one in tree.xpath("//link[contains(@rel, 'icon')]"):
        one.set("href", "data:,")
    target.mkdir()
    (target / "index.html").write_bytes(html.tostring(tree, encoding="utf-8", doctype="<!doctype html>"))
    return target


@contextmanager
def both(size: int, scratch: Path) -> Iterator[dict[str, str]]:
    """The addresses of our handbook of `size` articles and, up to LARGEST_PEER, of stock Material's."""
    ours, peer = scratch / f"ours-{size}", scratch / f"peer-{size}"
    handbooks.write(ours, size)
    stock(ours, peer)
    run(["macros", "build", "site"], ours)
    with served(ours / "site") as mine:
        if size > LARGEST_PEER:
            yield {"ours": mine}
            return
        run(["mkdocs", "build"], peer)
        with served(peer / "site") as theirs:
            yield {"ours": mine, "stock": theirs}
