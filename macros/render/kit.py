"""A pillar's teaching kit: for each article its objective, its minutes, and the way to all that is needed to teach it."""

from __future__ import annotations

from collections.abc import Iterable

from macros.handbook.article_sections import TEACH
from macros.handbook.downloads import base, part_title, path, size
from macros.handbook.order import of_folder
from macros.handbook.resolve import require
from macros.handbook.versions import of_article
from macros.model import ARTICLE_FOLDERS, Article, Library, Page, Quiz
from macros.render.scorm import package_link, part_link
from macros.render.slides import ways as files
from macros.render.text import address, day, plain


def kit(library: Library, page: Page, pillar: str) -> str:
    """What the kit holds, how to cite it, and a block for each article in the order of the visit."""
    require("KB306", "pillar", pillar, ARTICLE_FOLDERS)
    found = of_folder(library, pillar)
    blocks = [_about(library, page, pillar, found), *(_block(library, page, one) for one in found)]
    return "\n\n".join(blocks)


def _about(library: Library, page: Page, pillar: str, found: list[Article]) -> str:
    count = f"{len(found)} exercise{'' if len(found) == 1 else 's'}"
    lines = [
        f"- {count}, {sum(one.minutes for one in found)} minutes of play in all",
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
    name, title = f"{pillar}.imscc", plain(part_title(library, pillar))
    if size(library, name):
        return f"[{title}]({address(page, path(name))}), Common Cartridge 1.1"
    return f"not in this copy of the site; [make one yourself]({address(page, 'teach/pick.md')})"


def _citation(library: Library, page: Page, pillar: str, found: list[Article]) -> str:
    checked = sorted(one.evidence_checked for one in found)
    days = " to ".join(day(one) for one in dict.fromkeys((checked[0], checked[-1]))) if found else ""
    at = f" Available from: {base(library)}{page.url}" if base(library) else ""
    title = f"Teaching kit: {plain(part_title(library, pillar))}"
    return f"{plain(library.settings.site_name)} \\[Internet\\]. {title} \\[evidence checked {days}\\].{at}"


def _block(library: Library, page: Page, article: Article) -> str:
    goals = "\n".join(f"- Objective: {plain(one)}" for one in article.objectives)
    scene = library.scenes.get(article.id)
    if scene and scene.content_note:
        goals += f"\n- Content note: {plain(scene.content_note)}"
    return (
        f"## {plain(article.title)} {{ #{article.id} }}\n\n{goals}\n- {article.minutes} minutes. {_links(library, page, article)}\n"
        f"- Version {of_article(library, article).text}, evidence checked {day(article.evidence_checked)}"
    )


def _quiz(library: Library, article: Article) -> list[Quiz]:
    return [library.quizzes[article.id]] if article.id in library.quizzes else []


def _links(library: Library, page: Page, article: Article) -> str:
    """The way to each part, in the order in which a session needs them."""
    sheets = address(page, f"teach/sheets/{article.page.folder}.md")
    ways: Iterable[tuple[str, str]] = (
        ("Read the article", address(page, article.page)),
        ("print the sheets", f"{sheets}#{article.id}"),
        ("scene", address(page, article.page, TEACH)),
        ("observer's ticks", address(page, article.page, "teach-observer")),
        ("a poor and a good exchange", address(page, article.page, "teach-exchange")),
        ("debrief", address(page, article.page, "teach-debrief")),
        ("if it fails", address(page, article.page, "teach-if-it-fails")),
        *(
            ("four questions", address(page, article.page, f"quiz-{one.questions[0].id}"))
            for one in _quiz(library, article)
        ),
    )
    links = [f"[{words}]({where})" for words, where in ways]
    return ", ".join([*links, *files(library, page, article), *filter(None, [package_link(library, page, article)])])
