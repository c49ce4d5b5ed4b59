"""`kb new article` and `kb move`: the files of an article, complete in form; and an article under another pillar."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from macros.errors import CommandError
from macros.handbook import data, schemas
from macros.handbook.data import REDIRECTS
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.html_templates import fill
from macros.handbook.kept import put
from macros.handbook.text_file import Source, Unreadable
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
    due = today.replace(year=today.year + 1, day=min(today.day, 28))
    for file, template in files.items():
        text = fill(template, title=id.replace("-", " ").capitalize(), today=today, due=due)
        put(library.root / file, f"{text.strip()}\n".encode())
    return list(files)


def move(library: Library, id: str, folder: str) -> str:
    """Move an article to another folder and redirect its old address; gives the new path in docs/."""
    if id not in library.articles:
        raise CommandError(f"There is no article '{id}'. {did_you_mean(id, library.articles)}")
    if folder not in ARTICLE_FOLDERS:
        raise CommandError(f"There is no folder '{folder}' for articles. {did_you_mean(folder, ARTICLE_FOLDERS)}")
    old = library.articles[id].page.path
    new = f"{folder}/{id}.md"
    if old == new:
        raise CommandError(f"The article '{id}' is in '{folder}' already.")
    file = library.root / REDIRECTS
    text = _with_redirect(library, file.read_text("utf-8") if file.is_file() else "", old, new)
    (library.root / "docs" / folder).mkdir(exist_ok=True)
    Path(library.root, "docs", old).rename(Path(library.root, "docs", new))
    file.write_text(text, "utf-8")
    return new


def _with_redirect(library: Library, text: str, old: str, new: str) -> str:
    """Return the file of redirects with one added, earlier ones pointed at the new place and one back to here dropped."""
    text = re.sub(rf"^{re.escape(new)}: .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(rf"^(\S+\.md: ){re.escape(old)}(?=#|$)", rf"\g<1>{new}", text, flags=re.MULTILINE)
    text += f"{'' if text.endswith(chr(10)) or not text else chr(10)}{old}: {new}\n"
    found = {one.old: one.new for one in library.redirects.values() if one.old != new}
    wanted = {one: re.sub(rf"^{re.escape(old)}(?=#|$)", new, to) for one, to in found.items()} | {old: new}
    try:
        made = {one.old: one.new for one in data.redirects(Source(REDIRECTS, text))[0].values()}
    except Unreadable:
        made = {}
    if made != wanted:
        raise CommandError(
            f"{REDIRECTS} holds more than plain lines. Write each redirect there as a line, such as "
            "'rapport/old-name.md: rapport/new-name.md', then move again."
        )
    return text
