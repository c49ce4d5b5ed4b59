"""The checklist, the unit of advice; and the pocket cards of a pillar, with what paper must say about itself."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from macros.handbook import schemas
from macros.handbook.article_sections import IN_BRIEF
from macros.handbook.download_files import part_title
from macros.handbook.html_templates import fill
from macros.handbook.order import of_folder
from macros.handbook.resolve import require
from macros.markdown_extensions.prerendered import finished
from macros.model import ARTICLE_FOLDERS, Article, Checklist, Item, Library, Page
from macros.render.paper import foot
from macros.render.text import address, anchor, box, grounds, plain, shown

_KEEP = ("If you do only two", "If you do only one")


def checklist(library: Library, page: Page, id: str = "", when: str = "") -> str:
    """An article's checklist (by default this page's), grouped by when, each item with its permanent id.

    On its own page the foot of the pocket card follows; on another page items carry no id.
    """
    found = find(library, id or page.id)
    own = found.id == page.id and not when
    return groups(library, page, found, when) + (f"\n\n{foot(library, library.articles[page.id])}" if own else "")


def groups(library: Library, page: Page, found: Checklist, when: str = "") -> str:
    """Return a checklist's items under the part of the visit they belong to; a whole one begins with those to keep."""
    if when:
        require("KB306", "part of the visit", when, schemas.vocabulary("when"))
    kept = () if when else found.kept
    items = [item for item in found.items if when in ("", item.when) and item not in kept]
    blocks = [_group(page, found, _KEEP[len(kept) == 1], kept)] if kept else []
    for word, group in groupby(items, key=lambda item: item.when):
        blocks.append(_group(page, found, _title(library, found, word), group))
    return "\n\n".join(blocks)


def all_checklists(library: Library, page: Page) -> str:
    """Every checklist, under its pillar and its article's title, in the order of the visit."""
    blocks = []
    for folder in ARTICLE_FOLDERS:
        found = [one for one in of_folder(library, folder) if one.id in library.checklists]
        if found:
            blocks.append(f"## {plain(part_title(library, folder))} {{ #{folder} .pillar-title .of-{folder} }}")
        for article in found:
            title = f"### [{plain(article.title)}]({address(page, article.page, 'do')}) {{ #{article.id} }}"
            blocks.append(f"{title}\n\n{_lines(page, library.checklists[article.id], article.page)}")
    return "\n\n".join(blocks)


def find(library: Library, id: str) -> Checklist:
    require("KB303", "checklist", id, library.checklists)
    return library.checklists[id]


def _title(library: Library, found: Checklist, when: str) -> str:
    title = schemas.vocabulary("when")[when]["title"]
    home = library.articles.get(found.id)
    if home and home.page.folder == "teach":  # a trainer has no visit
        return title.replace("visit", "session")
    return title


def _group(page: Page, found: Checklist, title: str, items: Iterable[Item]) -> str:
    return f"{title}\n{{ .when }}\n\n" + "\n".join(_line(page, found, item) for item in items)


def _lines(page: Page, found: Checklist, home: Page) -> str:
    first = [*found.kept, *(item for item in found.items if not item.keep)]
    return "\n".join(f"- [{plain(item.do)}]({address(page, home, item.id)})" for item in first)


def _line(page: Page, found: Checklist, item: Item) -> str:
    old = "".join(anchor(one) for one in item.formerly)
    name = f"tick-{found.id}-{item.id}"
    tick = fill("page/tick.html", name=name, item=f"{found.id}/{item.id}", advice=shown(item.do))
    own = page.id == found.id
    strength = "" if item.strength == "do" else f" .{item.strength}"
    attributes = f"{'#' + item.id + ' ' if own else ''}.item{strength}"
    return f"- {old if own else ''}{finished(tick)} {' '.join(grounds(page, item))}\n{{ {attributes} }}"


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
