"""Links to slides and to sheets that can be adapted, where they have been made."""

from __future__ import annotations

from macros.handbook.download_files import part_title, path, sheets_of, size, slides_of
from macros.handbook.order import of_folder
from macros.model import ARTICLE_FOLDERS, Article, Library, Page
from macros.render.downloads import ELSEWHERE
from macros.render.text import address, plain


def slides(library: Library, page: Page) -> str:
    """The slides and sheets of all articles, part by part."""
    parts = {
        folder: [one for one in of_folder(library, folder) if ways(library, page, one)] for folder in ARTICLE_FOLDERS
    }
    found = "\n\n".join(_part(library, page, folder, some) for folder, some in parts.items() if some)
    return found or f"Not in this copy: slides and documents. {ELSEWHERE} The command `kb export --slides` makes them."


def _part(library: Library, page: Page, folder: str, found: list[Article]) -> str:
    rows = "\n".join(f"- {plain(one.title)}: {' and '.join(ways(library, page, one))}" for one in found)
    return f"**{plain(part_title(library, folder))}**\n\n{rows}"


def ways(library: Library, page: Page, article: Article) -> list[str]:
    """Return the links to an article's files; none where they have not been made."""
    names = {"slides": slides_of(article.id), "sheets": sheets_of(article.id)}
    return [f"[{words}]({address(page, path(name))})" for words, name in names.items() if size(library, name)]
