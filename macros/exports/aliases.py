"""search/aliases.json: the words that people type for each article, which the search adds to the builder's index."""

from __future__ import annotations

import json
from pathlib import Path

from macros.model import Library

FILE = "search/aliases.json"


def write(library: Library, site: Path) -> None:
    """Write {page address: [alias, ...]} into a built site, in a fixed order."""
    aliases = {one.page.url: list(one.aliases) for one in library.articles.values()}
    path = site / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(aliases, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
