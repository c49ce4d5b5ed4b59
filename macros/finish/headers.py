"""`_headers`: the same policy as response headers, for hosts that read this file (others ignore it)."""

from __future__ import annotations

from pathlib import Path

from macros.finish.policy import REFERRER

# No file carries its content in its name, so none may be called immutable; browsers ask again and get "not changed".
_TEXT = """\
{base}*
  Content-Security-Policy: {policy}
  Referrer-Policy: {referrer}
  X-Content-Type-Options: nosniff
  Permissions-Policy: camera=(), geolocation=(), microphone=()
{base}sw.js
  Cache-Control: no-cache
"""


def write(site: Path, base: str, policy: str) -> None:
    """Write the headers for a site published under `base`."""
    (site / "_headers").write_text(_TEXT.format(base=base, policy=policy, referrer=REFERRER), "utf-8")
