"""KB212: what `kb new` and `kb import` left for a person to write."""

from __future__ import annotations

import re

from macros.checks.rule import Found, Rule, in_text
from macros.handbook.authored_text import written
from macros.handbook.schemas import BLANK
from macros.model import Library

_BLANK = re.compile(rf"{BLANK}((?:(?!{BLANK})[^|\n])*)")  # in a table a cell ends it


class StillToWrite(Rule):
    """A place that `kb new` or `kb import` left for a person to write."""

    code = "KB212"
    message = "Still to be written, in place of FILL: {words}"

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            place = in_text(page)
            for found in _BLANK.finditer(page.text):
                yield place(found.start()), {"words": found[1].strip(' "')}
        for owner, keys, text in written(library):
            if text.startswith(BLANK):
                yield owner.where(*keys), {"words": text.removeprefix(BLANK)}
