"""Common Cartridge 1.1: a course pack as the .imscc file that real course software takes, its quizzes in QTI 1.2.1.

The order of conditions in a question is the one that Moodle and Open edX both score rightly.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from macros.exports.course_pack import Link, Pack, Test
from macros.exports.xml import fill, uri
from macros.exports.zipped import zipped
from macros.handbook.html_templates import text_node
from macros.model import Question


def quiz_file(test: Test) -> str:
    pairs = enumerate(zip(test.quiz.questions, test.sections, strict=True), 1)
    questions = [_question(test, number, one, section) for number, (one, section) in pairs]
    return fill("quiz", id=test.id, title=test.title, QUESTIONS=questions)


@lru_cache(maxsize=20_000)  # the packs of a part say it again, and so does the question bank
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


_TYPES = {Link: "imswl_xmlv1p1", Test: "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"}


def cartridge(pack: Pack) -> bytes:
    """Return the .imscc file: the same pack gives the same bytes."""
    return zipped(files(pack))


def files(pack: Pack) -> Iterator[tuple[str, str]]:
    """Name and text of each file of a pack, the manifest first."""
    yield "imsmanifest.xml", _manifest(pack)
    for entry in (one for module in pack.modules for one in module.entries):
        yield _file(entry), _text(entry)


def _text(entry: Link | Test) -> str:
    return fill("weblink", title=entry.title, url=uri(entry.url)) if isinstance(entry, Link) else quiz_file(entry)


def version_list(pack: Pack) -> str:
    """Return the manifest of a pack without its modules, for a file of another form: what it is and the versions it links to."""
    return _filled(pack, [], [])


def _manifest(pack: Pack) -> str:
    modules = [
        fill("module", id=one.id, title=one.title, ITEMS=[fill("item", id=it.id, title=it.title) for it in one.entries])
        for one in pack.modules
    ]
    return _filled(pack, modules, [_resource(entry) for module in pack.modules for entry in module.entries])


def _filled(pack: Pack, modules: list[str], resources: list[str]) -> str:
    return fill(
        "manifest",
        id=pack.id,
        title=pack.title,
        description=pack.description,
        licence=pack.licence,
        VERSIONS=[fill("version", site=pack.site, address=at, version=version) for at, version in pack.versions],
        MODULES=modules,
        RESOURCES=resources,
    )


def _resource(entry: Link | Test) -> str:
    hidden = isinstance(entry, Link) and entry.for_trainers
    return fill(
        "resource",
        id=entry.id,
        type=_TYPES[type(entry)],
        file=_file(entry),
        ROLE=[fill("role-instructor")] if hidden else [],
    )


def _file(entry: Link | Test) -> str:
    return f"{'links' if isinstance(entry, Link) else 'quizzes'}/{entry.id}.xml"
