"""The HTML that Markdown and our macros can make: elements, their classes, and their attributes with the values they may have.

What a macro newly makes is added here; what a page alone would need is not, as no page may write it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_TEXT = r"[\s\S]*"

SHIFTS = frozenset(
    ("kbd", "small", "sub", "sup")
)  # each makes its text smaller or moves it, and again in another of its kind

# The classes that each element may carry.
CLASSES = {
    "a": "cite|back|term|certainty(?:-[a-z-]+)?",
    "code": r"language-[\w+-]+",
    "details": "answer",
    "div": "advice|body|card-foot|people|source|status|ticks",
    "form": "filter|js-only",
    "h2": "folds|letter|pillar-title|of-[a-z]+",
    "label": "order",
    "li": "item|consider|avoid|danger",
    "p": "when|drawn|reference|question|js-only|lines|quiz-title|backlinks|moved|before-play",
    "section": "card|fold|poster|sheet",
    "span": "tick",
    "svg": "plot|blank|picture|mark|icon|qr",
    "table": "body|stacking",
}

LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"
_EVERYWHERE = {"id": _WORD, "lang": LANGUAGE, "title": _TEXT}
_COLOUR, _NUMBER = "currentColor|none", r"\d+(?:\.\d+)?"
_NONE: dict[str, str] = {}
ELEMENTS: dict[str, dict[str, str]] = {
    **dict.fromkeys(("abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "kbd", "label", "li", "output", "p", "pre", "select", "small", "strong", "sub", "summary", "sup", "table", "tbody", "thead", "tr", "ul"), _NONE),
    "a": {"href": _TEXT, "aria-label": r"Back to citation \d+ of source \d+", "aria-hidden": "true", "tabindex": "-1"},
    "button": {"type": "button", "data-do": "page|link|card", "data-of": _WORD},
    "form": {"data-module": "filter(?: order)?"},
    "img": {"src": _TEXT, "alt": _TEXT, "width": r"\d+", "height": r"\d+", "loading": "lazy"},
    "input": {"type": "checkbox|search", "autocomplete": "off", "data-item": rf"{_WORD}/{_WORD}", "aria-labelledby": _WORD},
    "ol": {"start": r"\d+"},
    "option": {"value": rf"(?:{_WORD})?"},
    "section": {"data-article": _WORD},
    "g": {"fill": _COLOUR, "stroke": _COLOUR, "font-size": _NUMBER, "text-anchor": "start|middle|end"},
    "path": {"d": r"[MLHVCQAZahlmvcqz0-9 .-]+", "fill": _COLOUR, "stroke": f"{_COLOUR}|#000", "stroke-width": _NUMBER, "stroke-linecap": "round", "stroke-dasharray": rf"{_NUMBER}(?: {_NUMBER}){{1,3}}"},
    "span": {"data-address": ""},
    "svg": {"viewBox": r"0 0 \d+ \d+", "width": r"\d+", "height": r"\d+", "role": "img", "aria-label": _TEXT, "aria-hidden": "true", "fill": "none", "stroke": "currentColor", "stroke-width": _NUMBER, "stroke-linecap": "round", "stroke-linejoin": "round", "font-size": _NUMBER},
    "text": {"x": _NUMBER, "y": _NUMBER},
    "td": {"data-head": _TEXT},
    "th": {"scope": "col|row"},
    "time": {"datetime": r"\d{4}-\d\d-\d\d"},
}  # fmt: skip

# Fields, and what a picture is drawn with, stand in these only: an ancestor with its class.
INSIDE = {
    **dict.fromkeys(
        ("g", "path", "svg", "text"),
        (("svg", "plot"), ("svg", "picture"), ("svg", "mark"), ("svg", "icon"), ("svg", "qr")),
    ),
    "form": (("form", "filter"),),
    "input": (("li", "item"), ("form", "filter")),
    "select": (("form", "filter"),),
    "option": (("form", "filter"),),
    "output": (("form", "filter"),),
}
# Classes by which a reader or a script takes a link for one of ours, so it stays in the site.
_OURS = ("certainty", "cite", "back", "term")
_SCHEMES = ("", "http", "https", "mailto")


@lru_cache(maxsize=100_000)  # pages say the same of most of their elements
def wrong_attribute(tag: str, name: str, value: str | None, of_class: str) -> str:
    """Return what is wrong with an attribute of an allowed element of this class; empty if nothing is."""
    classes = of_class.split()
    text = value or ""
    if name == "class":
        unknown = [one for one in classes if not re.fullmatch(CLASSES.get(tag, ""), one)]
        return f"The class {unknown[0]!r} of <{tag}>" if unknown else ""
    pattern = ELEMENTS[tag].get(name) or _EVERYWHERE.get(name)
    if name not in ELEMENTS[tag] and name not in _EVERYWHERE:
        return f"The attribute {name!r} of <{tag}>"
    if not re.fullmatch(pattern or "", text):
        return f"The value {text[:40]!r} of {name!r}"
    if name in ("href", "src"):
        return wrong_address(text, within=name == "src" or any(one in _OURS for one in classes))
    return ""


def wrong_address(text: str, within: bool = False) -> str:
    """Return what is wrong with an address as a browser reads it; `within` is one that must not leave the site."""
    read = re.sub(r"[\t\n\r]", "", text.strip("".join(map(chr, range(33)))))
    scheme = (re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", read) or ("", ""))[1].lower()
    outside = scheme not in _SCHEMES or re.match(r"[/\\]{2}|[^?#]*\\", read)
    web = scheme in ("http", "https") and not re.match(r"https?://(?![^/?#]*@)[^/]", read, re.IGNORECASE)
    return f"The address {text[:60]!r}" if outside or web or (within and scheme) else ""
