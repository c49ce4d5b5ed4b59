"""KB914 in what is made of data beside pages: characters that nobody sees in the search and in the files for others.

The archives among these hold the same texts as `handbook.json` and the files of sources, which lie beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros.checks.site_sentences import finding
from macros.handbook.invisible_characters import UNSEEN
from macros.model import Diagnostic

_TEXTS = (".json", ".xml", ".atom", ".txt", ".ris", ".bib")
_PLAIN = re.compile(r"[ -~\n]+")


def findings(site: Path) -> Iterator[Diagnostic]:
    """Yield each such character once a file, with the line where it first stands."""
    for path in sorted(one for one in site.rglob("*") if one.suffix in _TEXTS and one.is_file()):
        text = path.read_text("utf-8")
        for found in sorted(set(UNSEEN.findall(_PLAIN.sub("", text)))):
            what = f"The invisible character U+{ord(found):04X}"
            line = text.count("\n", 0, text.index(found)) + 1
            yield finding(path.relative_to(site).as_posix(), line, "KB914", {"what": what})
