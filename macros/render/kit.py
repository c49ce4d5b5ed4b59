"""A pillar's teaching kit: for each article its objective, its minutes, and the way to all that is needed to teach it."""

from __future__ import annotations

from collections.abc import Iterator

from macros.handbook.article_sections import TEACH
from macros.handbook.download_files import BACKUP, base, part_title, path, size
from macros.handbook.order import by_topic
from macros.handbook.resolve import require
from macros.handbook.session_plan import plan
from macros.model import ARTICLE_FOLDERS, Article, Library, Page
from macros.render.downloads import package_link, part_link, slide_links
from macros.render.text import address, counted, day, plain

_NEEDS = {
    "Set the scene and hand out the briefs": (("scene", TEACH),),
    "Talk about it, with the observer's ticks": (
        ("observer's ticks", "teach-observer"),
        ("debrief", "teach-debrief"),
        ("a poor and a good exchange", "teach-exchange"),
        ("if it fails", "teach-if-it-fails"),
    ),
}


def kit(library: Library, page: Page, pillar: str) -> str:
    """What there is to choose from, by topic; a plan for each exercise; and what to print, import and cite."""
    require("KB306", "pillar", pillar, ARTICLE_FOLDERS)
    topics = by_topic(library, pillar)
    found = [one for _, some in topics for one in some]
    menu = "\n".join(_choice(topic.title if topic else "", some) for topic, some in topics)
    plans = (_block(library, page, one) for one in found)
    return "\n\n".join(
        [_about(found), menu, *plans, "## To print, import and cite { #take }", _take(library, page, pillar, found)]
    )


def _about(found: list[Article]) -> str:
    return (
        f"{counted(len(found), 'exercise')}, {sum(one.minutes for one in found)} minutes of play in all. Choose one, print its sheets, and follow its "
        "plan. [What to print, import and cite](#take) stands at the end."
    )


def _choice(topic: str, found: list[Article]) -> str:
    links = ", ".join(f"[{plain(one.title)}](#{one.id}) ({one.minutes} min)" for one in found)
    return f"- {f'**{plain(topic)}.** ' if topic else ''}{links}"


def _take(library: Library, page: Page, pillar: str, found: list[Article]) -> str:
    lines = [
        f"- [Sheets to print]({address(page, f'teach/sheets/{pillar}.md')}): facilitator, both briefs and observer, a page each",
        f"- Course pack: {_pack(library, page, pillar)}",
        *(
            [f"- {part_link(page, pillar)}: text and questions in one file, with the result reported"]
            if base(library)
            else []
        ),
        f"- [Questions]({address(page, 'teach/downloads.md', 'questions')}) for a question bank",
        f"- Licence: [CC BY 4.0]({address(page, 'about/licence.md')}). Copy, change and teach from it, and say where it came from.",
        f"- Suggested citation: {_citation(library, page, pillar, found)}",
    ]
    return "\n".join(lines)


def _pack(library: Library, page: Page, pillar: str) -> str:
    name, title, course = f"{pillar}.imscc", plain(part_title(library, pillar)), BACKUP.format(pillar)
    if size(library, name):
        own = f"; [as a course for Moodle]({address(page, path(course))})" if size(library, course) else ""
        return f"[{title}]({address(page, path(name))}), Common Cartridge 1.1{own}"
    return f"not in this copy of the site; [make one yourself]({address(page, 'teach/pick.md')})"


def _citation(library: Library, page: Page, pillar: str, found: list[Article]) -> str:
    checked = sorted(one.evidence_checked for one in found)
    days = " to ".join(day(one) for one in dict.fromkeys((checked[0], checked[-1]))) if found else ""
    at = f" Available from: {base(library)}{page.url}" if base(library) else ""
    title = f"Teaching kit: {plain(part_title(library, pillar))}"
    return f"{plain(library.settings.site_name)} \\[Internet\\]. {title} \\[evidence checked {days}\\].{at}"


def _block(library: Library, page: Page, article: Article) -> str:
    """Return the plan of a session: what it is for, then its steps with their minutes and what each needs."""
    goals = f"- {counted(article.minutes, 'minute')}. Evidence checked {day(article.evidence_checked)}.\n"
    goals += "\n".join(f"- Objective: {plain(one)}" for one in article.objectives)
    scene = library.scenes.get(article.id)
    if scene and scene.content_note:
        goals += f"\n- Content note: {plain(scene.content_note)}"
    steps = "\n".join(f"1. {step}" for step in _steps(library, page, article))
    return f"## {plain(article.title)} {{ #{article.id} }}\n\n{goals}\n\n{steps}"


def _steps(library: Library, page: Page, article: Article) -> Iterator[str]:
    sheets = address(page, f"teach/sheets/{article.page.folder}.md", article.id)
    yield f"Before: [read the article]({address(page, article.page)}), [print the sheets]({sheets})"
    for step, minutes in plan(article.minutes).items():
        links = ", ".join(f"[{words}]({address(page, article.page, id)})" for words, id in _NEEDS.get(step, ()))
        yield f"{step} ({counted(minutes, 'minute')}){': ' if links else ''}{links}"
    if article.id in library.quizzes:
        first = library.quizzes[article.id].questions[0].id
        questions = f"[four questions]({address(page, article.page, f'quiz-{first}')})"
        more = [*slide_links(library, page, article), package_link(library, page, article)]
        yield ", ".join(filter(None, [f"Afterwards: {questions}", *more]))
