"""A preview of each article for chats and social media, which ask for it by its whole address; readers never load it.

Drawing them takes an eighth of a build, so each is kept in .cache/ for the next one.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from inspect import getsource
from pathlib import Path

from macros.exports import drawing_png
from macros.exports.slide_content import words
from macros.handbook.article_sections import IN_BRIEF
from macros.handbook.download_files import base, part_title
from macros.handbook.html_templates import fill
from macros.handbook.kept import keep, place, put
from macros.handbook.own_files import PREVIEWS
from macros.markdown_extensions.typography import typeset
from macros.model import Article, Library
from macros.site import preview_drawing
from macros.site.page_head import read_head, with_tags
from macros.site.preview_drawing import HEIGHT, WIDTH, Preview, can_draw, draw

_STYLES = "overrides/assets/css/tokens.css"
_SAY = re.compile(r"^\*\*Say\.\*\*\s*(.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
_BEGIN, _END = b"\x89PNG\r\n\x1a\n", b"\0\0\0\0IEND\xaeB`\x82"
# What draws, as it was imported: a source that is edited while a server runs draws nothing yet.
_PROGRAM = "\n".join(
    (*map(getsource, (preview_drawing, drawing_png)), *map(version, ("pillow", "font-source-sans-pro")))
)
_COLOUR = re.compile(r"--(\w+): var\(--light, (#\w{6})\)")


def write(library: Library, site: Path) -> None:
    """Draw the previews and name them on their pages, where the site's address is known; twice changes nothing more.

    An article whose letters the font lacks keeps the picture that all other pages have.
    """
    if not base(library):
        return
    shelf, kept = place(library, "previews"), set[Path]()
    for article in library.articles.values():
        page = site / article.page.url / "index.html"
        preview = of_article(library, article)
        kept.add(drawn := shelf / f"{_mark(preview)}.png")
        if page.is_file() and can_draw(preview):
            name = f"{PREVIEWS}/{article.id}.png"
            put(site / name, _drawn(drawn, preview))
            page.write_text(_named(page.read_text("utf-8"), base(library) + name, preview), "utf-8")
    for old in set(shelf.glob("*")) - kept:  # also what a build that was killed had begun to write
        with suppress(OSError):
            old.unlink()


def _drawn(kept: Path, preview: Preview) -> bytes:
    """Return a picture, as it was drawn before if it was and all of it is there."""
    with suppress(OSError):
        content = kept.read_bytes()
        if content.startswith(_BEGIN) and content.endswith(_END):
            return content
    content = draw(preview)
    keep(kept, content)
    return content


def _mark(preview: Preview) -> str:
    """Return a name for all that decides on a picture's bytes: what it shows, how it is drawn, and with which libraries."""
    return hashlib.sha256(f"{preview}\n{_PROGRAM}".encode()).hexdigest()


def of_article(library: Library, article: Article) -> Preview:
    """Return what an article's preview shows: its own text in the colours of the site by day."""
    colours = _colours(library.root / _STYLES)
    brief = article.page.section(IN_BRIEF)
    say = _SAY.search(brief.body) if brief else None
    return Preview(
        part=typeset(part_title(library, article.page.folder)),
        title=typeset(article.title),
        say=words(say[1]) if say else "",
        site=typeset(library.settings.site_name),
        hue=colours.get(article.page.folder, colours["voice"]),
        paper=colours["paper"],
        ink=colours["ink"],
    )


@cache
def _colours(styles: Path) -> dict[str, str]:
    return dict(_COLOUR.findall(styles.read_text("utf-8")))


def _named(html: str, address: str, preview: Preview) -> str:
    """Return a page that names this picture where it named the one that all pages have."""
    named = [one for one in read_head(html) if (one.attributes.get("property") or "").startswith("og:image")]
    tags = fill("site/preview.html", address=address, width=WIDTH, height=HEIGHT, alt=preview.alt)
    return with_tags(html, named, tags, named[-1]) if named else html
