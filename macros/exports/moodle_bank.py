"""The questions of a Moodle backup: a category for each article in the question bank of the course.

Numbers stand for what they do in the backup only, where Moodle asks that they agree; it gives out its own on restoring.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.exports.qti import feedback_html
from macros.exports.questions import Section, id_number, marks, tags
from macros.exports.xml import fill
from macros.handbook.addresses import join
from macros.handbook.download_files import base
from macros.handbook.html_templates import text_node
from macros.handbook.resolve import anchors
from macros.model import Article, Library, Option, Question

_TOP = 1  # the category that holds all others
_MOST = 100  # questions of a quiz, and options of a question


def category_id(position: int) -> int:
    """Return the number of the category of the quiz at a position, from 0."""
    return _TOP + 1 + position


def question_id(category: int, position: int) -> int:
    """Return the number of a category's question at a position, from 0."""
    return category * _MOST + position


def question_bank(library: Library, articles: Iterable[Article], time: str) -> str:
    """Return the file questions.xml: the quizzes of the articles in this order."""
    top = _category(_TOP, "top", "", 0, [])
    categories = (
        _category(id, one.title, one.id, _TOP, list(_questions(library, one, id, time)))
        for id, one in ((category_id(position), one) for position, one in enumerate(articles))
    )
    return fill("moodle/questions", CATEGORIES=[top, *categories])


def _category(id: int, title: str, idnumber: str, parent: int, questions: list[str]) -> str:
    stamp = f"category.{idnumber or title}"
    known = {"id": str(id), "title": title, "idnumber": idnumber, "stamp": stamp, "parent": str(parent)}
    return fill("moodle/category", **known, QUESTIONS=questions)


def _questions(library: Library, article: Article, category: int, time: str) -> Iterator[str]:
    titles = anchors(library, article.page)
    for position, one in enumerate(library.quizzes[article.id].questions):
        section = (base(library) + join(article.page.url, one.section), titles[one.section])
        id = question_id(category, position)
        yield fill(
            "moodle/question",
            id=str(id),
            category=str(category),
            idnumber=id_number(article, one),
            stamp=f"question.{id_number(article, one)}",
            title=f"{article.title} {position + 1}",
            stem=text_node(one.stem),
            single=str(int(one.type == "single")),
            time=time,
            ANSWERS=_answers(id, one, section),
            TAGS=[fill("moodle/tag", id=str(id), name=tag) for tag in tags(article)],
        )


def _answers(question: int, one: Question, section: Section) -> Iterator[str]:
    pairs = zip(one.options, marks(one), strict=True)
    return (_answer(question * _MOST + position, *pair, section) for position, pair in enumerate(pairs))


def _answer(id: int, option: Option, mark: float, section: Section) -> str:
    return fill(
        "moodle/answer",
        id=str(id),
        text=text_node(option.text),
        share=f"{mark / 100:.7f}",
        feedback=feedback_html(option.feedback, section),
    )
