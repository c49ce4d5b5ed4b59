"""The content security policy of each page: its own files, the inline code of its head by hash, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from macros.library.digest import source_hash

# Courses may frame pages, so there is no frame-ancestors; data: is for the marks drawn in the style sheet.
RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
REFERRER = "no-referrer"
_INLINE = re.compile(r"<(script|style)\b((?:[^>](?!\bsrc\s*=))*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_START = re.compile(r"<head\b[^>]*>(?:\s*<meta\s+charset=[^>]*>)?", re.IGNORECASE)
_BEFORE = re.compile(r'\n  <meta (?:http-equiv="Content-Security-Policy"|name="referrer")[^>]*>')


def apply(site: Path) -> str:
    """Give every page its policy; gives the one policy that would do for all of them."""
    every: set[tuple[str, str]] = set()
    for path in sorted(site.rglob("*.html")):
        page = _BEFORE.sub("", path.read_text("utf-8"))
        own = _hashes(page)
        every |= own
        path.write_text(_START.sub(lambda start: start[0] + _tags(own), page, count=1), "utf-8")  # noqa: B023
    return _policy(every)


def _hashes(page: str) -> set[tuple[str, str]]:
    """(script or style, hash) of each in the head, which the templates write; none in the body is trusted."""
    head = page.partition("</head>")[0]
    return {(found[1].lower(), source_hash(found[3])) for found in _INLINE.finditer(head)}


def _policy(hashes: Iterable[tuple[str, str]]) -> str:
    extra = {f"{kind}-src": sorted(one for of, one in hashes if of == kind) for kind in ("script", "style")}
    return "; ".join(" ".join([name, value, *extra.get(name, ())]) for name, value in RULES.items())


def _tags(hashes: Iterable[tuple[str, str]]) -> str:
    return (
        f'\n  <meta http-equiv="Content-Security-Policy" content="{_policy(hashes)}">'
        f'\n  <meta name="referrer" content="{REFERRER}">'
    )
