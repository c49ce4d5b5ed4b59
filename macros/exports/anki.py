"""All questions as flash cards, in the text file that Anki imports: a note for each question, known by its id.

Whoever imports a newer file keeps their schedule: Anki finds a note by its id and changes only its text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase

from markupsafe import Markup

from macros.exports.xml import uri
from macros.handbook.addresses import join
from macros.handbook.answer_order import answers
from macros.handbook.download_files import ANKI, base, part_title
from macros.handbook.html_templates import fill, text_node
from macros.handbook.order import in_all, of_folder
from macros.handbook.resolve import anchors
from macros.model import ARTICLE_FOLDERS, Article, Library, Option, Question

_HEAD = (
    "#separator:tab",
    "#html:true",
    "#notetype:Basic",
    "#guid column:1",
    "#deck column:2",
    "#tags column:5",
)


def files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the handbook's file, then that of each part; the same notes have the same ids in both."""
    yield ANKI.format("handbook"), text(library, in_all(library)).encode()
    for folder in ARTICLE_FOLDERS:
        if found := of_folder(library, folder):
            yield ANKI.format(folder), text(library, found).encode()


def text(library: Library, articles: Iterable[Article]) -> str:
    """Return the notes of some articles. Every field is quoted, since Anki drops a line that begins with #."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
    for article in articles:
        if quiz := library.quizzes.get(article.id):
            rows.writerows(_note(library, article, one) for one in quiz.questions)
    return "\n".join((*_HEAD, out.getvalue()))


def _note(library: Library, article: Article, question: Question) -> list[str]:
    """Return id, deck, front, back and tags."""
    decks = (library.settings.site_name, part_title(library, article.page.folder), article.title)
    options = answers(article.id, question)
    return [
        f"handbook.{article.id}.{question.id}",
        "::".join(one.replace("::", ":") for one in decks),
        _front(question, options),
        _back(library, article, question, options),
        " ".join((article.page.folder, article.id, *article.stage)),
    ]


def _front(question: Question, options: Sequence[Option]) -> str:
    stem, texts = _field(question.stem), [_field(one.text) for one in options]
    return fill("export/anki-front.html", stem=stem, several=question.type == "multiple", options=texts)


def _back(library: Library, article: Article, question: Question, options: Sequence[Option]) -> str:
    right = [letter for letter, one in zip(ascii_uppercase, options, strict=False) if one.correct]
    return fill(
        "export/anki-back.html",
        right=" and ".join(right),
        reasons=[(one.correct, _field(one.feedback)) for one in options],
        url=uri(base(library) + join(article.page.url, question.section)),
        section=_field(anchors(library, article.page)[question.section]),
    )


def _field(words: str) -> Markup:
    """Return text that stays text: HTML, sound tags and formulas mean nothing in it."""
    return Markup(str(text_node(words)).replace("[", "&#91;").replace("\\", "&#92;"))
