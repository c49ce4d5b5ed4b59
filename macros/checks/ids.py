"""KB2xx: the ids that a page gives out."""

from __future__ import annotations

from macros.checks.rule import Found, Rule
from macros.library.ids import ids
from macros.model import Library, Place


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


def rules() -> list[Rule]:
    return [CommentId(), SameIdTwice()]
