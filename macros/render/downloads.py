"""Links to files for other software: those that `kb export` has written, and packages that are made when all pages are built."""

from __future__ import annotations

import posixpath

from markupsafe import Markup

from macros.handbook import download_files
from macros.handbook.html_templates import fill
from macros.handbook.order import of_folder
from macros.handbook.resolve import require
from macros.markdown_extensions.prerendered import finished
from macros.model import ARTICLE_FOLDERS, Article, Library, Page
from macros.render.text import address, link, plain, shown

ELSEWHERE = "A published copy has them on this page."
NO_ADDRESS = "They lead back to the handbook, and this copy was built without a web address to lead to (SITE_URL)."


def downloads(library: Library, page: Page, kind: str) -> str:
    """The files of a kind: packs, short packs, Moodle courses, questions, flash cards, changes, data or books."""
    require("KB306", "kind of download", kind, download_files.KINDS)
    found = download_files.of_kind(library, kind)
    rows = [_line(page, one, bytes_) for one in found if (bytes_ := download_files.size(library, one.name))]
    missing = [one for one in found if not download_files.size(library, one.name)]
    return "\n".join(rows) + (f"\n\n{_why(library, kind, missing)}" if missing else "")


def _line(page: Page, one: download_files.Download, bytes_: int) -> str:
    link = f"[{plain(one.title)}]({address(page, download_files.path(one.name))})"
    return f"- {link}: {plain(one.about)} ({max(1, round(bytes_ / 1000))} KB)"


def _why(library: Library, kind: str, missing: list[download_files.Download]) -> str:
    names = ", ".join(plain(one.title) for one in missing)
    if missing[0].absolute and not download_files.base(library):
        why = f"{ELSEWHERE} {NO_ADDRESS}"
    elif kind == "changes" and not library.changes:
        why = "No change has been published yet."
    elif kind == "books":
        why = f"{ELSEWHERE} The command `kb export --books` makes them, from a site that was built before."
    else:
        why = f"{ELSEWHERE} The command `kb export` makes them, which `make site` and `make serve` run."
    return f"Not in this copy: {names}. {why}"


def slides(library: Library, page: Page) -> str:
    """The slides and sheets of all articles, part by part."""
    parts = {
        folder: [one for one in of_folder(library, folder) if slide_links(library, page, one)]
        for folder in ARTICLE_FOLDERS
    }
    found = "\n\n".join(_slides_of(library, page, folder, some) for folder, some in parts.items() if some)
    return found or f"Not in this copy: slides and documents. {ELSEWHERE} The command `kb export --slides` makes them."


def _slides_of(library: Library, page: Page, folder: str, found: list[Article]) -> str:
    rows = "\n".join(f"- {plain(one.title)}: {' and '.join(slide_links(library, page, one))}" for one in found)
    return f"**{plain(download_files.part_title(library, folder))}**\n\n{rows}"


def slide_links(library: Library, page: Page, article: Article) -> list[str]:
    """Return the links to an article's files; none where they have not been made."""
    names = {"slides": download_files.slides_of(article.id), "sheets": download_files.sheets_of(article.id)}
    return [
        f"[{words}]({address(page, download_files.path(name))})"
        for words, name in names.items()
        if download_files.size(library, name)
    ]


def scorm(library: Library, page: Page) -> str:
    """The packages of all parts, with those of their articles below each."""
    if not download_files.base(library):
        make = f"Or [make one in your browser]({address(page, 'teach/pick.md')})."
        return f"Not in this copy: packages to download. {ELSEWHERE} {NO_ADDRESS} {make}"
    return "\n".join(_packages_of(library, page, folder) for folder in ARTICLE_FOLDERS if of_folder(library, folder))


def _packages_of(library: Library, page: Page, folder: str) -> str:
    found = of_folder(library, folder)
    whole = _package(page, download_files.part_package(folder), download_files.part_title(library, folder))
    each = [_package(page, download_files.package_of(one.id), one.title) for one in found]
    return f"{finished(fill('page/packages.html', whole=whole, parts=each))}\n"


def package_link(library: Library, page: Page, article: Article) -> str:
    """Return the way to an article's package in running text; empty where there is none."""
    if not download_files.base(library) or article.id not in library.quizzes:
        return ""
    return finished(_package(page, download_files.package_of(article.id), "SCORM package"))


def part_link(page: Page, folder: str) -> str:
    """Return the way to a part's package in running text."""
    return finished(_package(page, download_files.part_package(folder), "SCORM package"))


def _package(page: Page, path: str, title: str) -> Markup:
    return link(posixpath.relpath(path, page.url or "."), shown(title))
