"""Every id that a page gives out, old ones included."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model import Fragment, Library, Page, Placed


def ids(library: Library, page: Page) -> Iterator[tuple[str, Placed]]:
    """Yield every id that a page gives out, each with what gives it."""
    of_sections = {(section.place.file, section.place.line) for section in page.sections}
    for section in page.sections:
        yield section.id, section
    for fragment in (*page.anchors, *page.html):
        for id in re.findall(r"""(?:\b(?i:id)=["']?|(?:^|\s)#)([\w-]+)""", fragment.text):
            if (fragment.place.file, fragment.place.line) not in of_sections:
                yield id, fragment
    shown = set()
    for call in page.calls:
        if call.name == "moved" and call.args:
            yield str(call.args[0]), call
        elif call.name in shown:  # a second call of one macro is told of as such
            continue
        elif call.name == "checklist" and not call.args and page.id in library.checklists:
            shown.add(call.name)
            for item in library.checklists[page.id].items:
                yield item.id, item
                for index, id in enumerate(item.formerly):
                    yield id, Fragment(id, item.where("formerly", index))
        elif call.name == "quiz" and not call.args and page.id in library.quizzes:
            shown.add(call.name)
            # One id twice in a quiz is KB407's to tell.
            yield from {f"quiz-{one.id}": one for one in reversed(library.quizzes[page.id].questions)}.items()
