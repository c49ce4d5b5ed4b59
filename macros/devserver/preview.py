"""A saved edit at once: the pages it concerns are built by themselves and shown; the whole site follows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from macros import handbook
from macros.builders.run import run_builder
from macros.checks import check
from macros.checks.report import text
from macros.model import Library
from macros.site.pipeline import failing

_OF_ONE_ARTICLE = ("docs/_data/checklists/", "docs/_data/quizzes/")


class Preview:
    """A copy of the served site in which single pages are built before they are put into it.

    The copy is taken after each whole build, when nobody waits, so that an edit costs one page.
    """

    def __init__(self, root: Path, site: Path) -> None:
        self._root, self._site, self._draft = root, site, site.with_name("draft")

    def renew(self) -> None:
        """Copy the site as it stands after a whole build."""
        shutil.rmtree(self._draft, ignore_errors=True)
        shutil.copytree(self._site, self._draft)

    def show(self, changed: Iterable[str]) -> tuple[str, bool]:
        """Return what must be fixed in docs/ after these files changed, and whether a page of the site was renewed.

        Nothing is shown when anything is wrong, or when the files may concern any page.
        """
        found = handbook.load(self._root)
        outputs = [f"{found.pages[page].url}index.html" for page in sorted(concerned(found, changed))]
        with ThreadPoolExecutor() as beside:
            drawn = beside.submit(self._draw, outputs, found.stamp)  # in a process of its own, while this one checks
            findings = check(found, date.today())
        if failing(findings):
            return text(findings, len(found.articles)), False
        if not drawn.result():
            return "", False
        for one in outputs:
            shutil.copy(self._draft / one, self._site / f"{one}.new")
            (self._site / f"{one}.new").replace(self._site / one)
        return "", True

    def _draw(self, outputs: list[str], checked: str) -> bool:
        """Build these pages in the copy; whether that went well and there is any."""
        if not outputs or not all((self._draft / one).is_file() for one in outputs):
            return False
        for one in outputs:
            os.utime(self._draft / one, (0, 0))
        return not run_builder(self._root, self._draft, "one page", checked)


def concerned(found: Library, changed: Iterable[str]) -> set[str]:
    """Return the pages (paths in docs/) that hold these files' own text; none if one of the files may concern any page."""
    pages = set()
    for file in changed:
        path = file.removeprefix("docs/")
        article = found.articles.get(Path(file).stem)
        if path in found.pages:
            pages.add(path)
        elif article and file.startswith(_OF_ONE_ARTICLE):
            pages.add(article.page.path)
        else:
            return set()
    return pages
