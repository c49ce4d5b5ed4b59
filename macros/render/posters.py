"""Posters for a wall: for each pillar the things to do that rest on most, for each stage of the visit those that are most its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from macros.handbook import schemas
from macros.handbook.order import in_visit_order, of_folder
from macros.handbook.reviews import in_short
from macros.model import PILLARS, Article, Item, Library, Page, url_of
from macros.render.paper import print_buttons, sheet_foot
from macros.render.text import BREAK, address, box, day, ground, plain

MOST = 9  # lines that can be read from across a room, and share a page of A4 or Letter
WHENS = ("before", "during", "after")
Pair = tuple[Article, Item]


def posters(library: Library, page: Page) -> str:
    """A poster for each pillar and each stage of the visit; on paper each has a page of its own."""
    sheets = []
    for folder in PILLARS:
        home = library.pages.get(f"{folder}/index.md")
        kept = _kept(library, of_folder(library, folder), WHENS)
        best = sorted(kept, key=lambda pair: _rank(pair[1]))
        sheets.append(
            _poster(library, page, (folder, home.title if home else folder, f"{folder}/index.md"), kept, best)
        )
    for stage in schemas.vocabulary("stage"):
        found = in_visit_order(one for one in library.articles.values() if stage in one.stage)
        kept = _kept(library, found, (stage,) if stage in WHENS else ("during",))
        best = sorted(kept, key=lambda pair: (len(pair[0].stage), _rank(pair[1])))
        title = f"The visit: {schemas.title('stage', stage).lower()}"
        sheets.append(_poster(library, page, (stage, title, f"visit/{stage}.md"), kept, best))
    return "\n\n".join(filter(None, sheets))


def _poster(
    library: Library, page: Page, about: tuple[str, str, str], kept: Sequence[Pair], best: Sequence[Pair]
) -> str:
    """Return one poster of the best; `about` is its id, its title and the page that holds all of its articles."""
    id, title, home = about
    chosen = [pair for pair in kept if pair in best[:MOST]]
    if not chosen:
        return ""
    linked = f"[{plain(title)}]({address(page, home)})" if home in library.pages else plain(title)
    rows = [f"- **{plain(item.do)}**{BREAK}{plain(one.title)}, {ground(page, item)}" for one, item in chosen]
    facts = f"{len(chosen)} of {len(kept)} subjects. {_state(library, [one for one, _ in chosen])}"
    return box(
        "card poster",
        f"## {linked} {{ #{id} }}",
        "\n".join(rows),
        sheet_foot(library, url_of(home), facts),
        print_buttons([("Print this poster", "")]),
        tag="section",
    )


def _kept(library: Library, articles: Iterable[Article], whens: Sequence[str]) -> list[Pair]:
    """Return the first thing to keep of each article, of these parts of the visit, that has its home there."""
    found = []
    for one in articles:
        kept = library.checklists[one.id].kept if one.id in library.checklists else ()
        found += [(one, item) for item in kept if item.when in whens and not item.same_as][:1]
    return found


def _rank(item: Item) -> int:
    """Return how sure the advice is; a duty or a danger weighs as much as evidence of low certainty, and more than less."""
    words = list(schemas.vocabulary("certainty"))
    sure = words.index(item.certainty)
    return min(sure, words.index("low")) if item.duties or item.danger else sure


def _state(library: Library, articles: Iterable[Article]) -> str:
    """Return when the evidence was first checked of what the poster is made from, and the reviews where all have the same."""
    checked = min(one.evidence_checked for one in articles)
    states = {in_short(library, one) for one in articles}
    reviewed = states.pop() if len(states) == 1 else "Not all reviewed by a clinician"
    return f"Evidence checked {day(checked)} or later. {reviewed}."
