"""Every id that a page gives out, old ones included."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model import Library, Page, Place


def ids(library: Library, page: Page) -> Iterator[tuple[str, Place]]:
    """Every id that a page gives out, each with the place that gives it."""
    for section in page.sections:
        yield section.id, section.place
    for fragment in (*page.anchors, *page.html):
        for id in re.findall(r"""(?:\bid=["']?|(?:^|\s)#)([\w-]+)""", fragment.text):
            if not any(section.place.line == fragment.place.line for section in page.sections):
                yield id, fragment.place
    for call in page.calls:
        if call.name == "moved" and call.args:
            yield str(call.args[0]), call.place
        elif call.name == "checklist" and not call.args and page.id in library.checklists:
            for item in library.checklists[page.id].items:
                yield item.id, item.place
                yield from ((id, item.where("formerly", index)) for index, id in enumerate(item.formerly))
