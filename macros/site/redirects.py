"""Redirect pages of our own: no inline code, the reader's query and #place kept, a link where no script runs.

Servers that can answer with a redirect themselves find the same in two lists: `_redirects` as Netlify, Cloudflare,
Apache and Caddy read it, `_nginx-redirects.map` for nginx.
"""

from __future__ import annotations

import posixpath
from importlib.resources import files
from pathlib import Path
from urllib.parse import urljoin

from macros.handbook.html_templates import fill
from macros.handbook.own_files import REDIRECTS
from macros.site.bundle import without_comments
from macros.site.page_head import read_head

SCRIPT = "assets/js/moved.js"


def rewrite(site: Path, base: str) -> None:
    """Rewrite each page that the builder made to redirect; only addresses within the site are followed."""
    moved = {}
    for path in site.rglob("*.html"):
        if target := _target(path.read_text("utf-8")):
            here = path.parent.relative_to(site).as_posix()
            path.write_text(fill("site/moved.html", script=posixpath.relpath(SCRIPT, here), target=target), "utf-8")
            moved[here] = target
    _list(site, base, moved)
    if moved:
        script = site / SCRIPT
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(without_comments(files("macros.site").joinpath("moved.js").read_text("utf-8")), "utf-8")


def _target(html: str) -> str:
    """Return where a page sends its readers at once, if it does."""
    found = (one.attributes.get("content") or "" for one in read_head(html) if one.has(http_equiv="refresh"))
    return next((content.partition("url=")[2] for content in found if content.startswith("0; url=")), "")


def _list(site: Path, base: str, moved: dict[str, str]) -> None:
    """Write the lists for servers, or remove those of an earlier build."""
    pairs = sorted((f"{base}{old}/", urljoin(f"{base}{old}/", target)) for old, target in moved.items())
    lines = ("".join(f"{old} {new} 301\n" for old, new in pairs), "".join(f"{old} {new};\n" for old, new in pairs))
    for name, text in zip(REDIRECTS, lines, strict=True):
        (site / name).unlink(missing_ok=True)
        if text:
            (site / name).write_text(text, "utf-8")
