"""A quiz of a course pack in QTI 1.2.1, in the order of conditions that Moodle and Open edX both score rightly."""

from __future__ import annotations

from html import escape

from macros.exports.pack import Test
from macros.exports.uri import uri
from macros.exports.xml import fill
from macros.model import Question

_KINDS = {"single": ("cc.multiple_choice.v0p1", "Single"), "multiple": ("cc.multiple_response.v0p1", "Multiple")}


def quiz(test: Test) -> str:
    """The questestinterop file of a quiz."""
    pairs = enumerate(zip(test.quiz.questions, test.sections, strict=True), 1)
    questions = [_question(test, number, one, section) for number, (one, section) in pairs]
    return fill("quiz", id=test.id, title=test.title, QUESTIONS=questions)


def feedback_html(text: str, section: tuple[str, str]) -> str:
    """Feedback as HTML, with a link to the section where the answer stands."""
    url, title = section
    return f'{escape(text, quote=False)} <a href="{escape(uri(url))}">See: {escape(title, quote=False)}</a>'


def _question(test: Test, number: int, question: Question, section: tuple[str, str]) -> str:
    profile, cardinality = _KINDS[question.type]
    ids = [f"{question.id}-{index}" for index in range(1, len(question.options) + 1)]
    options = list(zip(ids, question.options, strict=True))
    return fill(
        "question",
        id=f"{test.quiz.id}.{question.id}",
        title=f"{test.title} {number}",
        profile=profile,
        cardinality=cardinality,
        stem=escape(question.stem, quote=False),
        OPTIONS=[fill("option", id=id, text=one.text) for id, one in options],
        CONDITIONS=_conditions(question, ids),
        FEEDBACK=[fill("feedback", id=id, html=feedback_html(one.feedback, section)) for id, one in options],
    )


def _conditions(question: Question, ids: list[str]) -> list[str]:
    """The scoring condition first, or Open edX takes every answer for correct; then feedback on each other option."""
    right = [id for id, one in zip(ids, question.options, strict=True) if one.correct]
    if question.type == "single":
        return [fill("score-single", id=right[0]), *(fill("shown", id=id) for id in ids if id != right[0])]
    every = [fill("ticked" if id in right else "not-ticked", id=id) for id in ids]
    return [fill("score-multiple", ALL=every), *(fill("shown", id=id) for id in ids)]
