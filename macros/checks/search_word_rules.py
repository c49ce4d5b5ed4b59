"""KB416, KB423 to KB425 and KB436: search words that keep their promise, and words that the search takes for each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, combinations

from macros.checks.rule import Found, Rule
from macros.checks.stems import stems, stems_of_page
from macros.handbook.resolve import name_of, page_of, words_of
from macros.handbook.scenes import shown_text
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import spoilt, unread
from macros.model import Checklist, Library, Page, Quiz, Scene, SearchWords, Synonyms

_CITE = re.compile(r"\{\{\s*cite\(.*?\}\}")
_SHOWN = 4


class PageOfSearch(Rule):
    """A file of search words without a page, or an article without such a file."""

    code = "KB423"
    message = by_kind(
        page="There is no article and no page '{id}'. Name the file after the page's path, or an article's id.",
        file="This article needs the file {file}: the words that readers type. Write it, starting from another article's.",
    )

    def find(self, library: Library) -> Found:
        for words in library.search.values():
            if page_of(library, words) is None and words.id not in unread(library):
                yield words.place, {"kind": "page", "id": words.id}
        for article in library.articles.values():
            file = f"docs/_data/search/{name_of(library, article.page)}.yml"
            if words_of(library, article.page) is None and file not in spoilt(library):
                yield article.page.place, {"kind": "file", "file": file}


class EmptyPromise(Rule):
    """Phrases that lead to a page on which not one of their words stands, without a word of the page or a reason."""

    code = "KB424"
    message = (
        "The page contains no word of {count} of the phrases that lead here: {some}. Answer them there, move them to the "
        "page that does, list them under 'gaps', or say with 'means:' which words of the page answer these 'phrases:'."
    )

    def find(self, library: Library) -> Found:
        if "docs/_data/synonyms.yml" in spoilt(library):
            return
        alike = _alike(library.synonyms)
        for words, there in _pages(library):
            missed = [
                one for one in words.asked if not (one.means or one.because) and not _met(one.phrase, there, alike)
            ]
            if missed:
                some = ", ".join(f"'{one.phrase}'" for one in missed[:_SHOWN]) + (", ..." if missed[_SHOWN:] else "")
                yield missed[0].where(), {"count": len(missed), "some": some}


class EmptyMeaning(Rule):
    """A 'means' whose own words do not stand on the page."""

    code = "KB436"
    message = "'{word}' is said to answer '{phrase}', but is not on the page. Use the page's own words."

    def find(self, library: Library) -> Found:
        for words, there in _pages(library):
            told: set[str] = set()
            for one in words.asked:
                meant = set(stems([one.means]))
                if one.means and one.means not in told and not (meant and meant <= there):
                    yield one.where(), {"word": one.means, "phrase": one.phrase}
                told.add(one.means)


def _pages(library: Library) -> list[tuple[SearchWords, frozenset[str]]]:
    """Return the search words of each page that can be read, with the stems of what a reader finds on it."""
    pages = ((words, page_of(library, words)) for words in library.search.values() if words.id not in unread(library))
    return [(words, _there(page, *_beside(library, page.id))) for words, page in pages if page]


def _beside(library: Library, id: str) -> tuple[Scene | None, Checklist | None, Quiz | None]:
    """Return what an article shows beside its text."""
    has_more = id in library.articles
    return (
        library.scenes.get(id),
        library.checklists.get(id) if has_more else None,
        library.quizzes.get(id) if has_more else None,
    )


@lru_cache(maxsize=4_000)
def _there(page: Page, scene: Scene | None, checklist: Checklist | None, quiz: Quiz | None) -> frozenset[str]:
    """Return the stems of what a reader finds on a page; ids of sources are no words of it."""
    shown = [page.title, str(page.meta.get("description") or ""), _CITE.sub("", shown_text(page, scene))]
    for item in checklist.items if checklist else ():
        shown += (item.do, item.because)
    for question in quiz.questions if quiz else ():
        shown += (question.stem, *(option.text for option in question.options))
    return stems_of_page(shown)


def _alike(groups: Iterable[Synonyms]) -> dict[str, list[list[set[str]]]]:
    """Return the groups of words that readers use alike, each word or phrase as its stems, by each stem in them."""
    found = defaultdict[str, list[list[set[str]]]](list)
    for group in groups:
        words = [one for word in group.words if (one := set(stems([word])))]
        for stem in set().union(*words):
            found[stem].append(words)
    return found


def _met(phrase: str, there: frozenset[str], alike: dict[str, list[list[set[str]]]]) -> bool:
    """Return whether a word of the phrase stands there, or one that readers use alike."""
    asked = set(stems([phrase]))
    if not asked or asked & there:
        return True
    groups = chain.from_iterable(alike.get(stem, ()) for stem in asked)
    return any(any(one <= asked for one in group) and any(one <= there for one in group) for group in groups)


class KnownGap(Rule):
    """A gap that is also listed as answered, or twice."""

    code = "KB425"
    message = by_kind(
        "'{gap}' is listed as a gap and ",
        phrase="as a phrase of '{at}'. Keep one of the two.",
        gap="as a gap of '{at}'. Keep one of the two.",
    )

    def find(self, library: Library) -> Found:
        answered = {name.casefold(): words.id for words in library.search.values() for name in words.names}
        seen: dict[str, str] = {}
        for words in library.search.values():
            for index, gap in enumerate(words.gaps):
                if at := answered.get(gap.casefold()):
                    yield words.where("gaps", index), {"kind": "phrase", "gap": gap, "at": at}
                elif at := seen.get(gap.casefold()):
                    yield words.where("gaps", index), {"kind": "gap", "gap": gap, "at": at}
                seen[gap.casefold()] = words.id


_MOST = 50  # words that one group is looked at for; readers use far fewer


class OverlappingSynonyms(Rule):
    """Two groups of synonyms that share two words, and so are one."""

    code = "KB416"
    message = "This group shares {shared} with the one on line {line}. Merge the two, or keep each word in only one."

    def find(self, library: Library) -> Found:
        first: dict[tuple[str, ...], Synonyms] = {}  # by each two words, the first group that holds both
        for group in library.synonyms:
            others = {}
            for pair in combinations(sorted(set(group.words[:_MOST])), 2):
                other = first.setdefault(pair, group)
                if other is not group:
                    others[id(other)] = other
            for other in others.values():
                words = " and ".join(f"'{word}'" for word in sorted(set(group.words) & set(other.words)))
                yield group.where("words"), {"shared": words, "line": other.where("words").line}
