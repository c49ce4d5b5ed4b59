"""A preview of each article for chats and social media, which ask for it by its whole address; readers never load it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from macros.exports.slide_content import words
from macros.handbook.article_sections import IN_BRIEF
from macros.handbook.download_files import base, part_title
from macros.handbook.html_templates import fill
from macros.handbook.own_files import PREVIEWS
from macros.markdown_extensions.typography import typeset
from macros.model import Article, Library
from macros.site.page_head import read_head, with_tags
from macros.site.preview_drawing import HEIGHT, WIDTH, Preview, can_draw, draw

_STYLES = "overrides/assets/css/tokens.css"
_SAY = re.compile(r"^\*\*Say\.\*\*\s*(.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
_COLOUR = re.compile(r"--(\w+): var\(--light, (#\w{6})\)")


def write(library: Library, site: Path) -> None:
    """Draw the previews and name them on their pages, where the site's address is known; twice changes nothing more.

    An article whose letters the font lacks keeps the picture that all other pages have.
    """
    for article in library.articles.values() if base(library) else ():
        page = site / article.page.url / "index.html"
        preview = of_article(library, article)
        if page.is_file() and can_draw(preview):
            name = f"{PREVIEWS}/{article.id}.png"
            (site / PREVIEWS).mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(draw(preview))
            page.write_text(_named(page.read_text("utf-8"), base(library) + name, preview), "utf-8")


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
