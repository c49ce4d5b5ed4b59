"""Articles' running text by sentence, and an index that finds those alike without comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from macros.model import Article, Location

Thing = TypeVar("Thing")
CALL = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}")
QUOTED = re.compile(r'"[^"]*"')
WORD = re.compile(r"[\w'’-]+")
_BREAK = re.compile(r"(?<=[.?])[\"”*]*\s+")
_MOST = 4  # sentences kept under one key, so that a common turn of phrase costs no more than a rare one


def lines(article: Article) -> Iterator[tuple[int, str]]:
    """Yield the article's lines of running text with their numbers; headings, tables and lone calls are left out."""
    for number, line in enumerate(article.page.text.split("\n"), article.page.text_line):
        if line and line[0] not in "|#{":
            yield number, line


def sentences(article: Article, number: int, line: str) -> Iterator[tuple[Location, str]]:
    """Yield the sentences of a line, calls included, each with its place."""
    start = 0
    for found in [*_BREAK.finditer(line), None]:
        end = found.end() if found else len(line)
        yield Location(article.page.place.file, number, start + 1), line[start:end].strip()
        start = end


class Alike(Generic[Thing]):
    """Things under keys (such as word sequences), from which those that share at least two keys come back."""

    def __init__(self) -> None:
        self._things: list[Thing] = []
        self._under: dict[Hashable, tuple[int, ...]] = {}

    def add(self, keys: Iterable[Hashable], thing: Thing) -> None:
        number = len(self._things)
        for key in keys:
            under = self._under.get(key, ())
            if len(under) < _MOST:
                self._under[key] = (*under, number)
        self._things.append(thing)

    def sharing(self, keys: Iterable[Hashable]) -> list[Thing]:
        seen: set[int] = set()
        again: set[int] = set()
        for numbers in filter(None, map(self._under.get, keys)):
            again.update(seen.intersection(numbers))
            seen.update(numbers)
        return [self._things[number] for number in sorted(again)]
