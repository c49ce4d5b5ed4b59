"""How a content security policy names an inline script or style."""

from __future__ import annotations

import base64
import hashlib


def source_hash(text: str) -> str:
    """The hash source of an inline script or style, as browsers compute it: over its text with Unix line ends."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(unix.encode()).digest()).decode()}'"
