"""The handbook read from disk, once per process; a file is read again only when it has changed."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from macros.handbook import data, download_files, marks, pages, pictures, settings
from macros.handbook import permalinks as ledger
from macros.handbook.change_log import in_order
from macros.handbook.scenes import with_scene
from macros.handbook.sentences import diagnostic
from macros.handbook.small_files import CROWD, SMALL, crowds
from macros.handbook.text_file import LARGEST, NOT_TEXT, Source, Unreadable, read
from macros.handbook.yaml_tree import Tree
from macros.model import Article, Diagnostic, Library, Location, Page, Permalink, Settings

__all__ = ["load", "stamps"]

Stamp = tuple[int, int]
DATA = "docs/_data"
FAILED = "This file cannot be read ({error}). Take out what was added last, and report it."


def load(root: Path | str, left_out: tuple[Diagnostic, ...] = ()) -> Library:
    """Return the handbook under a project root (the folder of mkdocs.yml), without the files that are `left_out` and why.

    Never raises for a content mistake: what cannot be read is in `problems`.
    """
    base = Path(root).resolve()
    found = stamps(base)
    for folder, files in crowds({file: size for file, (_, size) in found.items()}).items():
        facts = {"files": len(files), "bytes": SMALL}
        left_out = (*left_out, diagnostic(Location(folder), "KB115", CROWD, facts))
        for file in files:
            del found[file]
    return _assemble(base, tuple(found.items()), left_out)


def stamps(root: Path) -> dict[str, Stamp]:
    """Return every file under docs/ and mkdocs.yml, in order, each with its newest change and size."""
    return dict(sorted(_stamps(root)))


def _stamps(root: Path) -> Iterator[tuple[str, Stamp]]:
    yield "mkdocs.yml", _stamp(f"{root}/mkdocs.yml")
    made = root / download_files.FOLDER
    for folder, folders, names in os.walk(root / "docs"):
        names += [name for name in folders if os.path.islink(f"{folder}/{name}")]
        folders[:] = [name for name in folders if not name.startswith(".")]
        # What is made there is not ours to read; anything else a builder would take for a page.
        if Path(folder) in (made, made / download_files.ALL_SOURCES, made / download_files.SLIDES):
            names = [name for name in names if not name.endswith(download_files.ENDINGS)]
        prefix = Path(folder).relative_to(root).as_posix()
        for name in names:
            if not name.startswith("."):
                yield f"{prefix}/{name}", _stamp(f"{folder}/{name}")


def _stamp(path: str) -> Stamp:  # of many files many times, so no Path is made of it
    for look in (os.stat, os.lstat):  # a link that leads nowhere has a stamp of its own, unlike what it replaced
        try:
            found = look(path)
            return found.st_mtime_ns, found.st_size
        except OSError:
            continue
    return 0, 0


@lru_cache(maxsize=4)
def _assemble(root: Path, stamps: tuple[tuple[str, Stamp], ...], left_out: tuple[Diagnostic, ...]) -> Library:
    gc.disable()  # nothing read here is garbage, and looking for it takes a third of the time
    try:
        return _read_all(root, stamps, left_out)
    finally:
        gc.freeze()  # nor should later searches walk through all of it
        gc.enable()


def _read_all(root: Path, stamps: tuple[tuple[str, Stamp], ...], left_out: tuple[Diagnostic, ...]) -> Library:
    problems = list(left_out)
    shelf = _Shelf(root, dict(stamps), problems)
    found_pages = list(shelf.pages())
    permalinks = tuple(chain(*shelf.ledgers()))
    articles = [article for _, article in found_pages if article]
    references = _by_id(chain(*shelf.folder("references", data.references, code="KB501")))
    terms = _by_id(shelf.one(f"{DATA}/glossary.yml", "KB401", data.glossary))
    return Library(
        root=root,
        settings=shelf.one("mkdocs.yml", "KB101", settings.read) or Settings("", ""),
        pages={page.path: page for page, _ in found_pages},
        articles=_articles(articles, {row.url for row in permalinks}),
        checklists={one.id: one for one in shelf.folder("checklists", data.checklist)},
        quizzes={one.id: one for one in shelf.folder("quizzes", data.quiz)},
        scenes={one.id: one for one in shelf.folder("scenes", data.scene)},
        pictures={one.id: one for one in shelf.folder("pictures", pictures.read, ".svg")},
        references=references[0],
        terms=terms[0],
        statements=tuple(shelf.one(f"{DATA}/source.yml", "KB401", data.statements) or ()),
        trials=tuple(shelf.one(f"{DATA}/trust_trials.yml", "KB501", data.trials) or ()),
        evidence=_by_id(shelf.one(f"{DATA}/evidence_status.yml", "KB501", data.evidence_status))[0],
        watches={one.id: one for one in shelf.folder("watch", data.watch)},
        permalinks=permalinks,
        changes=in_order(shelf.folder("changes", data.change)),
        waivers=tuple(shelf.one(f"{DATA}/waivers.yml", "KB401", data.waivers) or ()),
        synonyms=tuple(shelf.one(f"{DATA}/synonyms.yml", "KB401", data.synonyms) or ()),
        groups=tuple(shelf.one(f"{DATA}/groups.yml", "KB401", data.groups) or ()),
        topics=tuple(shelf.one(f"{DATA}/topics.yml", "KB401", data.topics) or ()),
        redirects=shelf.one(data.REDIRECTS, "KB401", data.redirects) or {},
        stages=tuple(shelf.one(f"{DATA}/stages.yml", "KB401", data.stages) or ()),
        search={one.id: one for one in shelf.folder("search", data.search)},
        doubled=(*references[1], *terms[1]),
        files=frozenset(shelf.stamps),
        data={file: (tree.value, tree.places) for file, tree in shelf.trees.items()},
        stamp=sha256(repr(stamps).encode()).hexdigest(),
        problems=tuple(sorted(problems)),
    )


def _articles(found: list[Article], published: set[str]) -> dict[str, Article]:
    """Return articles by id; of two with one id the published one is meant, else the first."""
    chosen: dict[str, Article] = {}
    for one in reversed(found):
        other = chosen.get(one.id)
        if other is None or one.page.url in published or other.page.url not in published:
            chosen[one.id] = one
    return chosen


def _by_id(entries: Iterable[Any] | None) -> tuple[dict[str, Any], list[Any]]:
    """Return entries by id, the first of each; and those whose id was taken."""
    found: dict[str, Any] = {}
    doubled = [one for one in entries or () if found.setdefault(one.id, one) is not one]
    return found, doubled


class _Shelf:
    """Reads files through a cache by path and stamp, and gathers what is wrong with them."""

    def __init__(self, root: Path, stamps: dict[str, Stamp], problems: list[Diagnostic]) -> None:
        self.root, self.stamps, self.problems = root, stamps, problems
        self.left_out = {one.place.file for one in problems}
        self.trees: dict[str, Tree] = {}
        self._leave_out(marks.PAGE, "KB101", [one for one in stamps if one.startswith("docs/") and one.endswith(".md")])
        self._leave_out(marks.DATA, "KB401", [one for one in stamps if one.startswith(DATA) and one.endswith(".yml")])

    def _leave_out(self, kind: marks.Kind, code: str, files: list[str]) -> None:
        """Leave out the files that hold more marks together than a check can read in time."""
        refused = marks.too_many({file: _weight(self.root, file, self.stamps[file], kind) for file in files})
        for file, found in refused.items():
            facts = {"kind": "together", "marks": found, "characters": kind.shown, "share": kind.share}
            self.problems.append(diagnostic(Location(file), code, NOT_TEXT, facts))
        self.left_out |= refused.keys()

    def one(self, file: str, code: str, reader: Callable[..., tuple[Any, list[Diagnostic]]], *args: str) -> Any:
        """Return what a reader makes of a file; None when there is no such file or it cannot be read."""
        stamp = self.stamps.get(file, (0, 0))  # a folder in a file's place has none
        if file in self.left_out or (stamp == (0, 0) and not os.path.lexists(self.root / file)):
            return None
        value, problems, trees = _read(self.root, file, stamp, code, reader, *args)
        self.problems += problems
        if trees and file.startswith(DATA):
            self.trees[file] = trees[0]
        return value

    def folder(
        self, name: str, reader: Callable[..., tuple[Any, list[Diagnostic]]], ending: str = ".yml", code: str = "KB401"
    ) -> Iterator[Any]:
        for file in sorted(self.stamps):
            if file.startswith(f"{DATA}/{name}/") and file.endswith(ending):
                id = file.removeprefix(f"{DATA}/{name}/").removesuffix(ending)
                value = self.one(file, code, reader, id)
                if value is not None:
                    yield value

    def ledgers(self) -> Iterator[list[Permalink]]:
        """Yield the rows of each file of permalinks, oldest file first, without those that an older file holds."""
        known: set[tuple[str, str]] = set()
        for file in sorted(self.stamps, key=lambda file: (file != ledger.FIRST, file)):
            if file == ledger.FIRST or (file.startswith(f"{ledger.FOLDER}/") and file.endswith(".tsv")):
                rows = self.one(file, "KB601", ledger.read) or []
                yield [row for row in rows if (row.url, row.anchor) not in known]
                known |= {(row.url, row.anchor) for row in rows}

    def pages(self) -> Iterator[tuple[Page, Article | None]]:
        """Yield every page, and the article that it is, with its scene."""
        for file in sorted(self.stamps):
            path = file.removeprefix("docs/")
            if file.endswith(".md") and path != file and not path.startswith("_data/"):
                value = self.one(file, "KB101", _page, path)
                if value is not None:
                    scene = f"{DATA}/scenes/{value[0].id}.yml"
                    stamps = self.stamps[file], self.stamps.get(scene)
                    has_scene = value[1] and stamps[1] and scene not in self.left_out
                    yield _with_scene(self.root, (file, scene), stamps) if has_scene else value


@lru_cache(maxsize=50_000)
def _weight(root: Path, file: str, stamp: Stamp, kind: marks.Kind) -> marks.Weight:
    """Return how many marks a file holds; none where it is refused for something else anyway."""
    none, path = marks.Weight(0, 0), root / file
    if path.is_symlink() or not path.is_file() or stamp[1] > LARGEST:
        return none
    try:
        weight = marks.weigh(path.read_bytes(), kind)
    except OSError:
        return none
    return none if weight.marks > kind.most else weight


@lru_cache(maxsize=50_000)
def _with_scene(root: Path, files: tuple[str, str], stamps: tuple[Stamp, Stamp]) -> tuple[Page, Article]:
    """Return an article with its scene, made once for each state of their two files."""
    (page, article), *_ = _read(root, files[0], stamps[0], "KB101", _page, files[0].removeprefix("docs/"))
    scene, *_ = _read(root, files[1], stamps[1], "KB401", data.scene, page.id)
    if scene is None:
        return page, article
    page = with_scene(page, scene)
    return page, replace(article, page=page, minutes=scene.minutes, objectives=scene.objectives)


def _page(source: Source, path: str) -> tuple[tuple[Page, Article | None], list[Diagnostic]]:
    page, article, problems = pages.read(source, path)
    return (page, article), problems


@lru_cache(maxsize=50_000)
def _read(
    root: Path, file: str, stamp: Stamp, code: str, reader: Callable[..., tuple[Any, list[Diagnostic]]], *args: str
) -> tuple[Any, list[Diagnostic], list[Tree]]:
    try:
        source = read(root / file, file, code)
        return *reader(source, *args), source.trees
    except Unreadable as error:
        return None, [error.finding], []
    except Exception as error:  # the other files get their findings, whatever this one holds
        facts = {"error": f"{type(error).__name__}: {error}"[:200]}
        return None, [diagnostic(Location(file), code, FAILED, facts)], []
