"""KB708: a quiz that tests reading and not the eye. It advises and never fails a check."""

from __future__ import annotations

from macros.checks.rule import Found, Rule
from macros.model import Library, Question, Severity


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
