"""KB313: each call stands where its macro can work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from macros.checks.rule import Facts, Found, PageRule
from macros.handbook.pages import is_article
from macros.handbook.sentences import by_kind
from macros.handbook.signatures import SIGNATURES
from macros.model import Call, Location, Page

_OF_ARTICLE = ("checklist", "evidence", "quiz", "related", "scene")  # of the page they stand on, unless they name one
_ALONE = re.compile(r"\{\{(?:(?!\{\{).)*\}\}\s*")


class MisplacedCall(PageRule):
    """A call where its macro cannot work: within a line of text, within a link, or on a page that is no article."""

    code = "KB313"
    message = by_kind(
        block="'{name}' makes paragraphs, lists or tables of its own. Put this call alone on a line, not indented.",
        link="This call makes a link inside another link. Put it before or after that one.",
        article="'{name}' shows part of the article that it is in, and this page is not an article. Take it out.",
        unlisted="This page cites sources but does not list them. Write {{{{ references() }}}} where the list should be.",
    )

    def in_page(self, page: Page) -> Found:
        article = is_article(page.path, page.meta)
        lines, links = page.text.split("\n"), sorted(one.place for one in page.links)
        for call in page.calls:
            if kind := _wrong(call, lines[call.place.line - page.text_line], article) or _within(call, links):
                yield call.place, {"kind": kind, "name": call.name}
        yield from _unlisted(page) if not article else ()


def _wrong(call: Call, line: str, article: bool) -> str:
    """Return what is wrong with where a call of blocks stands."""
    if call.name not in SIGNATURES or SIGNATURES[call.name].inline:
        return ""
    if not _ALONE.fullmatch(line):
        return "block"
    return "article" if call.name in _OF_ARTICLE and not call.args and not article else ""


def _within(call: Call, links: Sequence[Location]) -> str:
    """Return "link" for a call that stands within the last link that begins before it, else nothing; `links` are in order."""
    index = bisect_right(links, call.place) - 1
    before = links[index] if index >= 0 else call.place
    return "link" if before.line == call.place.line and before.column < call.place.column < before.end_column else ""


def _unlisted(page: Page) -> Iterator[tuple[Location, Facts]]:
    """Yield the first citation of a page that does not list its sources; what an article's sections hold is KB204's to tell."""
    cited = [call for call in page.calls if call.name == "cite"]
    if cited and not any(call.name == "references" for call in page.calls):
        yield cited[0].place, {"kind": "unlisted"}
