"""A quiz as packs hold it: options in a mixed order that stays, and one answer to choose in every question.

Course software that reads a pack does not shuffle options, and gives full marks to whoever ticks all of several right
ones, since a pack cannot say that a wrong tick costs something. So a question with several right answers becomes one
that asks which of them are right.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from string import ascii_uppercase

from macros.handbook.answer_order import mixed
from macros.model import Option, Question, Quiz

_OFFERED = 4  # answers to choose among


def for_packs(quiz: Quiz) -> Quiz:
    """Return the quiz with each question in the form that packs hold."""
    return replace(quiz, questions=tuple(_question(quiz.id, one) for one in quiz.questions))


def _question(article: str, question: Question) -> Question:
    options = question.options if question.type == "single" else _sets(f"{article}.{question.id}", question)
    order = mixed(f"{article}.{question.id}", len(options))
    stem = question.stem if question.type == "single" else _stem(question)
    return replace(question, type="single", stem=stem, options=tuple(options[index] for index in order))


def _stem(question: Question) -> str:
    """Return the question with its lettered statements; as plain text, since not all course software keeps lists."""
    statements = " ".join(
        f"({letter}) {one.text}" + ("" if one.text.rstrip('"').endswith((".", "?", "!")) else ".")
        for letter, one in zip(ascii_uppercase, question.options, strict=False)
    )
    return f"{question.stem} {statements} Which are right?"


def _sets(seed: str, question: Question) -> tuple[Option, ...]:
    """Return the right set of letters, that of all, and others of about the same size."""
    count = len(question.options)
    right = tuple(index for index, one in enumerate(question.options) if one.correct)
    all_of_them = tuple(range(count))
    others = [
        one
        for size in (len(right), len(right) - 1, len(right) + 1)
        for one in combinations(all_of_them, size)
        if one and one not in (right, all_of_them)
    ]
    taken = [others[index] for index in mixed(f"{seed}.sets", len(others))]
    offered = dict.fromkeys((right, all_of_them, *taken))
    feedback = _feedback(question)
    return tuple(Option(_letters(one), one == right, feedback) for one in list(offered)[:_OFFERED])


def _letters(indexes: tuple[int, ...]) -> str:
    *first, last = (ascii_uppercase[index] for index in indexes)
    return f"{', '.join(first)} and {last}" if first else f"{last} alone"


def _feedback(question: Question) -> str:
    return " ".join(
        f"{letter}: {'yes' if one.correct else 'no'}. {one.feedback}"
        for letter, one in zip(ascii_uppercase, question.options, strict=False)
    )
