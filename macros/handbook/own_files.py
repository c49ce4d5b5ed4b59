"""What the site makes itself, by address: files of the look, of the search, for others. No file of the text may take their place.

Whoever writes such a file takes its name from here, and a test holds the list against every file of the built site.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.handbook.download_files import FOLDER

DOWNLOADS = FOLDER.removeprefix("docs/")
SEARCH, PREVIEWS = "search", "assets/previews"
SEARCH_INDEX = f"{SEARCH}/index.json"
PICK, PICK_QUIZZES = "teach/pick.json", "teach/pick-quizzes.json"
WORKER, MANIFEST = "sw.js", "manifest.json"
HEADERS, REDIRECTS = "_headers", ("_redirects", "_nginx-redirects.map")
OF_THEME = ("assets/javascripts", "assets/stylesheets", "assets/images")
OF_BUILDER = ("404.html", "sitemap.xml", "sitemap.xml.gz")

_FOLDERS = (SEARCH, DOWNLOADS, PREVIEWS, *OF_THEME)  # whole, whatever is in them
_FILES = (PICK, PICK_QUIZZES, WORKER, MANIFEST, HEADERS, *REDIRECTS, *OF_BUILDER)
OF_LOOK, _ASSETS = "overrides", "assets"
_REWRITTEN = (".css", ".js")  # joined and shortened


def own_folders(root: Path) -> Iterator[str]:
    """Yield the folders in which nothing but what the site makes may lie."""
    yield from _FOLDERS
    look = root / OF_LOOK
    yield from (path.relative_to(look).as_posix() for path in (look / _ASSETS).glob("*") if path.is_dir())


def own_files(root: Path) -> Iterator[str]:
    """Yield the other files that the site makes, and those of its look."""
    yield from _FILES
    yield from _of_look(root)


def copied(root: Path) -> Iterator[str]:
    """Return the files of the site's look that stand in the site byte for byte."""
    return (one for one in _of_look(root) if not one.endswith(_REWRITTEN))


def _of_look(root: Path) -> Iterator[str]:
    look = root / OF_LOOK
    return (path.relative_to(look).as_posix() for path in sorted((look / _ASSETS).rglob("*")) if path.is_file())
