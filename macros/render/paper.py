"""What a sheet of paper must say about itself, its address as a QR code included."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import segno
from markupsafe import Markup

from macros.handbook.download_files import base
from macros.handbook.html_templates import fill
from macros.handbook.reviews import in_short
from macros.handbook.versions import of_article
from macros.markdown_extensions.prerendered import finished
from macros.model import Article, Library
from macros.render.text import day


@lru_cache(maxsize=10_000)
def qr(address: str) -> Markup:
    """Return inline SVG without a margin (the style sheet keeps the quiet zone), one unit a module.

    Every reader undoes any of the eight masks; to try all eight for the evenest takes five times as long.
    """
    code = segno.make_qr(address, error="m", mask=0)
    drawing: str = code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawing.replace(" ", ' aria-hidden="true" ', 1))


def foot(library: Library, article: Article, code: bool = True) -> str:
    """Return date, version, state of review, address and QR code of an article; no code without a known address."""
    reviewed = in_short(library, article)
    checked = f"Evidence checked {day(article.evidence_checked)}, version {of_article(library, article).text}."
    return sheet_foot(library, article.page.url, f"{checked} {reviewed}.", code)


def sheet_foot(library: Library, url: str, facts: str, code: bool = True) -> str:
    """Return handbook, facts, licence, address and QR code of the page that a sheet is made from.

    Shown on paper only. Where the address is not known, the page's script fills it in from the browser.
    """
    site = base(library)
    at = site + url
    html = fill(
        "page/card-foot.html",
        code=qr(at) if site and code else "",
        site_name=library.settings.site_name,
        facts=facts,
        known=site,
        address=at.partition("://")[2] or at,
    )
    return finished(html)


def print_buttons(buttons: Iterable[tuple[str, str]]) -> Markup:
    """Return buttons that print the card they stand in, or all cards of an article where one is named: (words, its id)."""
    return fill("page/print-buttons.html", buttons=buttons)
