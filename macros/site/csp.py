"""The content security policy of a page: its own files, the inline code of its head by hash, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from macros.handbook.source_hash import source_hash

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
# Not a script with a file of its own, nor a block of data, which no policy looks at.
_INLINE = re.compile(
    r"<(script|style)\b(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE
)


def hashes(page: str) -> set[tuple[str, str]]:
    """(script or style, hash) of each in the head, which the templates write; none in the body is trusted."""
    head = page.partition("</head>")[0]
    return {(found[1].lower(), source_hash(found[2])) for found in _INLINE.finditer(head)}


def policy(allowed: Iterable[tuple[str, str]]) -> str:
    """The policy as one line, with the hashes that it allows."""
    extra = {f"{kind}-src": sorted(one for of, one in allowed if of == kind) for kind in ("script", "style")}
    return "; ".join(" ".join([name, value, *extra.get(name, ())]) for name, value in RULES.items())
