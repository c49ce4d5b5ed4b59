"""Each heading of the text as a link to itself, so that a section's address can be had without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

_TEXT = re.compile(r"(?<=<article).*?(?=</article>)", re.DOTALL)
_HEADING = re.compile(r'<(h[23]) id="([^"]+)">(.+?)</\1>', re.DOTALL)


def link(site: Path) -> None:
    """Link every heading that has an id and no link yet; linking twice changes nothing more.

    The home page and 404.html are left: they are doors, and some of their headings are heard only.
    """
    for path in site.rglob("*/*.html"):
        page = path.read_text("utf-8")
        linked = _TEXT.sub(lambda text: _HEADING.sub(_linked, text[0]), page, count=1)
        if linked != page:
            path.write_text(linked, "utf-8")


def _linked(heading: re.Match[str]) -> str:
    tag, id, text = heading.groups()
    return heading[0] if "<a" in text else f'<{tag} id="{id}"><a href="#{id}">{text}</a></{tag}>'
