"""KB710 and KB711: effects that nobody vouches for, and words that readers may not know. They never fail a check."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from macros.checks.prose import CALL, QUOTED, lines, sentences
from macros.checks.rule import ArticleRule, Found, Rule
from macros.handbook.article_sections import EVIDENCE, IN_BRIEF, MYTHS, TEACH, UNKNOWN
from macros.model import Article, Library, Location, Severity, Term

_EFFECT = re.compile(
    r"\b(?:improve[sd]|reduce[sd]|raise[sd]|lower(?:s|ed)|increase[sd]|decrease[sd]|leads? to|led to|helps|helped|prevents|"
    r"prevented|protects|protected|worsen(?:s|ed)|damage[sd]|erode[sd]|boost(?:s|ed)|cause[sd]|affects|affected|(?:goes|go|"
    r"went) with|(?:linked|associated) (?:to|with)|predict(?:s|ed)|(?:builds|built|earns|earned|costs|cost) trust)\b"
)
_OPEN = re.compile(
    r"\b(?:no study|no trial|nobody|none|not|may|might|could|whether|would|should|if|inferred|unknown)\b", re.I
)
_CLAIMING = (EVIDENCE, UNKNOWN, MYTHS)


class Jargon(Rule):
    """A word of the glossary that an article uses without `term()`; those marked `everyday` may stand alone."""

    code = "KB711"
    message = (
        "'{word}' is in the glossary, but is not explained here. "
        'Write {{{{ term("{id}") }}}} where the page first uses it.'
    )
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        terms = {one.term.casefold(): one for one in library.terms.values() if not one.everyday}
        words = tuple(terms)
        for article in library.articles.values():
            used = [terms[word] for word in _mentioned(words, article.page.text) if terms[word].id != article.id]
            if used:
                yield from _unexplained(article, used)


@lru_cache(maxsize=4096)
def _mentioned(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return those of the words, which are case-folded, that stand anywhere in a text."""
    folded = text.casefold()
    return tuple(word for word in words if word in folded)


def _pattern(term: str) -> re.Pattern[str]:
    """Return the term in either number; one in capitals (GRADE) only so, or every verb "grade" would be meant."""
    return re.compile(rf"\b{re.escape(term)}(?:s|es)?\b", 0 if term.isupper() else re.IGNORECASE)


def _unexplained(article: Article, used: list[Term]) -> Found:
    explained: dict[str, int] = {}
    for call in article.page.calls:
        if call.name == "term" and call.args:
            explained.setdefault(str(call.args[0]), call.place.line)
    brief, teach = article.page.section(IN_BRIEF), article.page.section(TEACH)
    begin = brief.body_line + brief.body.count("\n") if brief else 0  # cards print it, so it may hold no macro (KB214)
    end = teach.place.line if teach else math.inf
    plain = [(at, CALL.sub(_blank, QUOTED.sub(_blank, line))) for at, line in lines(article) if begin <= at < end]
    for term in used:
        pattern = _pattern(term.term)
        first = next(((number, found) for number, line in plain if (found := pattern.search(line))), None)
        if first and first[0] < explained.get(term.id, first[0] + 1):
            number, found = first
            yield Location(article.page.place.file, number, found.start() + 1), {"word": found[0], "id": term.id}


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


class UncitedEffect(ArticleRule):
    """A sentence under 'Why we say this' that asserts an effect, with no citation in it or later in its paragraph."""

    code = "KB710"
    message = "'{word}' asserts an effect without a source. Cite one here, or say that no study was found."
    severity = Severity.SUGGESTION

    def in_article(self, article: Article) -> Found:
        for place, sentence in _last_words(article):
            plain = CALL.sub(_blank, QUOTED.sub(_blank, sentence))
            if (found := _EFFECT.search(plain)) and not _OPEN.search(plain):
                yield Location(place.file, place.line, place.column + found.start()), {"word": found[0]}


def _last_words(article: Article) -> Iterator[tuple[Location, str]]:
    """Yield the sentences that follow the last citation of each paragraph which claims something."""
    for section in article.page.sections:
        if section.id in _CLAIMING:
            for number, line in enumerate(section.body.split("\n"), section.body_line):
                if line.startswith("#"):
                    break
                after = line.rfind("{{ cite(")
                for place, sentence in sentences(article, number, line):
                    if place.column > after + 1 and "{{ cite(" not in sentence and line[:1] not in ("|", "{"):
                        yield place, sentence
