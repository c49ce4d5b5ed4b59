"""Every id on a page: what it gives out itself, old ones included, and what the site gives it.

Those of the site are of its look, or made by macros beside what people name; a test holds them against every id of the
built site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from macros.handbook import schemas
from macros.handbook.own_files import OF_LOOK
from macros.handbook.signatures import SIGNATURES
from macros.model import ARTICLE_FOLDERS, Call, Fragment, Library, Page, Placed


def ids(library: Library, page: Page) -> Iterator[tuple[str, Placed]]:
    """Yield every id that a page gives out, each with what gives it."""
    of_sections = {(section.place.file, section.place.line) for section in page.sections}
    for section in page.sections:
        yield section.id, section
    for fragment in (*page.anchors, *page.html):
        for id in re.findall(r"""(?:\b(?i:id)=["']?|(?:^|\s)#)([\w-]+)""", fragment.text):
            if (fragment.place.file, fragment.place.line) not in of_sections:
                yield id, fragment
    shown = set()
    for call in page.calls:
        if call.name == "moved" and call.args:
            yield str(call.args[0]), call
        elif call.name in shown:  # a second call of one macro is told of as such
            continue
        elif call.name == "checklist" and not call.args and page.id in library.checklists:
            shown.add(call.name)
            for item in library.checklists[page.id].items:
                yield item.id, item
                for index, id in enumerate(item.formerly):
                    yield id, Fragment(id, item.where("formerly", index))
        elif call.name == "quiz" and not call.args and page.id in library.quizzes:
            shown.add(call.name)
            # One id twice in a quiz is KB407's to tell.
            yield from {f"quiz-{one.id}": one for one in reversed(library.quizzes[page.id].questions)}.items()


_FORMS = re.compile(r"(?:cite|letter|ref|tick)-.+")
_OF_LOOK = re.compile(r'\sid="([\w-]+)"')
_SHEETS = ("", "-clinician", "-patient", "-observer")
_OWN_ITEMS = ("checklist", "quiz")  # whose ids people write

_MADE: dict[str, Callable[[Library, str], Iterable[str]]] = {  # of the handbook, and of the part that a call names
    "all_checklists": lambda library, _: ARTICLE_FOLDERS,
    "articles": lambda library, part: (
        [one.id for one in library.topics if one.pillar == part] if part else ARTICLE_FOLDERS
    ),
    "by_person": lambda library, _: (one.id for one in library.groups),
    "cards": lambda library, part: _articles(library, part),
    "duties": lambda library, _: (name.lower().replace(" ", "-") for name in schemas.vocabulary("country")),
    "evidence_index": lambda library, _: schemas.vocabulary("design"),
    "evidence_status": lambda library, _: ("happened", "confirmed", "ages", "due"),
    "gaps": lambda library, _: ("asked", "outcomes", "trust", "thin", "practice"),
    "kit": lambda library, part: (*_articles(library, part), "take"),
    "posters": lambda library, _: (*ARTICLE_FOLDERS, *schemas.vocabulary("stage")),
    "sheets": lambda library, part: (f"{id}{end}" for id in _articles(library, part) for end in _SHEETS),
}


def _articles(library: Library, folder: str) -> list[str]:
    return [id for id, one in library.articles.items() if one.page.folder == folder]


def is_of_site(library: Library, page: Page, id: str) -> bool:
    """Return whether the site gives this id to something on the page, so that nobody else may."""
    return bool(_FORMS.fullmatch(id)) or id in _of_look(library.root) or id in _of_macros(library, page.path)


@lru_cache(maxsize=4)
def _of_look(root: Path) -> frozenset[str]:
    """Return the ids that the templates of the look give."""
    files = (file for file in (root / OF_LOOK).rglob("*.html") if file.is_file())
    return frozenset(id for file in files for id in _OF_LOOK.findall(file.read_text("utf-8", errors="replace")))


@lru_cache(maxsize=4_000)
def _of_macros(library: Library, path: str) -> frozenset[str]:
    page = library.pages[path]
    return frozenset().union(*(of_call(library, page, call) for call in page.calls))


def of_call(library: Library, page: Page, call: Call) -> frozenset[str]:
    """Return the ids that a call gives its page by itself, beside those that people write in checklists and quizzes."""
    if call.name in _OWN_ITEMS or call.name not in SIGNATURES:
        return frozenset()
    if call.name == "references":  # one for each source, which none but these have
        return frozenset(("ref-",))
    made = _MADE[call.name](library, str(next(iter(call.args), ""))) if call.name in _MADE else ()
    return frozenset((*made, *SIGNATURES[call.name].gives(library, page)))
