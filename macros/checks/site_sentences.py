"""What is said of a built site: the sentences of KB901 to KB916, by code and kind."""

from __future__ import annotations

import re

from macros.handbook.sentences import Template, by_kind, diagnostic
from macros.model import Diagnostic, Facts, Location

Fault = tuple[int, str, Facts]  # line, code and facts

LEFTOVER = re.compile(
    r"\{\{|\{%|\{#|\]\[|\[TOC\]|Macro (?:Rendering|Syntax) Error|\{ [#.][\w-]+"
)  # in a text, of marks or a macro
_POLICY = "The policy refuses "
SENTENCES: dict[str, Template] = {
    "KB901": "The id '{id}' is on this page {times} times; links to it are ambiguous. Rename all but one.",
    "KB902": "The link {link!r} leads to no page of the site. Correct or remove it.",
    "KB903": "The link {link!r} leads to a page without the id '{id}'. Correct the anchor.",
    "KB904": "The text {shown!r} is left over from Markdown or a macro. Fix the source so that it is rendered.",
    "KB905": by_kind(
        page="The page asks another host for {address!r}. Keep the file in this site, or link to it instead.",
        file="This file asks another host for {address!r}. Keep what it needs in this site.",
    ),
    "KB906": "This page redirects to '{to}', which redirects again. Point it at the last page.",
    "KB907": by_kind(
        nowhere="The search leads to '{address}', which is not in the site. Build the site anew; if this stays, it is no "
        "fault of the text: report it.",
        unread="The search's data cannot be read: a file that it names is gone, or another release wrote it. Build the site "
        "anew.",
        leftover="The search shows {shown!r} for '{address}'. Fix the source so that it is rendered.",
    ),
    "KB908": by_kind(
        attribute="The attribute '{name}' runs code from the page. Use a script file instead.",
        link="{address!r} runs code. Remove this link.",
    ),
    "KB909": "The page has no content security policy before what it loads. Run kb finish on the site.",
    "KB910": by_kind(
        open="The policy's {name} allows {value}, which lets third-party code run. Remove it.",
        none="The policy's {name} must be 'none', so that all else is refused.",
    ),
    "KB911": by_kind(
        inline=_POLICY + "this inline {tag}. Move it to a file in overrides/assets/.",
        style=_POLICY + "the style attribute of this <{tag}>. Use a class and the style sheet.",
    ),
    "KB912": by_kind(
        unreadable="This course pack cannot be read: {error} Run `kb export` again.",
        link="The link {link!r} in {file} leads to no page or section of the site. Run `kb export` again.",
    ),
    "KB913": by_kind(
        element="<{tag}> stands in this page; text does not need it. Remove it.",
        redirect="This page sends its readers to {to!r}. Redirect within the site only.",
    ),
    "KB914": "{what} is here, and neither Markdown nor a macro makes it. Remove it from the text or the data that this is made of.",
    "KB916": by_kind(
        lost="'{file}' is not here as the site should have it: it was changed after the build, or something else took its "
        "place. Build the site anew; if this stays, give that file another name.",
        twice="'{file}' and '{other}' both have this address, and one is lost. Rename one of them.",
    ),
    "KB915": by_kind(
        marks="A page holds {begin} and {end} once, around its text. See overrides/main.html.",
        reach="The text of this page reaches beyond its end or changes what stands around it. Close what it opens.",
    ),
}


def finding(file: str, line: int | None, code: str, facts: Facts) -> Diagnostic:
    return diagnostic(Location(f"site/{file}", line or 1), code, SENTENCES[code], facts)
