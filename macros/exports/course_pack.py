"""What a course pack is, and what each of ours holds: a module for each article, a link for each section or one for all, and the quiz."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from macros.exports.pack_quiz import for_packs
from macros.handbook import licence
from macros.handbook.addresses import find, join
from macros.handbook.article_sections import TEACH, for_clinicians
from macros.handbook.download_files import WHOLE_PACK, base, part_title, short
from macros.handbook.order import of_folder
from macros.handbook.resolve import anchors
from macros.model import ARTICLE_FOLDERS, Article, Library, Quiz


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a section; one for trainers is hidden from learners."""

    id: str
    title: str
    url: str
    for_trainers: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A quiz with, for each question, the address and title of the section that its feedback points to."""

    id: str
    title: str
    quiz: Quiz
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Module:
    """One part of a course."""

    id: str
    title: str
    entries: tuple[Link | Test, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A course pack; `versions` are (address relative to `site`, version) of what it links to, for `kb compare`."""

    id: str
    title: str
    description: str
    licence: str
    site: str
    modules: tuple[Module, ...]
    versions: tuple[tuple[str, str], ...]


DESCRIPTION = (
    "Links to the sections of a handbook on how clinicians earn, keep and repair trust, with quizzes. "
    "Links stay live: what is improved there is seen in your course."
)


def packs(library: Library) -> Iterator[tuple[str, Pack]]:
    """Yield file name and pack, with a link for each section: the whole handbook, then each of its parts."""
    yield from _packs(library, module, WHOLE_PACK, "{}.imscc")


def short_packs(library: Library) -> Iterator[tuple[str, Pack]]:
    """Yield the same with one link for each article."""
    yield from _packs(library, short_module, short(WHOLE_PACK), short("{}.imscc"))


def _packs(
    library: Library, make: Callable[[Library, Article], Module], whole: str, name: str
) -> Iterator[tuple[str, Pack]]:
    parts = {folder: of_folder(library, folder) for folder in ARTICLE_FOLDERS}
    made = {article.id: make(library, article) for part in parts.values() for article in part}
    yield whole, _pack(library, "handbook", library.settings.site_name, made.values())
    for folder in ARTICLE_FOLDERS:
        if parts[folder]:
            title = f"{library.settings.site_name}: {part_title(library, folder)}"
            yield name.format(folder), _pack(library, folder, title, [made[one.id] for one in parts[folder]])


def _pack(library: Library, id: str, title: str, made: Iterable[Module]) -> Pack:
    modules = (start(library, id), *made)
    return Pack(
        id=f"pack.{id}",
        title=title,
        description=DESCRIPTION,
        licence=licence.WITH_ADDRESS,
        site=base(library),
        modules=modules,
        versions=tuple(_versions(library, modules)),
    )


def start(library: Library, id: str) -> Module:
    """Return the first module, which Moodle puts above all others: what this is and where it comes from."""
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
    """Return an article; each title ends with the article's, since course software shows links without their module.

    What the link leads to comes first: an index of a course cuts its rows at about thirty letters.
    """
    titles = anchors(library, article.page)
    # What to do if there is time for no more comes before all else that the article asks.
    links = [_link(library, article, section, titles[section]) for section in for_clinicians() if section in titles]
    kept = library.checklists[article.id].kept if article.id in library.checklists else ()
    links[1:1] = [_link(library, article, one.id, f"First: {one.do.removesuffix('.')}") for one in kept]
    return Module(f"module.{article.id}", article.title, (*links, *_test(library, article), *_notes(library, article)))


def short_module(library: Library, article: Article) -> Module:
    """Return an article as one link, its quiz, and the notes for trainers."""
    link = Link(f"link.{article.id}", article.title, base(library) + article.page.url)
    return Module(f"module.{article.id}", article.title, (link, *_test(library, article), *_notes(library, article)))


def named(name: str, article: Article) -> str:
    return f"{name}: {article.title}"


def _link(library: Library, article: Article, section: str, name: str) -> Link:
    return Link(f"link.{article.id}.{section}", named(name, article), _url(library, article, section))


def _test(library: Library, article: Article) -> Iterator[Test]:
    if quiz := library.quizzes.get(article.id):
        titles = anchors(library, article.page)
        sections = tuple((_url(library, article, one.section), titles[one.section]) for one in quiz.questions)
        yield Test(f"quiz.{article.id}", named("Check yourself", article), for_packs(quiz), sections)


def _notes(library: Library, article: Article) -> Iterator[Link]:
    if TEACH in anchors(library, article.page):
        url = _url(library, article, TEACH)
        title = named("Notes for trainers", article)
        yield Link(f"link.{article.id}.{TEACH}", title, url, for_trainers=True)


def _url(library: Library, article: Article, section: str) -> str:
    return base(library) + join(article.page.url, section)


def _versions(library: Library, modules: Iterable[Module]) -> Iterator[tuple[str, str]]:
    """Yield address and version of each page and section that a pack links to."""
    seen: set[str] = set()
    for entry in (one for module in modules for one in module.entries if isinstance(one, Link)):
        address = entry.url.removeprefix(base(library))
        for one in (address.partition("#")[0], address):
            found = find(library, one)
            if found.version and one not in seen:
                seen.add(one)
                yield one, str(found.version)
