"""What each course pack holds: a module for each article, a link for each section, and the quiz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.exports.pack import Link, Module, Pack, Test
from macros.handbook.addresses import find, join
from macros.handbook.downloads import WHOLE_PACK, base, part_title
from macros.handbook.order import of_folder
from macros.handbook.resolve import anchors
from macros.model import ARTICLE_FOLDERS, Article, Library

LICENCE = "Text CC BY 4.0: https://creativecommons.org/licenses/by/4.0/"
DESCRIPTION = (
    "Links to the sections of a handbook on how clinicians earn, keep and repair trust, with quizzes. "
    "Links stay live: what is improved there is seen in your course."
)
_SECTIONS = ("in-brief", "do", "say", "hard", "adapt", "evidence", "measure")
_FOR_TRAINERS = "teach"


def packs(library: Library) -> Iterator[tuple[str, Pack]]:
    """File name and pack: the whole handbook, then each of its parts."""
    parts = {folder: of_folder(library, folder) for folder in ARTICLE_FOLDERS}
    made = {article.id: module(library, article) for part in parts.values() for article in part}
    yield WHOLE_PACK, _pack(library, "handbook", library.settings.site_name, made.values())
    for folder in ARTICLE_FOLDERS:
        if parts[folder]:
            title = f"{library.settings.site_name}: {part_title(library, folder)}"
            yield f"{folder}.imscc", _pack(library, folder, title, [made[article.id] for article in parts[folder]])


def _pack(library: Library, id: str, title: str, made: Iterable[Module]) -> Pack:
    modules = (start(library, id), *made)
    return Pack(
        id=f"pack.{id}",
        title=title,
        description=DESCRIPTION,
        licence=LICENCE,
        site=base(library),
        modules=modules,
        versions=tuple(_versions(library, modules)),
    )


def start(library: Library, id: str) -> Module:
    """The first module, which Moodle puts above all others: what this is and where it comes from."""
    paths = {"start": f"{id}/index.md" if id in ARTICLE_FOLDERS else "index.md", "licence": "about/licence.md"}
    links = [
        Link(f"link.{name}", page.title, base(library) + page.url)
        for name, path in paths.items()
        if (page := library.pages.get(path))
    ]
    if page := library.pages.get("teach/index.md"):
        links.append(Link("link.trainers", page.title, base(library) + page.url, for_trainers=True))
    return Module("module.start", "About this pack", tuple(links))


def module(library: Library, article: Article) -> Module:
    """An article; each title repeats the article's, since course software shows links without their module."""
    titles = anchors(library, article.page)
    entries: list[Link | Test] = [
        Link(f"link.{article.id}.{section}", f"{article.title}: {titles[section]}", _url(library, article, section))
        for section in _SECTIONS
        if section in titles
    ]
    entries[1:1] = _kept(library, article)
    if quiz := library.quizzes.get(article.id):
        sections = tuple((_url(library, article, one.section), titles[one.section]) for one in quiz.questions)
        entries.append(Test(f"quiz.{article.id}", f"{article.title}: check yourself", quiz, sections))
    if _FOR_TRAINERS in titles:
        title = f"{article.title}: notes for trainers"
        url = _url(library, article, _FOR_TRAINERS)
        entries.append(Link(f"link.{article.id}.{_FOR_TRAINERS}", title, url, for_trainers=True))
    return Module(f"module.{article.id}", article.title, tuple(entries))


def _kept(library: Library, article: Article) -> list[Link]:
    """What to do if there is time for no more, which learners meet before all else that the article asks."""
    kept = library.checklists[article.id].kept if article.id in library.checklists else ()
    return [
        Link(f"link.{article.id}.{item.id}", f"{article.title}: first, {item.do}", _url(library, article, item.id))
        for item in kept
    ]


def _url(library: Library, article: Article, section: str) -> str:
    return base(library) + join(article.page.url, section)


def _versions(library: Library, modules: Iterable[Module]) -> Iterator[tuple[str, str]]:
    """Address and version of each page and section that a pack links to."""
    seen: set[str] = set()
    for entry in (one for module in modules for one in module.entries if isinstance(one, Link)):
        address = entry.url.removeprefix(base(library))
        for one in (address.partition("#")[0], address):
            found = find(library, one)
            if found.version and one not in seen:
                seen.add(one)
                yield one, str(found.version)
