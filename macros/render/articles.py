"""Lists of articles, and of pillars."""

from __future__ import annotations

from macros.handbook import schemas
from macros.handbook.order import in_visit_order
from macros.handbook.resolve import require
from macros.model import ARTICLE_FOLDERS, PILLARS, Article, Library, Page
from macros.render.text import address, plain


def articles(library: Library, page: Page, pillar: str = "", stage: str = "", setting: str = "") -> str:
    """The articles of a pillar, a stage of the visit or a setting, in the order of the visit."""
    words = {"stage": (stage, schemas.vocabulary("stage")), "setting": (setting, schemas.vocabulary("setting"))}
    for what, (word, allowed) in {"pillar": (pillar, ARTICLE_FOLDERS), **words}.items():
        if word:
            require("KB306", what, word, allowed)
    found = in_visit_order(one for one in library.articles.values() if _fits(one, pillar, stage, setting))
    return "\n".join(_row(page, one) for one in found) or "No article yet."


def _row(page: Page, article: Article) -> str:
    stages = ", ".join(article.stage).capitalize()
    return (
        f"- [{plain(article.title)}]({address(page, article.page)})<br>{plain(article.description)} "
        f"<small>{stages}</small>"
    )


def pillars(library: Library, page: Page) -> str:
    """The four pillars, each with its one-line promise."""
    found = [library.pages[f"{name}/index.md"] for name in PILLARS if f"{name}/index.md" in library.pages]
    return "\n".join(
        f"- [{plain(one.title)}]({address(page, one)})<br>{plain(str(one.meta.get('description', '')))}"
        for one in found
    )


def _fits(article: Article, pillar: str, stage: str, setting: str) -> bool:
    return (
        pillar in ("", article.page.folder)
        and (not stage or stage in article.stage)
        and (not setting or setting in article.settings)
    )
