"""Links to SCORM packages, which are made when all pages are built, so that no builder can look for them."""

from __future__ import annotations

import posixpath

from markupsafe import Markup

from macros.handbook.download_files import base, package_of, part_package, part_title
from macros.handbook.html_templates import fill
from macros.handbook.order import of_folder
from macros.markdown_extensions.prerendered import finished
from macros.model import ARTICLE_FOLDERS, Article, Library, Page
from macros.render.downloads import ELSEWHERE, NO_ADDRESS
from macros.render.text import address, link, shown


def scorm(library: Library, page: Page) -> str:
    """The packages of all parts, with those of their articles below each."""
    if not base(library):
        make = f"Or [make one in your browser]({address(page, 'teach/pick.md')})."
        return f"Not in this copy: packages to download. {ELSEWHERE} {NO_ADDRESS} {make}"
    return "\n".join(_part(library, page, folder) for folder in ARTICLE_FOLDERS if of_folder(library, folder))


def _part(library: Library, page: Page, folder: str) -> str:
    found = of_folder(library, folder)
    whole = _link(page, part_package(folder), part_title(library, folder))
    each = [_link(page, package_of(one.id), one.title) for one in found]
    return f"{finished(fill('page/packages.html', whole=whole, parts=each))}\n"


def package_link(library: Library, page: Page, article: Article) -> str:
    """Return the way to an article's package in running text; empty where there is none."""
    if not base(library) or article.id not in library.quizzes:
        return ""
    return finished(_link(page, package_of(article.id), "SCORM package"))


def part_link(page: Page, folder: str) -> str:
    """Return the way to a part's package in running text."""
    return finished(_link(page, part_package(folder), "SCORM package"))


def _link(page: Page, path: str, title: str) -> Markup:
    return link(posixpath.relpath(path, page.url or "."), shown(title))
