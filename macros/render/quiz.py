"""Questions to check oneself."""

from __future__ import annotations

from string import ascii_uppercase

from macros.lean import finished
from macros.library.names import anchors, known
from macros.model import Library, Page, Question
from macros.render.text import href, plain, shown


def quiz(library: Library, page: Page, id: str = "") -> str:
    """An article's questions (by default this page's) as a self-check: answers open without JavaScript."""
    name = id or page.id
    if name not in library.quizzes or name not in library.articles:
        raise known("KB303", "quiz", name, library.quizzes)
    home = library.articles[name].page
    questions = library.quizzes[name].questions
    blocks = [_question(library, page, home, number, one) for number, one in enumerate(questions, 1)]
    return "\n\n".join(["Check yourself\n{ .quiz-title }", *blocks])


def _question(library: Library, page: Page, home: Page, number: int, question: Question) -> str:
    several = " Choose all that apply." if question.type == "multiple" else ""
    options = "\n".join(f"<li>{shown(option.text)}</li>" for option in question.options)
    answers = "\n".join(
        f"<li><strong>{letter}: {'yes' if option.correct else 'no'}.</strong> {shown(option.feedback)}</li>"
        for letter, option in zip(ascii_uppercase, question.options, strict=False)
    )
    section = anchors(library, home).get(question.section, question.section)
    link = f'<a href="{href(page, home, question.section)}">{shown(section)}</a>'
    anchor = f"#quiz-{question.id} " if home.path == page.path else ""
    return (
        f"**{number}.** {plain(question.stem)}{several}\n{{ {anchor}.question }}\n\n"
        + finished(f"<ul>\n{options}\n</ul>")
        + "\n\n"
        + finished(
            f'<details class="answer">\n<summary>Show the answer</summary>\n<ul>\n{answers}\n</ul>\n'
            f"<p>See: {link}</p>\n</details>"
        )
    )
