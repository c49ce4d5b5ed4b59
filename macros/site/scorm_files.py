"""SCORM packages of each article and part, and what the page "Pick your own" makes packages of.

They hold the text of built pages, so they are written after the builder. Packages hold whole web addresses: where the
site does not know its own, only what a browser makes packages of is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from macros.exports.json_files import compact
from macros.exports.scorm_package import Unit, fixed, package, questions
from macros.exports.xml import templates
from macros.handbook.download_files import PACKAGES, base, package_of, part_package, part_title
from macros.handbook.kept import put
from macros.handbook.order import of_folder
from macros.handbook.versions import of_article
from macros.markdown_extensions.typography import typeset
from macros.model import ARTICLE_FOLDERS, Article, Library
from macros.site import scorm_text

VERSIONS, PLAYER = "versions.json", "player.json"


def write(library: Library, site: Path) -> None:
    """Write all into a built site; the same site gives the same bytes."""
    for name, content in _files(library, site):
        put(site / name, content)


def _files(library: Library, site: Path) -> Iterator[tuple[str, bytes]]:
    name, at = library.settings.site_name, base(library)
    versions = {}
    for part in ARTICLE_FOLDERS:
        built = [one for one in of_folder(library, part) if (site / one.page.url / "index.html").is_file()]
        units = [_unit(library, one, site) for one in built]
        for one in units:
            versions[one.id] = one.version
            yield f"{PACKAGES}/{one.id}.json", compact(asdict(one))
            if at:
                yield package_of(one.id), package(one.id, one.title, name, at, [one])
        if units and at:
            title = f"{name}: {part_title(library, part)}"
            yield part_package(part), package(f"part.{part}", title, name, at, units)
    yield f"{PACKAGES}/{VERSIONS}", compact(versions)
    yield f"{PACKAGES}/{PLAYER}", compact({"name": name, "templates": templates("scorm"), "fixed": fixed()})


def _unit(library: Library, article: Article, site: Path) -> Unit:
    page = (site / article.page.url / "index.html").read_text("utf-8")
    quiz = library.quizzes.get(article.id)
    return Unit(
        id=article.id,
        title=article.title,
        shown=typeset(article.title),
        address=article.page.url,
        version=of_article(library, article).text,
        checked=article.evidence_checked,
        sections=tuple(scorm_text.sections(page, article.page.url, article.id)),
        quiz=questions(quiz) if quiz else "",
    )
