"""A page for each redirect: no inline code, the reader's query and #place kept, a link where no script runs.

Servers that can answer with a redirect themselves find the same in two lists: `_redirects` as Netlify, Cloudflare,
Apache and Caddy read it, `_nginx-redirects.map` for nginx.
"""

from __future__ import annotations

import posixpath
from importlib.resources import files
from pathlib import Path
from urllib.parse import urljoin

from macros.handbook.html_templates import fill
from macros.handbook.kept import put
from macros.handbook.own_files import REDIRECTS
from macros.model import Library, url_of

SCRIPT = "assets/js/moved.js"


def write(library: Library, site: Path) -> None:
    """Write the page of each old address into a built site; none takes another's place, and each leads to one that exists."""
    moved = {}
    for old, one in library.redirects.items():
        path, mark, anchor = one.new.partition("#")
        if old not in library.pages and path in library.pages:
            here = url_of(old)
            moved[here] = f"{posixpath.relpath(url_of(path) or '.', here)}/{mark}{anchor}"
            page = fill("site/moved.html", script=posixpath.relpath(SCRIPT, here), target=moved[here])
            put(site / here / "index.html", page.encode())
    _list(site, library.settings.base, moved)
    if moved:
        put(site / SCRIPT, files("macros.site").joinpath("moved.js").read_bytes())


def _list(site: Path, base: str, moved: dict[str, str]) -> None:
    """Write the lists for servers, or remove those of an earlier build."""
    pairs = sorted((f"{base}{old}", urljoin(f"{base}{old}", target)) for old, target in moved.items())
    lines = ("".join(f"{old} {new} 301\n" for old, new in pairs), "".join(f"{old} {new};\n" for old, new in pairs))
    for name, text in zip(REDIRECTS, lines, strict=True):
        (site / name).unlink(missing_ok=True)
        if text:
            put(site / name, text.encode())
