"""KB2xx: the ids that a page gives out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.rule import Found, Rule
from macros.model import Library, Page, Place


class CommentId(Rule):
    """`{#id}` without a space, which the template language takes for a comment."""

    code = "KB206"
    message = "Template code starts here: '{{#' opens a comment and swallows the page. Write a space: {{ #id }}"

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for fragment in page.code:
                if fragment.text.startswith("{#"):
                    yield fragment.place, {}


class SameIdTwice(Rule):
    """One id twice on a page: sections, checklist items, questions, moved sections and alias anchors together."""

    code = "KB207"
    message = "The id '{id}' is on this page twice ({first}). Links to it would be ambiguous: rename this one."

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            first: dict[str, Place] = {}
            for id, place in ids(library, page):
                if first.setdefault(id, place) is not place:
                    yield place, {"id": id, "first": f"line {first[id].line} of {first[id].file}"}


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


def rules() -> list[Rule]:
    return [CommentId(), SameIdTwice()]
