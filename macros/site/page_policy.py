"""What `kb finish` adds to each page: its policy, and the manifest where the site is kept on devices."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from macros.site.csp import REFERRER, hashes, policy

_START = re.compile(r"<head\b[^>]*>(?:\s*<meta\s+charset=[^>]*>)?", re.IGNORECASE)
_OURS = re.compile(r'\n  <(?:meta (?:http-equiv="Content-Security-Policy"|name="referrer")|link rel="manifest")[^>]*>')


def write(site: Path, base: str, manifest: str | None) -> str:
    """Finish every page; gives the one policy that would do for all of them."""
    every: set[tuple[str, str]] = set()
    for path in sorted(site.rglob("*.html")):
        page = _OURS.sub("", path.read_text("utf-8"))
        own = hashes(page)
        tags = [
            f'<meta http-equiv="Content-Security-Policy" content="{policy(own)}">',
            f'<meta name="referrer" content="{REFERRER}">',
        ]
        if manifest:
            tags.append(f'<link rel="manifest" href="{_address(site, path, base, manifest)}">')
        path.write_text(_insert(page, tags), "utf-8")
        every |= own
    return policy(every)


def _insert(page: str, tags: list[str]) -> str:
    start = _START.search(page)
    if not start:
        return page
    return page[: start.end()] + "".join(f"\n  {tag}" for tag in tags) + page[start.end() :]


def _address(site: Path, page: Path, base: str, file: str) -> str:
    """A file's address from a page; 404.html is shown at any depth and so spells out the path."""
    if page == site / "404.html":
        return base + file
    return posixpath.relpath(file, page.parent.relative_to(site).as_posix())
