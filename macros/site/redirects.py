"""Redirect pages of our own: no inline code, the reader's query and #place kept, a link where no script runs."""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape
from importlib.resources import files
from pathlib import Path

SCRIPT = "assets/js/moved.js"
_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>This page has moved</title>
  <meta name="description" content="This page has moved; a link leads to its new address.">
  <meta name="robots" content="noindex">
  <script type="module" src="{script}"></script>
  <noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>
</head>
<body>
  <main>
    <h1>This page has moved</h1>
    <p><a href="{target}">Go to its new address</a></p>
  </main>
</body>
</html>
"""


def rewrite(site: Path) -> None:
    """Rewrite each page that the builder made to redirect; only addresses within the site are followed."""
    moved = {path: found for path in site.rglob("*.html") if (found := _REFRESH.search(path.read_text("utf-8")))}
    for path, found in moved.items():
        here = path.parent.relative_to(site).as_posix()
        page = _PAGE.format(script=posixpath.relpath(SCRIPT, here), target=escape(unescape(found[1])))
        path.write_text(page, "utf-8")
    if moved:
        script = site / SCRIPT
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_bytes(files("macros.site").joinpath("moved.js").read_bytes())
