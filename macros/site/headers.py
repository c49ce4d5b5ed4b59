"""`_headers`: the same policy as response headers, for hosts that read this file (others ignore it)."""

from __future__ import annotations

from pathlib import Path

from macros.handbook.csp import HEADER, REFERRER
from macros.handbook.own_files import HEADERS

# Only parts of the search carry their content in their names; for all else browsers ask again and hear "not changed".
_TEXT = """\
{base}*
  {header}: {policy}
  Referrer-Policy: {referrer}
  X-Content-Type-Options: nosniff
  Permissions-Policy: camera=(), geolocation=(), microphone=()
{base}sw.js
  Cache-Control: no-cache
{base}downloads/scorm/versions.json
  Access-Control-Allow-Origin: *
{base}search/pages-*
  Cache-Control: public, max-age=31536000, immutable
{base}search/words-*
  Cache-Control: public, max-age=31536000, immutable
"""


def write(site: Path, base: str, policy: str) -> None:
    """Write the headers for a site published under `base`."""
    (site / HEADERS).write_text(_TEXT.format(base=base, header=HEADER, policy=policy, referrer=REFERRER), "utf-8")
