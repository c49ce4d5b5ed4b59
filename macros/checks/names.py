"""KB3xx: names given to macros, and names in front matter and data that must stand for something."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath
from typing import Any

from macros.checks.rule import Facts, Found, PageRule, Rule
from macros.handbook import schemas, template
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.download_files import KINDS
from macros.handbook.resolve import REFERENCES, UNKNOWN, Unknown, anchors, require, target, unknown
from macros.handbook.sentences import by_kind
from macros.handbook.signatures import SIGNATURES
from macros.handbook.unreadable import spoilt, unread
from macros.model import ARTICLE_FOLDERS, Call, Entry, Keys, Library, Page

_WORDS: dict[str, tuple[str, Collection[str]]] = {
    "pillar": ("pillar", ARTICLE_FOLDERS),
    "stage": ("stage", schemas.vocabulary("stage")),
    "setting": ("setting", schemas.vocabulary("setting")),
    "when": ("part of the visit", schemas.vocabulary("when")),
    "design": ("design", schemas.vocabulary("design")),
    "kind": ("kind of download", KINDS),
    "outcome": ("outcome", schemas.vocabulary("outcome")),
    "measure": ("measure", schemas.vocabulary("measure")),
}
_SHELVES = {REFERENCES: "cite", "docs/_data/glossary.yml": "term"}


class UnknownName(Rule):
    """A name in a macro call, in `see_also`, `see`, `answered_by` or a quiz's `section` that stands for nothing.

    The code says what was looked for: KB301 a page, KB302 a section or item, KB303 a checklist or quiz,
    KB304 a reference, KB305 a glossary term, KB306 a word that the macro knows, such as a stage, KB312 a picture.
    """

    code = "KB301"
    message = UNKNOWN

    def find(self, library: Library) -> Found:
        shelves = {name for shelf, name in _SHELVES.items() if any(file.startswith(shelf) for file in spoilt(library))}
        broken = unread(library)
        for _, call in library.calls():
            fits = call.name in SIGNATURES and not wrong_call(call) and call.name not in shelves
            if fits and not _of(call, broken) and (refused := _refused(_resolve, library, call)):
                yield call.place, refused
        for one, keys, name in _listed(library):
            if name.partition("#")[0] not in broken and (refused := _refused(target, library, name)):
                yield one.where(*keys), refused
        for quiz in library.quizzes.values():
            article_of = library.articles.get(quiz.id)
            names = anchors(library, article_of.page) if article_of else {}
            for question in quiz.questions:
                if article_of and quiz.id not in broken and question.section and question.section not in names:
                    file = article_of.page.place.file
                    error = unknown("KB302", "anchor", question.section, names, file, page=quiz.id)
                    yield question.where("section"), {"code": error.code, **error.facts}


def _listed(library: Library) -> Iterator[tuple[Entry, Keys, str]]:
    """Yield what front matter and data name, each with its entry and the keys in it: articles, and pages that answer a statement."""
    yield from ((one, (one.named_by,), one.to) for article in library.articles.values() for one in article.related)
    lists: list[tuple[Entry, str, tuple[str, ...]]] = [(one, "see", one.see) for one in library.terms.values()]
    lists += [(one, "articles", one.articles) for one in library.topics]
    lists += [(one, "first", one.first) for one in library.stages]
    lists += [(one, "answered_by", one.answered_by) for one in library.statements]
    yield from ((one, (key, index), name) for one, key, names in lists for index, name in enumerate(names))


def _of(call: Call, articles: Collection[str]) -> bool:
    return any(
        PurePosixPath(str(arg).partition("#")[0]).stem in articles for arg in (*call.args, *call.kwargs.values())
    )


def _refused(resolve: Callable[..., object], *names: Any) -> Facts | None:
    """Return why names stand for nothing; None when they stand for something."""
    try:
        resolve(*names)
    except Unknown as error:
        return {"code": error.code, **error.facts}
    return None


def _resolve(library: Library, call: Call) -> None:
    """Look up the names in a well-formed call; raises Unknown for the first that stands for nothing."""
    given = dict(zip(SIGNATURES[call.name].names, map(str, call.args), strict=False))
    given |= {name: str(value) for name, value in call.kwargs.items()}
    if call.name in ("xref", "moved"):
        target(library, given["to"])
    elif call.name == "cite":
        for key in map(str, call.args):
            require("KB304", "reference", key, library.references)
    elif call.name == "term":
        require("KB305", "glossary term", given["id"], library.terms)
    elif call.name == "picture":
        require("KB312", "picture", given["id"], library.pictures)
    elif "id" in given:
        shelf = library.checklists if call.name == "checklist" else library.quizzes
        require("KB303", call.name, given["id"], shelf)
    for name, value in given.items():
        if name in _WORDS and (value or name in SIGNATURES[call.name].names[: SIGNATURES[call.name].least]):
            what, words = _WORDS[name]
            require("KB306", what, value, words)


def wrong_call(call: Call) -> bool:
    """Return whether a call has another number or kind of arguments than its macro takes."""
    signature = SIGNATURES[call.name]
    texts = all(isinstance(value, str) for value in (*call.args, *call.kwargs.values()))
    fits = signature.least <= len(call.args) <= signature.most
    return not (fits and texts and call.kwargs.keys() <= set(signature.names[len(call.args) :]))


class WrongCall(Rule):
    """A macro that does not exist, or is called with the wrong number or kind of arguments."""

    code = "KB307"
    message = by_kind(
        unknown="There is no macro '{name}'. {near}",
        arguments="This is not how '{name}' is called. Write, for example: {example}",
    )

    def find(self, library: Library) -> Found:
        for _, call in library.calls():
            if call.name not in SIGNATURES:
                near = did_you_mean(call.name, SIGNATURES)
                yield call.place, {"kind": "unknown", "name": call.name, "near": near}
            elif wrong_call(call):
                example = SIGNATURES[call.name].example
                yield call.place, {"kind": "arguments", "name": call.name, "example": example}


class RelatedTwice(Rule):
    """An article that lists itself or another article twice under `see_also`."""

    code = "KB308"
    message = by_kind(
        itself="An article cannot be related to itself. Remove this entry.",
        twice="'{id}' is listed twice. Remove this entry.",
    )

    def find(self, library: Library) -> Found:
        for article in library.articles.values():
            seen: set[str] = set()
            for one in article.related:
                if one.to == article.id:
                    yield one.place, {"kind": "itself"}
                elif one.to in seen:
                    yield one.place, {"kind": "twice", "id": one.to}
                seen.add(one.to)


class CallInCode(PageRule):
    """A macro call inside a code block, which would be run there."""

    code = "KB309"
    message = (
        "This call is in a code block, but would still be run. Put {{% raw %}} before it and {{% endraw %}} after it."
    )

    def in_page(self, page: Page) -> Found:
        for fragment in page.code:
            if template.is_call(fragment.text):
                yield fragment.place, {}
