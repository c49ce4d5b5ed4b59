"""KB701 to KB706 and KB708: aids to writing. They advise and never fail a check: taste is not a gate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from macros.checks.prose import CALL, QUOTED, WORD
from macros.checks.rule import ArticleRule, Found, Rule
from macros.handbook.article_sections import IN_BRIEF, SAY
from macros.handbook.authored_text import written
from macros.model import Article, Edit, Library, Location, Question, Severity

_NOT_PROSE = re.compile(r"[{}`<>|\"]|\]\(")
_FILLER = (
    "it is important to", "it is essential to", "it is crucial", "it goes without saying", "needless to say",
    "delve", "at the end of the day", "in today's", "plays a vital role", "plays a crucial role", "i hear you",
    "i appreciate your patience", "first and foremost", "holistic", "leverage", "foster", "empower",
)  # fmt: skip
_PERSON_FIRST = {
    "diabetics": "people with diabetes", "epileptics": "people with epilepsy", "schizophrenics": "people with schizophrenia",
    "alcoholics": "people who depend on alcohol", "drug addicts": "people who use drugs", "the elderly": "older people",
    "the disabled": "disabled people", "the mentally ill": "people with mental illness", "wheelchair-bound": "wheelchair user",
    "suffers from": "has", "sufferers": "people with the condition", "frequent flyer": "person who comes often",
}  # fmt: skip
_AMERICAN = {
    "behavior": "behaviour", "color": "colour", "center": "centre", "pediatric": "paediatric", "counseling": "counselling",
    "apologize": "apologise", "recognize": "recognise", "summarize": "summarise", "favor": "favour", "honor": "honour",
}  # fmt: skip
_PROSE = (
    "danger", "do", "because", "description", "set_up", "briefs", "tick", "debrief", "if_it_fails", "shows",
    "content_note",
)  # fmt: skip


class LongBrief(ArticleRule):
    """An In brief that does not fit the first screen of a phone."""

    code = "KB701"
    message = "In brief has {count} words; 90 fit the first screen of a phone. Cut what 'What to do' says anyway."
    severity = Severity.SUGGESTION

    def in_article(self, article: Article) -> Found:
        section = article.page.section(IN_BRIEF)
        count = len(WORD.findall(CALL.sub("x", section.body))) if section else 0
        if section and count > 90:
            yield section.place, {"count": count}


class LongLine(ArticleRule):
    """A line to say that is too long to be said in one breath."""

    code = "KB702"
    message = "This line to say has {count} words; more than 25 are hard to say naturally. Split or shorten it."
    severity = Severity.SUGGESTION

    def in_article(self, article: Article) -> Found:
        section = article.page.section(SAY)
        for number, line in enumerate(section.body.split("\n"), section.body_line) if section else ():
            cells = line.split("|")
            count = len(WORD.findall(cells[2])) if len(cells) == 6 else 0
            if count > 25:
                yield Location(article.page.place.file, number, line.index(cells[2]) + 2), {"count": count}


class _Phrases(ArticleRule):
    """A phrase from a list, in the articles' text outside quotes, in advice, descriptions and scenes."""

    severity = Severity.SUGGESTION
    phrases: Sequence[str]

    def facts(self, word: str) -> dict[str, str]:
        return {"word": word}

    def edit(self, place: Location, line: str, word: str) -> Edit | None:
        return None

    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"\b({'|'.join(map(re.escape, self.phrases))})\b", re.IGNORECASE)

    def find(self, library: Library) -> Found:
        yield from super().find(library)
        pattern = self.pattern()
        for owner, keys, text in written(library):
            if keys[0] in _PROSE and _tells(text):
                for found in pattern.finditer(QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text)):
                    yield owner.where(*keys), self.facts(found[0])

    def in_article(self, article: Article) -> Found:
        if not _tells(article.page.text):
            return
        pattern = self.pattern()
        for number, line in enumerate(article.page.text.split("\n"), article.page.text_line):
            kept = QUOTED.sub(lambda found: "x" * len(found[0]), line)
            for found in pattern.finditer(kept):
                at = Location(article.page.place.file, number, found.start() + 1, found.end() + 1)
                yield at, {**self.facts(found[0]), "fix": self.edit(at, line, found[0])}


@lru_cache(maxsize=100_000)
def _tells(text: str) -> bool:
    lowered = text.lower()
    return any(phrase in lowered for kind in _Phrases.__subclasses__() for phrase in kind.phrases)


class Filler(_Phrases):
    """A phrase that fills a line and says nothing."""

    code = "KB703"
    message = "'{word}' says nothing that can be done. Cut it and begin with the verb."
    phrases = _FILLER


class PersonFirst(_Phrases):
    """People named by their illness or condition."""

    code = "KB704"
    message = "'{word}' names people by a condition. Write '{better}'."
    phrases = tuple(_PERSON_FIRST)

    def facts(self, word: str) -> dict[str, str]:
        return {"word": word, "better": _PERSON_FIRST[word.lower()]}


class Exclamation(_Phrases):
    """An exclamation mark outside words to say."""

    code = "KB705"
    message = "An exclamation mark shouts at the reader. End the sentence with a full stop."
    phrases = ("!",)

    def pattern(self) -> re.Pattern[str]:
        return re.compile(r"(?<=\w)!(?=\s|$)")


class American(_Phrases):
    """US spelling in the text, which is British."""

    code = "KB706"
    message = "'{word}' is US spelling. Write '{better}' here, and put the US word into the page's search words."
    phrases = tuple(_AMERICAN)
    fixable = True

    def facts(self, word: str) -> dict[str, str]:
        british = _AMERICAN[word.lower()]
        return {"word": word, "better": british.capitalize() if word[0].isupper() else british}

    def edit(self, place: Location, line: str, word: str) -> Edit | None:
        """Return the British word in plain prose; a line with code, links, a table or quotation marks is left to a person."""
        plain = not (line.startswith("#") or _NOT_PROSE.search(line))
        return Edit(place, self.facts(word)["better"]) if plain else None


class TellingLength(Rule):
    """A quiz in which the right answer stands out by its length."""

    code = "KB708"
    message = (
        "The right answer is the {extreme} option in {count} questions of this quiz: {ids}. "
        "Make the options about equally long, so that length does not give the answer away."
    )
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        for quiz in library.quizzes.values():
            for extreme, sign in (("longest", 1), ("shortest", -1)):
                telling = [question for question in quiz.questions if _stands_out(question, sign)]
                if len(telling) > 2:
                    ids = ", ".join(question.id for question in telling)
                    yield telling[0].where("options"), {"extreme": extreme, "count": len(telling), "ids": ids}


def _stands_out(question: Question, sign: int) -> bool:
    """Return whether the one right answer is longer (`sign` 1) or shorter (-1) than every other option."""
    right = [sign * len(option.text) for option in question.options if option.correct]
    wrong = [sign * len(option.text) for option in question.options if not option.correct]
    return question.type == "single" and len(right) == 1 and bool(wrong) and right[0] > max(wrong)
