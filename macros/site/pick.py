"""What the page "Pick your own" reads to make packs in the browser: the same links, versions and XML as ours.

`pick.json` lists what can be chosen, `pick-quizzes.json` holds the questions. They are part of the site, not downloads,
so that devices keep them. Addresses are relative to the site, which need not know where it is published.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.exports.course_pack import DESCRIPTION, Link, Test, module, named, start
from macros.exports.json_files import compact
from macros.exports.xml import templates
from macros.handbook import licence
from macros.handbook.download_files import base, part_title
from macros.handbook.kept import put
from macros.handbook.order import in_all
from macros.handbook.own_files import PICK, PICK_QUIZZES
from macros.handbook.resolve import words_of
from macros.handbook.session_plan import LENGTHS, PLAY, STEPS, SWAP
from macros.handbook.versions import of_page
from macros.model import Article, Library


def write(library: Library, site: Path) -> None:
    """Write both files into a built site; the same library gives the same bytes."""
    found = in_all(library)
    for name, value in ((PICK, choices(library, found)), (PICK_QUIZZES, quizzes(library, found))):
        put(site / name, compact(value))


def choices(library: Library, articles: list[Article]) -> dict[str, Any]:
    """Return parts, the pack's fixed texts and templates, and of each article what can be chosen."""
    return {
        "site": library.settings.site_name,
        "description": DESCRIPTION,
        "licence": licence.WITH_ADDRESS,
        "templates": templates(),
        "session": {
            "lengths": LENGTHS,
            "play": PLAY,
            "swap": SWAP,
            "steps": [[one.name, one.does, one.who, [one.minutes[it] for it in LENGTHS]] for one in STEPS],
        },
        "parts": {one: part_title(library, one) for one in dict.fromkeys(article.page.folder for article in articles)},
        "start": [_start(library, link) for link in start(library, "").entries if isinstance(link, Link)],
        "articles": [_article(library, one) for one in articles],
    }


def _start(library: Library, link: Link) -> dict[str, Any]:
    address = link.url.removeprefix(base(library))
    page = next(one for one in library.pages.values() if one.url == address)
    version = str(of_page(library, page.path)[""])
    return {"id": link.id, "title": link.title, "address": address, "version": version, "trainers": link.for_trainers}


def _article(library: Library, article: Article) -> dict[str, Any]:
    """Return the choices of an article, each [id on the page, name, version]; the notes for trainers come last, the quiz is one or none.

    Items to do first stand among the sections, as in packs.
    """
    versions = of_page(library, article.page.path)
    entries = module(library, article).entries
    words = words_of(library, article.page)
    checklist = library.checklists.get(article.id)

    def row(id: str, name: str) -> list[str]:
        return [id, name, str(versions[id])]

    links = [one for one in entries if isinstance(one, Link)]
    tests = [one for one in entries if isinstance(one, Test)]
    return {
        "id": article.id,
        "title": article.title,
        "part": article.page.folder,
        "address": article.page.url,
        "minutes": article.minutes,
        **_roles(library, article),
        "version": str(versions[""]),
        "words": " ".join((article.description, *(words.names if words else ()))),
        "sections": [row(one.url.rpartition("#")[2], _name(one, article)) for one in links],
        "items": [row(one.id, one.do) for one in checklist.items if not one.keep] if checklist else [],
        "trainers": [one.url.rpartition("#")[2] for one in links if one.for_trainers],
        "quiz": [row(f"quiz-{one.quiz.questions[0].id}", _name(one, article)) for one in tests],
    }


def _roles(library: Library, article: Article) -> dict[str, Any]:
    scene = library.scenes.get(article.id)
    return {"roles": dict(scene.roles)} if scene and scene.roles else {}


def _name(entry: Link | Test, article: Article) -> str:
    return entry.title.removesuffix(named("", article))


def quizzes(library: Library, articles: list[Article]) -> dict[str, Any]:
    """Return for each article its questions, each with the address and title of the section that the feedback leads to."""
    return {
        article.id: [
            {
                "id": question.id,
                "type": question.type,
                "stem": question.stem,
                "options": [[one.text, one.correct, one.feedback] for one in question.options],
                "section": [section[0].removeprefix(base(library)), section[1]],
            }
            for question, section in zip(test.quiz.questions, test.sections, strict=True)
        ]
        for article in articles
        for test in module(library, article).entries
        if isinstance(test, Test)
    }
