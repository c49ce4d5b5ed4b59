"""Content versions: a short hash of what an address says, which changes when its words do and for no other reason.

Only words, numbers and symbols count: not case, punctuation, line breaks or emphasis. What counts is said in
docs/contribute/decisions/versions.md; to change it here makes every declared version out of date.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.handbook.resolve import anchors
from macros.handbook.scenes import shown_text, written_in
from macros.model import Article, Call, Item, Library, Page, Question, Section

ADVICE = ("do", "strength", "certainty", "sources")
_KEPT = re.compile(r"(?:[\w%<=>±−]+|-(?=\d))+")
_SHOWS_ADVICE = ("checklist", "evidence")


@dataclass(frozen=True, slots=True)
class Version:
    """`text` is 8 hex digits of all that an address says; `advice` of the advice shown there, empty where there is none."""

    text: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.text} {self.advice}".rstrip()


def of_article(library: Library, article: Article) -> Version:
    """Return the version of a whole article: title, description, objectives, text, checklist and questions."""
    return of_page(library, article.page.path)[""]


@lru_cache(maxsize=4_000)
def of_page(library: Library, path: str) -> dict[str, Version]:
    """Return the version of a page ("") and of each of its anchors."""
    page = library.pages[path]
    found = {"": _whole(library, path)}
    sections = {section.id: section for section in page.sections}
    for anchor, words in anchors(library, page).items():
        if section := sections.get(anchor):
            found[anchor] = _version(library, page, (section.title, section.body), _within(page, section))
        else:
            found[anchor] = _of_anchor(library, page, anchor, words)
    return found


def _whole(library: Library, path: str) -> Version:
    page, article = library.pages[path], library.articles.get(library.pages[path].id)
    objectives = article.objectives if article and article.page is page else ()
    heads = (page.title, str(page.meta.get("description") or ""), *objectives)
    return _version(library, page, (*heads, shown_text(page, library.scenes.get(page.id))), page.calls)


def of_item(item: Item) -> Version:
    words = [item.do, item.strength, item.certainty, item.basis, item.outcome, item.because, *sorted(item.sources)]
    words += [f"duty: {one}" for one in item.duties] + ([f"danger: {item.danger}"] if item.danger else [])
    return Version(_hash(words), _hash([fingerprint(item)]))


@lru_cache(maxsize=20_000)
def fingerprint(item: Item) -> str:
    """Return four groups of 4 hex digits, one for each field of ADVICE in its order, so that a change can be named."""
    values = {"do": [item.do], "strength": [item.strength], "certainty": [item.certainty], "sources": item.sources}
    return "-".join(_hash(sorted(values[name]))[:4] for name in ADVICE)


def changed_fields(old: str, new: str) -> list[str]:
    """Return which fields of ADVICE differ between two fingerprints."""
    pairs = zip(ADVICE, old.split("-"), new.split("-"), strict=False)  # what the log holds may be spoilt
    return [name for name, before, after in pairs if before != after]


def _version(library: Library, page: Page, words: Iterable[str], calls: Iterable[Call]) -> Version:
    """Return the version of a text with what the macros in it show of this page's own checklist and quiz."""
    names = {call.name for call in calls if not call.args}
    checklist, quiz = library.checklists.get(page.id), library.quizzes.get(page.id)
    items = checklist.items if checklist and names.intersection(_SHOWS_ADVICE) else ()
    questions = quiz.questions if quiz and "quiz" in names else ()
    shown = [of_item(item).text for item in items] + [_of_question(one) for one in questions]
    return Version(_hash([*words, *shown]), _hash([fingerprint(item) for item in items]) if items else "")


def _within(page: Page, section: Section) -> Iterator[Call]:
    if not written_in(page, section):
        return (call for call in page.calls if f"{{{{ {call.name}(" in section.body)
    last = section.body_line + section.body.count("\n")
    return (call for call in page.calls if section.place.line < call.place.line <= last)


def _of_anchor(library: Library, page: Page, anchor: str, words: str) -> Version:
    """Return the version of an anchor that a macro gives out."""
    checklist, quiz = library.checklists.get(page.id), library.quizzes.get(page.id)
    for item in checklist.items if checklist else ():
        if item.id == anchor:
            return of_item(item)
    for question in quiz.questions if quiz else ():
        if f"quiz-{question.id}" == anchor:
            return Version(_of_question(question))
    term = library.terms.get(anchor)
    return Version(_hash([words, term.definition if term else ""]))


def _of_question(question: Question) -> str:
    options = [word for one in question.options for word in (one.text, str(one.correct), one.feedback)]
    return _hash([question.stem, *options, question.section])


def _hash(texts: Iterable[str]) -> str:
    """Return 8 hex digits of texts in their order, by their words alone."""
    return hashlib.sha256("\n".join(map(_plain, texts)).encode()).hexdigest()[:8]


def _plain(text: str) -> str:
    """Return the words of a text."""
    return " ".join(_KEPT.findall(text.replace("_", " "))).casefold()
