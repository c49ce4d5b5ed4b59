"""The content security policy of a page: its own files, the inline code of its head by hash, and nothing else.

The site writes it and the check reads it back; how it is spelled, and which code it speaks of, both ask here.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

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
HEADER = "Content-Security-Policy"
_DATA_BLOCKS = {"application/json", "application/ld+json"}


def policy(allowed: Iterable[tuple[str, str]]) -> str:
    """Return the policy as one line, with the inline code that it allows: script or style, and hash."""
    extra = {f"{kind}-src": sorted(one for of, one in allowed if of == kind) for kind in ("script", "style")}
    return "; ".join(" ".join([name, value, *extra.get(name, ())]) for name, value in RULES.items())


def read_policy(text: str) -> dict[str, set[str]]:
    """Return what a policy allows, by directive."""
    parts = (part.split() for part in text.split(";"))
    return {part[0].lower(): set(part[1:]) for part in parts if part}


def is_inline_code(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element holds code of its own: no script with a file, nor a block of data, which no policy looks at."""
    return tag in ("script", "style") and "src" not in attributes and attributes.get("type") not in _DATA_BLOCKS


def source_hash(text: str) -> str:
    """Return the hash source of an inline script or style, as browsers compute it: over its text with Unix line ends."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(unix.encode()).digest()).decode()}'"
