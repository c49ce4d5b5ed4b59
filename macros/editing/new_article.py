"""`kb new article`: the files of an article, complete in form, with findings only where the author has to write."""

from __future__ import annotations

from datetime import date

from macros.errors import CommandError
from macros.handbook import schemas
from macros.handbook.html_templates import FOLDER
from macros.model import ARTICLE_FOLDERS, Library


def create(library: Library, where: str, today: date) -> list[str]:
    """Write `<pillar>/<id>`'s page, checklist, quiz, scene, search words and query; gives their paths. Raises CommandError rather than overwrite."""
    folder, _, id = where.partition("/")
    if folder not in ARTICLE_FOLDERS or not schemas.is_id(id):
        folders = ", ".join(ARTICLE_FOLDERS)
        raise CommandError(
            f"'{where}' is no place for an article. Write <folder>/<id>: a folder of {folders}, and an id of lower-case words joined by hyphens."
        )
    if id in library.articles:
        raise CommandError(
            f"The id '{id}' is taken by docs/{library.articles[id].page.path}. Ids are permanent: choose another."
        )
    files = {
        f"docs/{folder}/{id}.md": "article.md",
        f"docs/_data/checklists/{id}.yml": "checklist.yml",
        f"docs/_data/quizzes/{id}.yml": "quiz.yml",
        f"docs/_data/scenes/{id}.yml": "scene.yml",
        f"docs/_data/search/{id}.yml": "search.yml",
        f"docs/_data/watch/{id}.yml": "watch.yml",
    }
    if taken := [file for file in files if (library.root / file).exists()]:
        raise CommandError(f"{' and '.join(taken)} exist already. Move or remove them first.")
    values = {"TITLE": id.replace("-", " ").capitalize(), "TODAY": today.isoformat(), "DUE": _next_year(today)}
    for file, template in files.items():
        text = (FOLDER / template).read_text("utf-8")
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        path = library.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return list(files)


def _next_year(today: date) -> str:
    return today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat()
