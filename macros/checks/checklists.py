"""KB4xx: checklists and quizzes, beyond what their schemas say (KB401 to KB405)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.checks.rule import Facts, Found, Rule, again
from macros.handbook import schemas
from macros.handbook.change_log import FOLDER
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import spoilt, unread
from macros.model import Library, Location, Placed, Question, Term

_DATA = "docs/_data/"


class Orphan(Rule):
    """A checklist, quiz or scene without an article, or an article without one of them."""

    code = "KB406"
    message = by_kind(
        orphan="There is no article '{id}' for this file. Give the file its article's name, or remove it.",
        missing="This article needs the file {file}. Write it, starting from another article's.",
    )

    def find(self, library: Library) -> Found:
        shelves: dict[str, Mapping[str, Placed]] = {
            "checklists": library.checklists,
            "quizzes": library.quizzes,
            "scenes": library.scenes,
        }
        for name, shelf in shelves.items():
            for id, one in shelf.items():
                if id not in library.articles and id not in unread(library):
                    yield one.place, {"kind": "orphan", "id": id}
            for article in library.articles.values():
                file = f"docs/_data/{name}/{article.id}.yml"
                if article.id not in shelf and file not in spoilt(library):
                    yield article.page.place, {"kind": "missing", "file": file}


class NeverRead(Rule):
    """A data file whose name, or whose folder's name, no program knows."""

    code = "KB435"
    message = "No program reads '{name}' in docs/_data/. {near} Rename it, or remove it."

    def find(self, library: Library) -> Found:
        known = {_name(file) for file in library.data}
        unread = library.files - library.data.keys() - spoilt(library) - {f"{FOLDER}.yml"}  # of the last KB610 tells
        for file in sorted(unread):
            if file.startswith(_DATA) and file.endswith(".yml"):
                yield Location(file), {"name": file.removeprefix(_DATA), "near": did_you_mean(_name(file), known)}


def _name(file: str) -> str:
    """Return the name of a data file, or of the folder that it lies in, which says who reads it."""
    return file.removeprefix(_DATA).partition("/")[0]


class SameItemId(Rule):
    """A question id that is used twice in a quiz."""

    code = "KB407"
    message = "The id '{id}' is used twice in this file. Ids are permanent names: give this one its own."

    def find(self, library: Library) -> Found:
        for quiz in library.quizzes.values():
            yield from ((one.place, {"id": one.id}) for one, _ in again(quiz.questions, lambda one: one.id))


class ItemOrder(Rule):
    """Items that are not in the order before, during, after."""

    code = "KB408"
    message = "'{when}' comes after '{last}' in this list. Move the item up, so that the list follows the visit."

    def find(self, library: Library) -> Found:
        order = list(schemas.vocabulary("when"))
        for checklist in library.checklists.values():
            last = order[0]
            for item in checklist.items:
                if item.when in order and order.index(item.when) < order.index(last):
                    yield item.where("when"), {"when": item.when, "last": last}
                elif item.when in order:
                    last = item.when


class ItemCount(Rule):
    """A checklist with fewer than 4 or more than 8 items."""

    code = "KB409"
    message = by_kind(
        "This checklist has {count} items; 4 to 8 can be kept in mind. ",
        few="Add what else to do.",
        many="Merge some, or split the article.",
    )

    def find(self, library: Library) -> Found:
        for checklist in library.checklists.values():
            count = len(checklist.items)
            if not 4 <= count <= 8 and (count or checklist.place.file not in spoilt(library)):
                yield checklist.place, {"kind": "few" if count < 4 else "many", "count": count}


class ActionWords(Rule):
    """An action that is too long, or an `avoid` that does not say so."""

    code = "KB410"
    message = by_kind(
        long="This action has {words} words; 20 can be read at a glance. Put the reason into 'because'.",
        avoid="The strength is 'avoid'. Begin the action with 'Do not' or 'Avoid'.",
    )

    def find(self, library: Library) -> Found:
        for _, item in library.items():
            words = len(item.do.split())
            if words > 20:
                yield item.where("do"), {"kind": "long", "words": words}
            if item.strength == "avoid" and not item.do.startswith(("Do not ", "Avoid ", "Never ")):
                yield item.where("do"), {"kind": "avoid"}


class QuestionCount(Rule):
    """A quiz that has not exactly four questions, which course software needs to give full marks."""

    code = "KB411"
    message = "This quiz has {count} questions. Write exactly 4: course software marks a quiz out of 4."

    def find(self, library: Library) -> Found:
        for quiz in library.quizzes.values():
            if len(quiz.questions) != 4 and (quiz.questions or quiz.place.file not in spoilt(library)):
                yield quiz.place, {"count": len(quiz.questions)}


class RightAnswers(Rule):
    """A question with the wrong number of right answers for its type, or with one option twice."""

    code = "KB412"
    message = by_kind(
        single="A 'single' question has exactly one right answer; this has {right}. Write 'correct: true' at one answer, or change the type.",
        multiple="A 'multiple' question has two or more right answers and a wrong one; this has {right} right of {count}. "
        "Change which answers are 'correct', or the type.",
        same="Two options say the same. Change one of them.",
        second="A quiz has at most one 'multiple' question. Make this one 'single'.",
    )

    def find(self, library: Library) -> Found:
        for quiz in library.quizzes.values():
            for question in quiz.questions:
                for facts in self._wrong(question):
                    yield question.where("options"), facts
            several = [question for question in quiz.questions if question.type == "multiple"]
            for question in several[1:]:
                yield question.where("type"), {"kind": "second"}

    def _wrong(self, question: Question) -> Iterator[Facts]:
        right, count = sum(option.correct for option in question.options), len(question.options)
        if question.type == "single" and right != 1 and count:
            yield {"kind": "single", "right": right}
        if question.type == "multiple" and not 2 <= right < count:
            yield {"kind": "multiple", "right": right, "count": count}
        if len({option.text.casefold() for option in question.options}) < count:
            yield {"kind": "same"}


class TermTwice(Rule):
    """A glossary term that is explained twice."""

    code = "KB413"
    message = "The term '{id}' is explained twice. Keep the better explanation."

    def find(self, library: Library) -> Found:
        for one in library.doubled:
            if isinstance(one, Term):
                yield one.place, {"id": one.id}
        for term, _ in again(library.terms.values(), lambda one: one.term.casefold()):
            yield term.where("term"), {"id": term.term}
