"""A quiz of a course pack in QTI 1.2.1, in the order of conditions that Moodle and Open edX both score rightly."""

from __future__ import annotations

from markupsafe import Markup

from macros.exports.pack import Test
from macros.exports.xml import fill, uri
from macros.handbook.html_templates import text_node
from macros.model import Question


def quiz(test: Test) -> str:
    """Return the questestinterop file of a quiz."""
    pairs = enumerate(zip(test.quiz.questions, test.sections, strict=True), 1)
    questions = [_question(test, number, one, section) for number, (one, section) in pairs]
    return fill("quiz", id=test.id, title=test.title, QUESTIONS=questions)


def feedback_html(text: str, section: tuple[str, str]) -> Markup:
    """Return feedback as HTML, with a link to the section where the answer stands; it does not lead out of an attempt."""
    url, title = section
    html = Markup('{} <a href="{}" target="_blank" rel="noopener">See: {}</a>')
    return html.format(text_node(text), uri(url), text_node(title))


def _question(test: Test, number: int, question: Question, section: tuple[str, str]) -> str:
    """Return a question: the scoring condition first, or Open edX takes every answer for correct; then feedback on each other option."""
    ids = [f"{question.id}-{index}" for index in range(1, len(question.options) + 1)]
    options = list(zip(ids, question.options, strict=True))
    right = next(id for id, one in options if one.correct)
    return fill(
        "question",
        id=f"{test.quiz.id}.{question.id}",
        title=f"{test.title} {number}",
        stem=text_node(question.stem),
        OPTIONS=[fill("option", id=id, text=one.text) for id, one in options],
        CONDITIONS=[fill("score", id=right), *(fill("shown", id=id) for id in ids if id != right)],
        FEEDBACK=[fill("feedback", id=id, html=feedback_html(one.feedback, section)) for id, one in options],
    )
