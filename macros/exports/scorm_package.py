"""SCORM 1.2: articles with their questions as one page that needs no network, and the manifest beside it.

Links in the text of a `Unit` are written `site:address`, so that one text serves the packages made here and those that
a reader's browser makes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from macros.exports.xml import fill, script, uri
from macros.exports.zipped import zipped
from macros.handbook import licence
from macros.handbook.answer_order import mixed
from macros.markdown_extensions.typography import typeset
from macros.model import Question, Quiz

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KEY = 6  # letters of a question's key in what course software keeps


@dataclass(frozen=True, slots=True)
class Unit:
    """An article in a package: the HTML of its sections by id, and that of its questions, each made by us and whole."""

    id: str
    title: str
    shown: str  # the title with typographic marks
    address: str
    version: str
    checked: str
    sections: tuple[tuple[str, str], ...]
    quiz: str


def package(id: str, title: str, name: str, site: str, units: list[Unit]) -> bytes:
    """Return the ZIP file; the same units give the same bytes."""
    return zipped(files(id, title, name, site, units))


def files(id: str, title: str, name: str, site: str, units: list[Unit]) -> Iterator[tuple[str, str]]:
    """Name and text of each file: the manifest at the root, and the page. `name` is the handbook's."""
    yield "imsmanifest.xml", fill("scorm/manifest", id=f"handbook.scorm.{id}", title=title)
    page = fill("scorm/page", title=title, handbook=name, site=uri(site), UNITS=[unit(one) for one in units], **fixed())
    yield "index.html", page.replace('href="site:', f'href="{escape(uri(site))}')


def fixed() -> dict[str, str | list[str]]:
    """Return what every package's page holds: its style and script with the hashes by which the page allows them."""
    style, code = script("player.css"), script("player.js")
    return {
        "licence": licence.TERMS,
        "STYLE": [style],
        "stylehash": _hash(style),
        "SCRIPT": [code],
        "scripthash": _hash(code),
    }


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def unit(one: Unit) -> str:
    return fill(
        "scorm/unit",
        id=one.id,
        title=one.shown,
        address=one.address,
        version=one.version,
        checked=one.checked,
        SECTIONS=[html for _, html in one.sections],
        QUIZ=[one.quiz],
    )


def questions(quiz: Quiz) -> str:
    rows = [_question(quiz.id, number, one) for number, one in enumerate(quiz.questions, 1)]
    return fill("scorm/quiz", id=f"{quiz.id}--quiz", QUESTIONS=rows)


def _question(article: str, number: int, question: Question) -> str:
    options = list(zip(_LETTERS, question.options, strict=False))
    order = mixed(f"{article}.{question.id}", len(options))
    several = question.type == "multiple"
    return fill(
        "scorm/question",
        id=f"{article}_{question.id}".replace("-", "_"),
        key=_key(article, question),
        right="".join(letter for letter, one in options if one.correct),
        several=str(several).lower(),
        number=str(number),
        stem=typeset(question.stem) + (" Choose all that apply." if several else ""),
        OPTIONS=[
            fill(
                "scorm/option",
                type="checkbox" if several else "radio",
                letter=letter,
                text=typeset(one.text),
                feedback=typeset(one.feedback),
            )
            for letter, one in (options[index] for index in order)
        ],
    )


def _key(article: str, question: Question) -> str:
    """Return a question's short name, another one when any word of it changes: an old answer then counts no more."""
    words = [article, question.id, question.stem, [[one.text, one.correct] for one in question.options]]
    return base64.urlsafe_b64encode(hashlib.sha256(json.dumps(words).encode()).digest()).decode()[:_KEY]
