"""All questions in the two formats that Moodle's question bank reads: Moodle XML, and GIFT, which people can read too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.exports.cartridge_writer import feedback_html
from macros.handbook.addresses import join
from macros.handbook.download_files import base, part_title
from macros.handbook.html_templates import fill, text_node
from macros.handbook.order import in_all
from macros.handbook.resolve import anchors
from macros.model import Article, Library, Question

_SPECIAL = re.compile(r"([~=#{}:\\])")
Section = tuple[str, str]


def moodle_xml(library: Library) -> str:
    """Return a category for each article, its questions with their marks, tags and permanent idnumber."""
    parts = {"marks": marks, "feedback": feedback_html, "tags": tags, "id": id_number}
    return fill("export/moodle.xml", quizzes=_by_article(library), **parts) + "\n"


def gift(library: Library) -> str:
    """Return the same questions in GIFT."""
    blocks = []
    for article, category, questions in _by_article(library):
        blocks += [f"$CATEGORY: {category}", *(_gift(article, *one) for one in questions)]
    return "\n\n".join(blocks) + "\n"


def _by_article(library: Library) -> Iterator[tuple[Article, str, list[tuple[str, Question, Section]]]]:
    """Yield each article's category, and its questions."""
    for article in in_all(library):
        if article.id in library.quizzes:
            names = (library.settings.site_name, part_title(library, article.page.folder), article.title)
            category = "/".join(["$course$/top", *(name.replace("/", "//") for name in names)])
            yield article, category, asked(library, article)


def asked(library: Library, article: Article) -> list[tuple[str, Question, Section]]:
    """Return an article's questions with their titles, and the sections that their feedback leads to."""
    titles = anchors(library, article.page)
    return [
        (f"{article.title} {number}", one, (base(library) + join(article.page.url, one.section), titles[one.section]))
        for number, one in enumerate(library.quizzes[article.id].questions, 1)
    ]


def marks(question: Question) -> list[float]:
    """Return each option's share of the mark in percent: the right ones make 100, and ticking all of several makes 0."""
    right = sum(one.correct for one in question.options)
    wrong = len(question.options) - right
    lost = 100 / wrong if question.type == "multiple" and wrong else 0
    return [round(100 / right if one.correct else -lost, 5) for one in question.options]


def tags(article: Article) -> list[str]:
    return [article.page.folder, article.id, *article.stage]


def id_number(article: Article, question: Question) -> str:
    """Return the name that a question keeps in every question bank."""
    return f"{article.id}.{question.id}"


def _gift(article: Article, title: str, question: Question, section: Section) -> str:
    named = " ".join(f"[tag:{tag}]" for tag in tags(article))
    lines = [f"// [id:{id_number(article, question)}] {named}"]
    lines.append(f"::{_escaped(title)}::[html]{_escaped(text_node(question.stem))} {{")
    for one, mark in zip(question.options, marks(question), strict=True):
        begins = "=" if question.type == "single" and one.correct else "~"
        share = f"%{mark:g}%" if question.type == "multiple" else ""
        text = _begun(text_node(one.text))
        lines.append(f"\t{begins}{share}{text}#{_begun(feedback_html(one.feedback, section))}")
    return "\n".join([*lines, "}"])


def _begun(html: str) -> str:
    """Return escaped HTML that does not begin as a weight (`%50%`) or the name of a format (`[plain]`) does."""
    return _escaped(f"&#{ord(html[0])};{html[1:]}" if html.startswith(("%", "[")) else html)


def _escaped(text: str) -> str:
    """Return text with the characters that GIFT gives a meaning."""
    return _SPECIAL.sub(r"\\\1", text)
