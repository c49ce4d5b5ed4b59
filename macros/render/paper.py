"""What a sheet of paper must say about itself."""

from __future__ import annotations

from html import escape

from macros.handbook.downloads import base
from macros.handbook.reviews import in_short
from macros.handbook.versions import of_article
from macros.markdown_extensions.prerendered import finished
from macros.model import Article, Library
from macros.render.qr import qr
from macros.render.text import day


def foot(library: Library, article: Article, code: bool = True) -> str:
    """Handbook, date, version, state of review, address and QR code of an article; no code without a known address.

    Shown on paper only. Where the address is not known, the page's script fills it in from the browser.
    """
    site = base(library)
    at = site + article.page.url
    reviewed = in_short(library, article)
    checked = f"Evidence checked {day(article.evidence_checked)}, version {of_article(library, article).text}."
    facts = f"{checked} {reviewed}. Text CC BY 4.0."
    shown = at.partition("://")[2] or at
    return finished(
        f'<div class="card-foot">{qr(at) if site and code else ""}<p><b>{escape(library.settings.site_name)}</b><br>{facts}'
        f"<br><span{'' if site else ' data-address'}>{escape(shown)}</span></p></div>"
    )
