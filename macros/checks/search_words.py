"""KB423 to KB425: search words that keep their promise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from macros.checks.rule import Found, Rule
from macros.handbook.scenes import shown_text
from macros.handbook.search_words import name_of, page_of, words_of
from macros.handbook.unreadable import unread
from macros.model import Library, Page, Severity, Synonyms

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?:ings?|edly|ed|ies|es|s|ly|y|e|ment|ness|tion|ation)$")
_EMPTY = frozenset(
    _WORD.findall(
        "a about after all am an and any are as at back be been before being best but by can can't cannot could deal did do does "
        "doing don don't for from get gets getting give go got had has have having he her him his how i if in into is it its "
        "keep know let make making me my need no not of on one or our out over patient patients people person say she should so "
        "some someone something t tell than that the their them then they thing this to too up us use want wants was way we what "
        "when where which while who why will with without won would you your doctor nurse clinician"
    )
)
_SHOWN = 4


class PageOfSearch(Rule):
    """A file of search words without a page, or an article without such a file."""

    code = "KB423"
    message = "{message}"

    def find(self, library: Library) -> Found:
        for words in library.search.values():
            if page_of(library, words) is None and words.id not in unread(library):
                message = f"There is no article and no page '{words.id}'. Name the file after the page's path, or an article's id."
                yield words.place, {"message": message}
        broken = {problem.place.file for problem in library.problems}
        for article in library.articles.values():
            file = f"docs/_data/search/{name_of(library, article.page)}.yml"
            if words_of(library, article.page) is None and file not in broken:
                message = f"This article needs the file {file}: the words that readers type. Copy another's form."
                yield article.page.place, {"message": message}


class EmptyPromise(Rule):
    """Phrases that lead to a page on which not one of their words stands, without a reason."""

    code = "KB424"
    message = (
        "No word of the page stands in {count} of the phrases that lead here: {some}. Answer them there, move them to the "
        "page that does, list them under 'gaps', or give 'phrase:' and 'because:'."
    )
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        same = _same(library.synonyms)
        for words in library.search.values():
            page = page_of(library, words)
            if page is None:
                continue
            there = set(_stems(_shown(library, page)))
            missed = [
                one
                for one in words.asked
                if not one.because
                and (stems := set(_stems([one.phrase])))
                and not any(same.get(s, {s}) & there for s in stems)
            ]
            if missed:
                some = ", ".join(f"'{one.phrase}'" for one in missed[:_SHOWN]) + (", ..." if missed[_SHOWN:] else "")
                yield missed[0].where(), {"count": len(missed), "some": some}


def _shown(library: Library, page: Page) -> Iterable[str]:
    """What a reader finds on a page."""
    yield from (page.title, str(page.meta.get("description") or ""), shown_text(library, page))
    if page.id in library.articles:
        for item in library.checklists[page.id].items if page.id in library.checklists else ():
            yield from (item.do, item.because)
        for question in library.quizzes[page.id].questions if page.id in library.quizzes else ():
            yield from (question.stem, *(option.text for option in question.options))


def _stems(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for word in _WORD.findall(text.casefold().replace("'", "").replace("’", "")):
            if word not in _EMPTY and (len(word) > 2 or word.isdigit()):
                yield _ENDING.sub("", word) or word


def _same(groups: Iterable[Synonyms]) -> dict[str, set[str]]:
    """Each stem with those that readers use alike."""
    found: dict[str, set[str]] = {}
    for group in groups:
        stems = {stem for word in group.words if " " not in word for stem in _stems([word])}
        for stem in stems:
            found.setdefault(stem, {stem}).update(stems)
    return found


class KnownGap(Rule):
    """A gap that is also listed as answered, or twice."""

    code = "KB425"
    message = "'{gap}' is listed as a gap and {where}. Keep one of the two."

    def find(self, library: Library) -> Found:
        answered = {name.casefold(): words.id for words in library.search.values() for name in words.names}
        seen: dict[str, str] = {}
        for words in library.search.values():
            for index, gap in enumerate(words.gaps):
                if at := answered.get(gap.casefold()):
                    yield words.where("gaps", index), {"gap": gap, "where": f"as a phrase of '{at}'"}
                elif at := seen.get(gap.casefold()):
                    yield words.where("gaps", index), {"gap": gap, "where": f"as a gap of '{at}'"}
                seen[gap.casefold()] = words.id


def rules() -> list[Rule]:
    return [PageOfSearch(), EmptyPromise(), KnownGap()]
