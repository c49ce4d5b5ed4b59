"""Each heading of the text as a link to itself, so that a section's address can be had without JavaScript."""

from __future__ import annotations

import re

_TEXT = re.compile(r"(?<=<article).*?(?=</article>)", re.DOTALL)
_HEADING = re.compile(r'<(h[23])((?: class="folds")?) id="([^"]+)">(.*?)</\1>', re.DOTALL)
_LINK = re.compile(r"<a\b")


def linked(page: str) -> str:
    """A page with every heading of its text linked that has an id and no link yet; twice changes nothing more."""
    return _TEXT.sub(lambda text: _HEADING.sub(_linked, text[0]), page, count=1)


def _linked(heading: re.Match[str]) -> str:
    tag, folds, id, text = heading.groups()
    if not text or _LINK.search(text):
        return heading[0]
    return f'<{tag}{folds} id="{id}"><a href="#{id}">{text}</a></{tag}>'
