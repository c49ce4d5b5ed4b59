"""The pocket cards of a pillar: each article's In brief and checklist, with what paper must say about itself."""

from __future__ import annotations

from macros.handbook.article_sections import IN_BRIEF
from macros.handbook.order import of_folder
from macros.handbook.resolve import require
from macros.model import ARTICLE_FOLDERS, Article, Library, Page
from macros.render.checklist import groups
from macros.render.paper import foot
from macros.render.text import address, box, plain


def cards(library: Library, page: Page, pillar: str) -> str:
    """Every pocket card of a pillar in the order of the visit; on paper each has a page of its own."""
    require("KB306", "pillar", pillar, ARTICLE_FOLDERS)
    found = [one for one in of_folder(library, pillar) if one.id in library.checklists]
    return "\n\n".join(_card(library, page, one) for one in found)


def _card(library: Library, page: Page, article: Article) -> str:
    brief = article.page.section(IN_BRIEF)
    return box(
        "card",
        f"## [{plain(article.title)}]({address(page, article.page)}) {{ #{article.id} }}",
        brief.body.strip() if brief else "",
        groups(library, page, library.checklists[article.id]),
        foot(library, article),
        tag="section",
    )
