"""The entries of "Adapt to the person": each an action for people named in bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.handbook.article_sections import ADAPT
from macros.handbook.order import in_visit_order
from macros.model import Article, Group, Library, Location, Section

_ENTRY = re.compile(r"^- \*\*(?P<name>[^*\n]+?)[.:]?\*\*[.:]? *(?P<action>.*)$")


@dataclass(frozen=True, slots=True)
class Adaptation:
    """An entry: whom it names, what to do, as Markdown, and the groups it is for."""

    article: Article
    place: Location
    name: str
    action: str
    groups: tuple[Group, ...]


def by_group(library: Library) -> Iterator[tuple[Group, list[Adaptation]]]:
    """Yield each group that any article has an entry for, with its entries in the order of the visit."""
    found = [one for article in in_visit_order(library.articles.values()) for one in adaptations(library, article)]
    for group in library.groups:
        if entries := [one for one in found if group in one.groups]:
            yield group, entries


def adaptations(library: Library, article: Article) -> Iterator[Adaptation]:
    """Yield the entries of an article, in its order."""
    section = article.page.section(ADAPT)
    for number, text in _blocks(section) if section else ():
        if found := _ENTRY.match(text):
            groups = _of_name(library.groups, found["name"])
            place = Location(article.page.place.file, number, 3)
            yield Adaptation(article, place, found["name"], found["action"], groups)


def _blocks(section: Section) -> Iterator[tuple[int, str]]:
    """Yield each entry on one line, with the number of its first."""
    begun, lines = 0, list[str]()
    for number, line in enumerate([*section.body.split("\n"), ""], section.body_line):
        if lines and (not line.strip() or line.startswith("- ")):
            yield begun, " ".join(lines)
            lines = []
        if line.startswith("- "):
            begun, lines = number, [line]
        elif lines:
            lines.append(line.strip())


@lru_cache(maxsize=10_000)
def _of_name(groups: tuple[Group, ...], name: str) -> tuple[Group, ...]:
    """Return the groups that a name in bold is for."""
    return tuple(group for group in groups if _pattern(group.names).search(name))


@lru_cache(maxsize=1_000)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of a group's names."""
    return re.compile("|".join(rf"\b{re.escape(one)}" for one in names) or r"(?!)", re.IGNORECASE)
