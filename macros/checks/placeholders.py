"""KB212: what `kb new` and `kb import` left for a person to write."""

from __future__ import annotations

import re

from macros.checks.rule import Found, PageRule, in_text
from macros.handbook.authored_text import written
from macros.handbook.schemas import BLANK
from macros.model import Library, Page

_BLANK = re.compile(rf"{BLANK}((?:(?!{BLANK})[^|\n])*)")  # in a table a cell ends it


class StillToWrite(PageRule):
    """A place that `kb new` or `kb import` left for a person to write."""

    code = "KB212"
    message = "Still to be written, in place of FILL: {words}"

    def find(self, library: Library) -> Found:
        yield from super().find(library)
        for owner, keys, text in written(library):
            if text.startswith(BLANK):
                yield owner.where(*keys), {"words": text.removeprefix(BLANK)}

    def in_page(self, page: Page) -> Found:
        place = in_text(page)
        for found in _BLANK.finditer(page.text):
            yield place(found.start()), {"words": found[1].strip(' "')}
