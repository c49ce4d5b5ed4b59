"""All questions in the two formats that Moodle's question bank reads: Moodle XML, and GIFT, which people can read too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from macros.exports.qti import feedback_html
from macros.handbook.addresses import join
from macros.handbook.download_files import base, part_title
from macros.handbook.order import in_all
from macros.handbook.resolve import anchors
from macros.model import Article, Library, Question

_SPECIAL = re.compile(r"([~=#{}:\\])")
Section = tuple[str, str]


def moodle_xml(library: Library) -> str:
    """A category for each article, its questions with their marks, tags and permanent idnumber."""
    blocks = [block for article in in_all(library) for block in _of_article(library, article, _category, _question)]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *blocks, "</quiz>", ""])


def gift(library: Library) -> str:
    """The same questions in GIFT."""
    blocks = [block for article in in_all(library) for block in _of_article(library, article, _gift_category, _gift)]
    return "\n\n".join(blocks) + "\n"


def _of_article(
    library: Library,
    article: Article,
    category: Callable[[str], str],
    write: Callable[[Article, int, Question, Section], str],
) -> Iterator[str]:
    if quiz := library.quizzes.get(article.id):
        names = (library.settings.site_name, part_title(library, article.page.folder), article.title)
        yield category("/".join(["$course$/top", *(name.replace("/", "//") for name in names)]))
        titles = anchors(library, article.page)
        for number, one in enumerate(quiz.questions, 1):
            section = (base(library) + join(article.page.url, one.section), titles[one.section])
            yield write(article, number, one, section)


def marks(question: Question) -> list[float]:
    """Each option's share of the mark in percent: the right ones make 100, and ticking all of several makes 0."""
    right = sum(one.correct for one in question.options)
    wrong = len(question.options) - right
    lost = 100 / wrong if question.type == "multiple" and wrong else 0
    return [round(100 / right if one.correct else -lost, 5) for one in question.options]


def _text(tag: str, html: str) -> str:
    return f'<{tag} format="html"><text>{escape(html, quote=False)}</text></{tag}>'


def _category(path: str) -> str:
    return f'<question type="category"><category><text>{escape(path, quote=False)}</text></category></question>'


def _question(article: Article, number: int, question: Question, section: Section) -> str:
    answers = "\n".join(
        f'  <answer fraction="{mark:g}" format="html"><text>{escape(escape(one.text, quote=False), quote=False)}</text>'
        + _text("feedback", feedback_html(one.feedback, section))
        + "</answer>"
        for one, mark in zip(question.options, marks(question), strict=True)
    )
    named = "".join(f"<tag><text>{escape(tag)}</text></tag>" for tag in tags(article))
    return f"""<question type="multichoice">
  <name><text>{escape(f"{article.title} {number}", quote=False)}</text></name>
  {_text("questiontext", escape(question.stem, quote=False))}
  <defaultgrade>1</defaultgrade>
  <penalty>0.3333333</penalty>
  <hidden>0</hidden>
  <idnumber>{id_number(article, question)}</idnumber>
  <single>{str(question.type == "single").lower()}</single>
  <shuffleanswers>true</shuffleanswers>
  <answernumbering>abc</answernumbering>
{answers}
  <tags>{named}</tags>
</question>"""


def tags(article: Article) -> list[str]:
    """The tags of an article's questions."""
    return [article.page.folder, article.id, *article.stage]


def id_number(article: Article, question: Question) -> str:
    """The name that a question keeps in every question bank."""
    return f"{article.id}.{question.id}"


def _gift_category(path: str) -> str:
    return f"$CATEGORY: {path}"


def _gift(article: Article, number: int, question: Question, section: Section) -> str:
    named = " ".join(f"[tag:{tag}]" for tag in tags(article))
    lines = [f"// [id:{id_number(article, question)}] {named}"]
    lines.append(f"::{_escaped(f'{article.title} {number}')}::[html]{_escaped(escape(question.stem, quote=False))} {{")
    for one, mark in zip(question.options, marks(question), strict=True):
        begins = "=" if question.type == "single" and one.correct else "~"
        share = f"%{mark:g}%" if question.type == "multiple" else ""
        text = _begun(escape(one.text, quote=False))
        lines.append(f"\t{begins}{share}{text}#{_begun(feedback_html(one.feedback, section))}")
    return "\n".join([*lines, "}"])


def _begun(html: str) -> str:
    """Escaped HTML that does not begin as a weight (`%50%`) or the name of a format (`[plain]`) does."""
    return _escaped(f"&#{ord(html[0])};{html[1:]}" if html.startswith(("%", "[")) else html)


def _escaped(text: str) -> str:
    """Text with the characters that GIFT gives a meaning."""
    return _SPECIAL.sub(r"\\\1", text)
