"""What a trainer prints of an article's exercise: a page each for the facilitator, both players and the observer."""

from __future__ import annotations

from collections.abc import Iterable

from macros.handbook.order import of_folder
from macros.handbook.resolve import require
from macros.handbook.scenes import SHORT, brief, part, role, the
from macros.handbook.session_plan import plan
from macros.model import ARTICLE_FOLDERS, ROLES, Article, Library, Page, Scene
from macros.render.paper import foot, print_buttons
from macros.render.scene import note, rules
from macros.render.text import address, box, counted, plain


def sheets(library: Library, page: Page, pillar: str) -> str:
    """Four sheets for each article of a pillar in the order of the visit; on paper each has a page of its own."""
    require("KB306", "pillar", pillar, ARTICLE_FOLDERS)
    found = [article for article in of_folder(library, pillar) if article.id in library.scenes]
    return "\n\n".join(one for article in found for one in _sheets(library, page, article))


def _sheets(library: Library, page: Page, article: Article) -> Iterable[str]:
    title = f"[{plain(article.title)}]({address(page, article.page, 'teach')})"
    scene = library.scenes[article.id]
    goal = " ".join(f"{plain(one)}." for one in article.objectives)
    yield _sheet(library, article, f"## {title}: for the facilitator {{ #{article.id} }}", _facilitator(scene))
    for id in ROLES:
        keep = "Read it, put it away, and play. Do not show it to the others."
        yield _sheet(
            library,
            article,
            f"### {title}: {plain(brief(scene, id))} {{ #{article.id}-{id} }}",
            [*note(scene), part(scene, id, plain), keep, SHORT],
        )
    yield _sheet(
        library, article, f"### {title}: observer's sheet {{ #{article.id}-observer }}", _observer(scene, goal)
    )


def _sheet(library: Library, article: Article, heading: str, body: Iterable[str]) -> str:
    first = heading.startswith("## ")
    buttons = [("Print these four sheets", article.id)] if first else []
    blocks = [
        heading,
        *body,
        foot(library, article, code=first),
        print_buttons([*buttons, ("Print this sheet", "")]),
    ]
    return box("card sheet", *blocks, tag="section", **{"data-article": article.id})


def _facilitator(scene: Scene) -> Iterable[str]:
    yield from rules(scene)
    yield part(scene, "set-up", plain)
    yield "**Timing** (a suggestion; times in the set-up come first)\n{ .when }"
    yield "\n".join(f"1. {step}: {counted(of, 'minute')}" for step, of in plan(scene.minutes).items())
    for id, name in (
        ("exchange", "A poor and a good exchange"),
        ("debrief", "Debrief"),
        ("if-it-fails", "If it fails"),
    ):
        yield f"**{name}**\n{{ .when }}"
        yield part(scene, id, plain)


def _observer(scene: Scene, goal: str) -> Iterable[str]:
    yield from note(scene)
    yield f"**Objective.** {goal} Watch, say nothing, and tick what you saw or heard."
    yield box("ticks", part(scene, "observer", plain))
    for line in ("One moment, in the words that were used:", f"What {plain(the(role(scene, 'patient')))} did next:"):
        yield f"{line}\n{{ .lines }}"
