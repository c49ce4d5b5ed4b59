"""KB22x: a page reads on the site as it reads on GitHub, where people see what they write."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import zip_longest
from typing import NamedTuple

from macros.checks import markup, safety
from macros.checks.readings import Event, as_built, headings, html_as_built, on_github, words_as_built
from macros.checks.rule import Found, PageRule, Rule, lines_with
from macros.checks.site_sentences import LEFTOVER
from macros.handbook.pictures import OF_A_PICTURE
from macros.handbook.python_markdown import is_heavy
from macros.handbook.sentences import by_kind
from macros.handbook.text_file import MERGE, merge_mark
from macros.model import Library, Location, Page

_SIMPLE = re.compile(
    r"\{\{(?:(?!\{\{)[^\n])*?\}\}|^#+ [^\n{}\\]* \{ #[\w-]+ \}$|\[[^\[\]{}\n]*\]\([\w./#-]+\)|(?<![^\s(|])(\*{1,2})(?:(?=\w)[^*\n]*?(?<=[\w.?!,:])|\"(?![^*\n]*(?:://|www\.))[^*\n_~`<&\\@{}\[\]\t]*(?<=[\w.?!,:\"]))\1(?![^\s.,;:?!)|])",
    re.MULTILINE,
)
_MARKS = re.compile(r"[_~`<&\\@{}*\[\]]|://|www\.|\t|:[\w+-]+:", re.IGNORECASE)
_BULLET = re.compile(
    r"^[ \t]*(?:[\u00b7\u2022\u25aa\u25cf\u25e6\uf0b7][ \t\u00a0]*|[o\u00a7](?:\t|\u00a0[\u00a0 ])[\u00a0 ]*|[-*+][\u00a0\u2003]+)(?=\S)",
    re.MULTILINE,
)
_NO_HEADING = re.compile(r"^ {0,3}(#{2,6})(?=[^#\s]|[\u00a0\u2003])", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\[\]\n]{0,1000})\]\(([^)\n]{0,1000})")
_FILE_NAME = re.compile(r"[^\s/]+\.\w{2,5}")
_LETTER = re.compile(r"[^\W_]")
DECORATION = "assets/decoration/"
_PARTS = "GitHub shows {theirs} here, and the site shows {ours}."
_KNOWN = ("footnote", "task", "alert", "emoji")
_DESCRIBE = "Describe it in the square brackets; if it is only decoration, leave them empty and keep it in docs/assets/decoration/."
_END = Event("end")
_REFUSE = (
    markup.RawHtml,
    markup.Attributes,
    markup.LinkScheme,
    markup.RemoteImage,
    safety.Invisible,
    safety.TemplateCode,
)


class _Compared(NamedTuple):
    """Where two readings of a text part; what of its marks the site would show; level and id of its headings there."""

    parting: tuple[int, Event, Event] | None
    leftovers: tuple[str, ...]
    headings: tuple[tuple[int, str], ...]


class OtherReading(Rule):
    """A line that GitHub shows in one way and the site in another."""

    code = "KB220"
    message = by_kind(
        heavy="This page is too long, or holds too many brackets and marks, to be compared. Split it.",
        footnote=f"{_PARTS} Name a source with {{{{{{{{ cite() }}}}}}}}, and put any other note into the text.",
        task=f"{_PARTS} Ticks come from the article's checklist; write a plain list here.",
        alert=f"{_PARTS} Write the note as a sentence that begins with bold words.",
        emoji=f"{_PARTS} Say it in words.",
        braces=f"{_PARTS} Braces belong right after a heading or link, once: ## Title {{{{ #id }}}}",
        link=f"{_PARTS} Write a link as [words](address), with no other brackets around it.",
        struck=f"{_PARTS} Write 'about' for ~; what is to be struck out stands between ~~ and ~~.",
        other=f"{_PARTS} Put a blank line before and after it, or write it more simply.",
    )

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            if is_heavy(page.text):
                yield page.place, {"kind": "heavy"}
            elif _NO_HEADING.search(page.text):
                continue  # KB225; what follows it cannot be judged
            elif (found := _parting(page.text)) and _at(page, found[0]) not in refused_lines(library, page.path):
                line, theirs, ours = found
                yield _at(page, line), {"kind": _kind(theirs, ours), "theirs": theirs, "ours": ours}


def _kind(theirs: Event, ours: Event) -> str:
    """Return which fix the message of KB220 names."""
    if "{" in ours.detail:
        return "braces"
    if theirs.kind in _KNOWN:
        return theirs.kind
    if "[^" in ours.detail:
        return "footnote"
    if theirs.kind == "del":
        return "struck"
    return "link" if "a" in (theirs.kind, ours.kind) else "other"


class OtherHeading(PageRule):
    """A heading that the checks read in one way and the site in another: its level or its id."""

    code = "KB221"
    message = (
        "The site reads this heading as {ours}, not as {theirs}. Write ## Title {{ #id }} at the line's start, alone."
    )

    def in_page(self, page: Page) -> Found:
        if is_heavy(page.text) or _parting(page.text):
            return
        written = [one for one in page.sections if one.place.file == page.place.file]
        wanted = [(one.level, one.id if one.explicit else "") for one in written]
        for section, theirs, ours in zip(written, wanted, _compared(page.text).headings, strict=False):
            if theirs[0] != ours[0] or theirs[1] not in ("", ours[1]):
                yield section.place, {"theirs": _heading(*theirs), "ours": _heading(*ours)}
                break


@lru_cache(maxsize=4)
def refused_lines(library: Library, path: str) -> frozenset[Location]:
    """Return the lines of a page on which markup stands that is not allowed: GitHub may well show that in another way."""
    alone = replace(library, pages={path: library.pages[path]}, data={})
    found = (rule.finding(*one).place for rule in (kind() for kind in _REFUSE) for one in rule.find(alone))
    return frozenset(Location(place.file, place.line) for place in found)


def _heading(level: int, id: str) -> str:
    return f"'{'#' * level}' with the id '{id}'"


def _at(page: Page, line: int) -> Location:
    return Location(page.place.file, page.text_line + line)


def _is_simple(text: str) -> bool:
    """Return whether nothing stands in a text that the two could read differently: blocks have one parser for both."""
    return not _MARKS.search(_SIMPLE.sub("", text))


def _parting(text: str) -> tuple[int, Event, Event] | None:
    """Return the first line, from 0, at which the readings of a text part, and what each shows there."""
    return _compared(text).parting


def leftovers(text: str) -> tuple[str, ...]:
    """Return what the site would show of a page's marks as text, where KB220 and KB225 have nothing to tell of the page."""
    return () if is_heavy(text) or _NO_HEADING.search(text) or _parting(text) else _compared(text).leftovers


@lru_cache(maxsize=4_000)
def _compared(text: str) -> _Compared:
    """Return what the rules ask of a text's readings; it is rendered once for all of them."""
    if _is_simple(text):
        return _Compared(None, (), ())
    html = html_as_built(text)
    words = words_as_built(html) if "&" in text or LEFTOVER.search(html) else []
    left = tuple(dict.fromkeys(found[0] for one in words for found in LEFTOVER.finditer(one)))
    return _Compared(_first_difference(text, html), left, tuple(headings(html)))


def _first_difference(text: str, html: str) -> tuple[int, Event, Event] | None:
    last = 0
    for theirs, ours in zip_longest(on_github(text), as_built(html)):
        last = theirs[0] if theirs else last
        one, other = theirs[1] if theirs else _END, ours[1] if ours else _END
        if one != other:
            return last, one, other
    return None


class MergeMark(PageRule):
    """A mark that git leaves where a merge found two versions of a line."""

    code = "KB222"
    message = MERGE

    def in_page(self, page: Page) -> Found:
        if (line := merge_mark(page.text)) is not None:
            yield _at(page, line), {}


class CopiedBullet(PageRule):
    """A line that begins with a word processor's bullet, which is no list item anywhere."""

    code = "KB223"
    message = "This bullet was copied from a word processor and makes no list. Write '- ', with an ordinary space."

    def in_page(self, page: Page) -> Found:
        yield from ((line, {}) for line, _ in lines_with(page, _BULLET))


class NoHeading(PageRule):
    """A line that begins with ## and no space, which is a heading nowhere."""

    code = "KB225"
    message = "This is not a heading yet: write a space after {marks}"

    def in_page(self, page: Page) -> Found:
        yield from ((line, {"marks": found[1]}) for line, found in lines_with(page, _NO_HEADING))


class PictureWithoutWords(PageRule):
    """A picture without a description for those who do not see it, and not among those that only decorate."""

    code = "KB224"
    message = by_kind(
        both=f"This picture is marked as decoration and has a description too. {_DESCRIBE}",
        file=f"This picture is described by a file name. {_DESCRIBE}",
        none=f"This picture has no description. {_DESCRIBE}",
        of="This description begins by saying that it is a picture. Begin with what someone sees in it.",
    )

    def in_page(self, page: Page) -> Found:
        for line, found in lines_with(page, _PICTURE):
            if kind := _wordless(unescape(found[1]).strip(), DECORATION in found[2]):
                yield line, {"kind": kind}


def _wordless(words: str, decoration: bool) -> str:
    if decoration:
        return "both" if words else ""
    if _FILE_NAME.fullmatch(words):
        return "file"
    if OF_A_PICTURE.match(words):
        return "of"
    return "" if _LETTER.search(words) else "none"
