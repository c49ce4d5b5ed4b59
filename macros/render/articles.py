"""Lists of articles, of pillars and of the stages of the visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.handbook import schemas
from macros.handbook.download_files import part_title
from macros.handbook.order import by_topic, in_visit_order, named
from macros.handbook.resolve import require
from macros.model import ARTICLE_FOLDERS, PILLARS, Article, Library, Page
from macros.render.plot import icon
from macros.render.text import BREAK, address, plain, small

Parts = Iterator[tuple[str, list[Article]]]  # a heading, which may be none, and the articles below it


def articles(library: Library, page: Page, pillar: str = "", stage: str = "", setting: str = "") -> str:
    """The articles of a pillar by topic, of a stage with what is done in it first, or of a setting in the order of the visit."""
    words = {"stage": (stage, schemas.vocabulary("stage")), "setting": (setting, schemas.vocabulary("setting"))}
    for what, (word, allowed) in {"pillar": (pillar, ARTICLE_FOLDERS), **words}.items():
        if word:
            require("KB306", what, word, allowed)
    found = in_visit_order(one for one in library.articles.values() if _fits(one, pillar, stage, setting))
    parts: Parts = iter([("", found)])
    if pillar and not stage and not setting:
        parts = ((_heading(one.title, one.id) if one else "", some) for one, some in by_topic(library, pillar))
    elif any(one.stage == stage for one in library.stages) and not pillar and not setting:
        parts = _by_lead(library, stage, found)
    shown = [(heading, some) for heading, some in parts if some]
    return "\n\n".join(_part(page, *one, stages=len(shown) == 1) for one in shown) or "No article yet."


def _part(page: Page, heading: str, found: Iterable[Article], stages: bool) -> str:
    rows = "\n".join(_row(page, one, stages) for one in found)
    return f"{heading}\n\n{rows}" if heading else rows


def _heading(title: str, id: str) -> str:
    return f"## {plain(title)} {{ #{id} }}"


def _by_lead(library: Library, stage: str, found: list[Article]) -> Parts:
    """Yield what is done in a stage, then the others by topic under the title of their pillar."""
    first = [id for one in library.stages if one.stage == stage for id in one.first]
    yield "", named(first, found)
    others = {one.id for one in found} - set(first)
    for pillar in ARTICLE_FOLDERS:
        own = [one for _, some in by_topic(library, pillar) for one in some if one.id in others]
        yield _heading(part_title(library, pillar), pillar), own


def _row(page: Page, article: Article, stages: bool) -> str:
    """Return an article with what it says; its stages only where they do not sort the list."""
    said = f" {small(plain(', '.join(article.stage).capitalize()))}" if stages else ""
    return f"- [{plain(article.title)}]({address(page, article.page)}){BREAK}{plain(article.description)}{said}"


def pillars(library: Library, page: Page) -> str:
    """The four pillars, each with its one-line promise."""
    found = [library.pages[f"{name}/index.md"] for name in PILLARS if f"{name}/index.md" in library.pages]
    return "\n".join(
        f"- [{plain(one.title)}]({address(page, one)}){BREAK}{plain(str(one.meta.get('description', '')))}"
        for one in found
    )


def stages(library: Library, page: Page) -> str:
    """The stages of the visit, each with its drawing and what is done in it."""
    found = [(one, library.pages.get(f"visit/{one.stage}.md")) for one in library.stages]
    return "\n".join(
        f"- [{icon(one.drawn)}{plain(one.stage.capitalize())}]({address(page, to)}){BREAK}{plain(one.in_short)}"
        for one, to in found
        if to
    )


def _fits(article: Article, pillar: str, stage: str, setting: str) -> bool:
    return (
        pillar in ("", article.page.folder)
        and (not stage or stage in article.stage)
        and (not setting or setting in article.settings)
    )
