"""KB707 and KB709: articles that say the same, or the contrary. They advise and never fail a check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from sys import intern
from typing import NamedTuple

from macros.checks.prose import CALL, WORD, Alike, lines, sentences
from macros.checks.rule import Found, Rule
from macros.model import Article, Checklist, Item, Library, Location, Severity

Words = frozenset[str]
_LEAST, _ALIKE = 10, 0.6
_TELLING = 5  # three words in a row count only around one of so many letters, since short ones stand everywhere
_ENDING = re.compile(r"(?:ing|ed|es|s|ly)$")
_EMPTY = frozenset(
    WORD.findall(
        "about after again all and any are ask asking before but can could does each every first for from has have how into "
        "its keep let make may might never not off one only other out over own person people patient patients rather say "
        "should something someone take tell than that the their them then there they this use what when where whether which "
        "while who will with without would you your"
    )
)


class SameSentence(Rule):
    """A sentence or an action that stands in another article too, word for word or nearly."""

    code = "KB707"
    message = "The same words, or nearly, are at {other}. Say it once and link to it, or say what is different here."
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        alike: Alike[Said] = Alike()
        for one in _said(library):
            words = frozenset(one.words)
            for other in alike.sharing(one.keys):
                shared = len(words.intersection(other.words))
                if other.id != one.id and shared >= _ALIKE * (len(one.words) + len(other.words) - shared):
                    place = other.place
                    yield one.place, {"other": f"{place.file}:{place.line}"}
                    break
            alike.add(one.keys, one)


class Said(NamedTuple):
    """A sentence or action of an article: its words, each once, and each three in a row, by which it is found."""

    id: str
    said: Item | Location
    words: tuple[str, ...]  # a set would take four times the memory
    keys: tuple[tuple[str, str, str], ...]

    @property
    def place(self) -> Location:
        return self.said.where("do") if isinstance(self.said, Item) else self.said


def _said(library: Library) -> Iterator[Said]:
    """Yield every sentence and action that is long enough to be compared."""
    for article in library.articles.values():
        yield from _in_text(article)
    for checklist in library.checklists.values():
        yield from _in_advice(checklist)


@lru_cache(maxsize=4_000)
def _in_text(article: Article) -> list[Said]:
    """Return the sentences of an article; to say that no study was found has few forms, and may recur."""
    found = (
        (place, sentence)
        for number, line in lines(article)
        if len(line) > 40
        for place, sentence in sentences(article, number, line)
        if not sentence.lstrip("*").startswith("No study found")
    )
    return list(_long(article.id, found))


def _in_advice(checklist: Checklist) -> list[Said]:
    return list(_long(checklist.id, ((item, item.do) for item in checklist.items)))


def _long(id: str, texts: Iterable[tuple[Item | Location, str]]) -> Iterator[Said]:
    """Yield the texts that are long enough, without their calls; a word is kept once for all of them."""
    for said, text in texts:
        order = [intern(word) for word in WORD.findall(CALL.sub(" ", text).casefold())]
        words = tuple(dict.fromkeys(order))
        if len(words) >= _LEAST:
            threes = zip(order, order[1:], order[2:], strict=False)
            yield Said(id, said, words, tuple(three for three in threes if len(three[1]) >= _TELLING))


class Contradiction(Rule):
    """An action to take and one to avoid that share most of their content words."""

    code = "KB709"
    message = (
        "This seems to contradict {other}: '{do}' If both are right, say in each when it applies; otherwise fix one."
    )
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        advised: Alike[tuple[Words, Item]] = Alike()
        avoided: list[tuple[Words, Item]] = []
        for _, item in library.items():
            words = _content(item.do)
            if item.strength == "avoid":
                avoided.append((words, item))
            else:
                advised.add(combinations(sorted(words), 2), (words, item))
        for words, item in avoided:
            for others, other in advised.sharing(combinations(sorted(words), 2)):
                shared = len(words & others)
                if shared >= 3 and shared >= 0.75 * min(len(words), len(others)):
                    place = other.where("do")
                    yield item.where("do"), {"other": f"{place.file}:{place.line}", "do": other.do}


def _content(text: str) -> Words:
    """Return the words that carry an action, without their endings."""
    found = (word for word in WORD.findall(text.casefold()) if len(word) > 2 and word not in _EMPTY)
    return frozenset(_ENDING.sub("", word) if len(word) > 4 else word for word in found)
