"""Comments of style sheets and scripts help whoever edits them; on the way to a phone they are a tenth of a page."""

from __future__ import annotations

import re
from pathlib import Path

_STYLE = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_LINE = re.compile(r"^[ \t]*//[^\n]*\n", re.MULTILINE)
_BLOCK = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


def remove(site: Path) -> None:
    """Take out of our own files what stands on lines of its own; others' files keep theirs, with their licences."""
    assets = site / "assets"
    for path in sorted(assets.rglob("*.css")):
        path.write_text(_STYLE.sub("", path.read_text("utf-8")), "utf-8")
    for path in sorted(assets.rglob("*.js")):
        if "vendor" not in path.parts:
            path.write_text(_LINE.sub("", _BLOCK.sub("", path.read_text("utf-8"))), "utf-8")
