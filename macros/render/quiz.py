"""Questions to check oneself."""

from __future__ import annotations

from string import ascii_uppercase

from macros.handbook.answer_order import answers
from macros.handbook.html_templates import fill
from macros.handbook.resolve import anchors, require
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page, Question
from macros.render.text import address, plain, shown


def quiz(library: Library, page: Page, id: str = "") -> str:
    """An article's questions (by default this page's) as a self-check: answers open without JavaScript."""
    name = id or page.id
    require("KB303", "quiz", name, library.quizzes.keys() & library.articles.keys())
    home = library.articles[name].page
    questions = library.quizzes[name].questions
    blocks = [_question(library, page, home, number, one) for number, one in enumerate(questions, 1)]
    return "\n\n".join(["Check yourself\n{ .quiz-title }", *blocks])


def _question(library: Library, page: Page, home: Page, number: int, question: Question) -> str:
    several = " Choose all that apply." if question.type == "multiple" else ""
    section = anchors(library, home).get(question.section, question.section)
    own = home.path == page.path
    html = fill(
        "page/question.html",
        options=answers(home.id, question),
        letters=ascii_uppercase,
        anchor=question.section,
        section=section if own else "",
        shown=shown,
    )
    blocks = [
        f"**{number}.** {plain(question.stem)}{several}\n{{ {f'#quiz-{question.id} ' if own else ''}.question }}",
        finished(html),
    ]
    if not own:  # only builders know how to write the way to another page
        blocks.append(f"See: [{plain(section)}]({address(page, home, question.section)})")
    return "\n\n".join(blocks)
