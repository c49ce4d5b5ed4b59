"""What a trainer prints of an article's exercise: a page each for the facilitator, both players and the observer."""

from __future__ import annotations

from collections.abc import Iterable

from macros.handbook.exercise import part, plan
from macros.handbook.order import of_folder
from macros.handbook.resolve import require
from macros.model import ARTICLE_FOLDERS, Article, Library, Page
from macros.render.paper import foot
from macros.render.text import address, plain

_BUTTON = '<button type="button" data-do="card"{of}>{words}</button>'


def sheets(library: Library, page: Page, pillar: str) -> str:
    """Four sheets for each article of a pillar in the order of the visit; on paper each has a page of its own."""
    require("KB306", "pillar", pillar, ARTICLE_FOLDERS)
    return "\n\n".join(one for article in of_folder(library, pillar) for one in _sheets(library, page, article))


def _sheets(library: Library, page: Page, article: Article) -> Iterable[str]:
    title = f"[{plain(article.title)}]({address(page, article.page, 'teach')})"
    goal = " ".join(f"{plain(one)}." for one in article.objectives)
    yield _sheet(library, article, f"## {title}: for the facilitator {{ #{article.id} }}", _facilitator(article))
    for id, name in (("clinician", "clinician's brief"), ("patient", "patient's brief")):
        keep = "Read it, put it away, and play. Do not show it to the others."
        yield _sheet(library, article, f"### {title}: {name} {{ #{article.id}-{id} }}", [part(article, id), keep])
    yield _sheet(
        library, article, f"### {title}: observer's sheet {{ #{article.id}-observer }}", _observer(article, goal)
    )


def _sheet(library: Library, article: Article, heading: str, body: Iterable[str]) -> str:
    first = heading.startswith("## ")
    buttons = _BUTTON.format(of=f' data-of="{article.id}"', words="Print these four sheets") if first else ""
    buttons += _BUTTON.format(of="", words="Print this sheet")
    blocks = [
        f'<section class="card sheet" data-article="{article.id}" markdown="block">',
        heading,
        *body,
        foot(library, article, code=first),
        f'<p class="js-only">{buttons}</p>',
        "</section>",
    ]
    return "\n\n".join(blocks)


def _facilitator(article: Article) -> Iterable[str]:
    yield part(article, "set-up")
    yield "**Timing** (a suggestion; times in the set-up come first)\n{ .when }"
    yield "\n".join(f"1. {step}: {_minutes(of)}" for step, of in plan(article.minutes).items())
    for id, name in (
        ("exchange", "A poor and a good exchange"),
        ("debrief", "Debrief"),
        ("if-it-fails", "If it fails"),
    ):
        yield f"**{name}**\n{{ .when }}"
        yield part(article, id)


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"


def _observer(article: Article, goal: str) -> Iterable[str]:
    yield f"**Objective.** {goal} Watch, say nothing, and tick what you saw or heard."
    yield f'<div class="ticks" markdown="block">\n\n{part(article, "observer")}\n\n</div>'
    for line in ("One moment, in the words that were used:", "What the patient did next:"):
        yield f"{line}\n{{ .lines }}"
