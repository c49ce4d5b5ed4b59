"""Addresses that hold nothing but ASCII, since Moodle replaces others by an invalid one."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

_KEPT = "/%:@!$&'()*+,;=~"


@lru_cache(maxsize=10_000)
def uri(address: str) -> str:
    """Return an address with its host in IDNA and all else percent-encoded; what is encoded already stays as it is."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path, query, fragment = (quote(part, safe=_KEPT + "?") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, path, query, fragment))
