"""KB2xx: the ids that a page gives out."""

from __future__ import annotations

import re
from dataclasses import replace

from macros.checks.rule import Found, PageRule, Rule
from macros.handbook.page_ids import ids, is_of_site, of_call
from macros.handbook.sentences import by_kind
from macros.handbook.signatures import SIGNATURES
from macros.model import Call, Edit, Library, Location, Page, Placed

_UNSPACED = re.compile(r"\{#\s*([\w-]+)\s*\}")


class CommentId(PageRule):
    """A heading id without a space after its brace, which the template language takes for a comment."""

    code = "KB206"
    message = "Template code starts here: '{{#' opens a comment and swallows the page. Write a space after the brace: {{ #{id} }}"
    fixable = True

    def in_page(self, page: Page) -> Found:
        for fragment in page.code:
            if fragment.text.startswith("{#"):
                written = _UNSPACED.match(fragment.text)
                id, fix = (written[1], _spaced(page, fragment.place, written)) if written else ("id", None)
                yield fragment.place, {"id": id, "fix": fix}


def _spaced(page: Page, place: Location, written: re.Match[str]) -> Edit | None:
    """Return the id of a heading with its spaces; what stands elsewhere is left to a person."""
    if place.line not in {section.place.line for section in page.sections}:
        return None
    return Edit(replace(place, end_column=place.column + len(written[0])), f"{{ #{written[1]} }}")


class SameIdTwice(Rule):
    """One macro that makes blocks twice on a page, or one id twice: sections, checklist items, questions, moved sections, alias anchors and the site's own together."""

    code = "KB207"
    message = by_kind(
        twice="The id '{id}' appears on this page twice ({first}). Links to it would be ambiguous: rename this one.",
        again="'{name}' is here a second time; it is already on line {first}. Remove one of the two.",
        calls="'{name}' gives this page the id '{id}', which '{other}' has given it above. Remove one of the two.",
        site="The site itself gives the id '{id}' to a part of this page. Links to it would be ambiguous: rename this one.",
    )

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            first: dict[str, Placed] = {}
            for id, one in ids(library, page):
                if id in first:
                    place = first[id].place
                    yield one.place, {"kind": "twice", "id": id, "first": f"line {place.line} of {place.file}"}
                elif is_of_site(library, page, id):
                    yield one.place, {"kind": "site", "id": id}
                else:
                    first[id] = one
            yield from _of_calls(library, page)


def _of_calls(library: Library, page: Page) -> Found:
    """Yield calls that are on a page already, and macros that give it the ids of a macro above them."""
    given: dict[str, str] = {}
    first: dict[tuple[object, ...], Call] = {}
    for call in page.calls:
        made = of_call(library, page, call) if call.name != "articles" else ()  # which leaves out empty parts
        same = first.setdefault((call.name, call.args, *call.kwargs.items()), call)
        if same is not call and call.name in SIGNATURES and not SIGNATURES[call.name].inline and call.name != "moved":
            yield call.place, {"kind": "again", "name": f"{call.name}()", "first": same.place.line}
        elif id := next((one for one in sorted(made) if one in given), None):
            yield call.place, {"kind": "calls", "id": id, "name": f"{call.name}()", "other": f"{given[id]}()"}
        given |= dict.fromkeys(made, call.name)


class PlainId(PageRule):
    """An id of a heading or anchor that holds more than lower-case letters, digits and hyphens."""

    code = "KB213"
    message = "The id {id!r} is hard to type and may be taken for another. Use a to z, digits and hyphens."

    def in_page(self, page: Page) -> Found:
        for fragment in page.anchors:
            for id in re.findall(r"(?:^|\s)#([^\s}]+)", fragment.text):
                if not re.fullmatch(r"[a-z0-9-]+", id):
                    yield fragment.place, {"id": id}
