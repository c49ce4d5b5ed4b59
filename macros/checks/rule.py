"""What a rule is: a code, what it looks for, the sentence that tells the facts, and a way to find them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, ClassVar, TypeVar
from weakref import WeakKeyDictionary

from macros.handbook.sentences import Template, diagnostic
from macros.handbook.text_file import Source
from macros.model import Article, Diagnostic, Library, Location, Page, Severity

Thing = TypeVar("Thing")
Facts = dict[str, Any]
Found = Iterator[tuple[Location, Facts]]


def latest(today: date) -> str:
    """Return the last day that may have begun anywhere when it is `today` here: who wrote it may live further east."""
    return (today + timedelta(days=1)).isoformat()


def in_text(page: Page) -> Callable[..., Location]:
    """Return what says where an offset in a page's text stands, and its end; lines are looked for once, when it is first asked."""

    @cache
    def source() -> Source:
        return Source(page.place.file, page.text, page.text_line)

    return lambda offset, end=0: source().place(offset, end)


def again(things: Iterable[Thing], key: Callable[[Thing], object]) -> Iterator[tuple[Thing, Thing]]:
    """Yield each thing whose key an earlier one has, with the first that has it."""
    first: dict[object, Thing] = {}
    for one in things:
        if first.setdefault(key(one), one) is not one:
            yield one, first[key(one)]


def lines_with(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[Location, re.Match[str]]]:
    """Yield what of a page's text matches, with the line on which it begins."""
    place = in_text(page)
    for found in pattern.finditer(page.text):
        yield Location(page.place.file, place(found.start()).line), found


# By what was read from a file, which is new when that has changed: the looks that found nothing in it.
_CLEAN: WeakKeyDictionary[Any, set[tuple[type, str]]] = WeakKeyDictionary()


def last_place(error: BaseException) -> Location:
    """Return the place of what was being read or looked at when an error arose; docs where nothing says so."""
    place, trace = Location("docs"), error.__traceback__
    while trace is not None:
        for one in trace.tb_frame.f_locals.values():
            found = Location(one.file) if isinstance(one, Source) else getattr(one, "place", None)
            place = found if isinstance(found, Location) else place
        trace = trace.tb_next
    return place


class Rule(ABC):
    """A rule of `kb check`: any class with a `code` in this folder. The docstring of each says what it looks for.

    `message` is the sentence in which `{name}` stands for a fact. A rule that says several things has one sentence
    for each `kind`, a fact that chooses among them. A `fixable` rule may add a `fix` to the facts, where only one
    change puts it right; `kb check --fix` makes it.
    """

    code: ClassVar[str]
    message: ClassVar[Template]
    severity: ClassVar[Severity] = Severity.ERROR
    fixable: ClassVar[bool] = False

    @abstractmethod
    def find(self, library: Library) -> Found:
        """Yield each place that breaks the rule, with the facts: names, numbers and words as they stand there."""

    def anew(self, things: Iterable[Thing], look: Callable[[Thing], Found]) -> Found:
        """Yield what a method of the rule finds in each thing; what it found nothing in before is not looked at again.

        So the method may know of nothing but the thing it is given.
        """
        name = type(self), look.__name__
        for one in things:
            clean = _CLEAN.setdefault(one, set())
            if name not in clean:
                is_clean = True
                for found in look(one):
                    is_clean = False
                    yield found
                if is_clean:
                    clean.add(name)

    def finding(self, place: Location, facts: Facts) -> Diagnostic:
        code, fix = facts.pop("code", self.code), facts.pop("fix", None)
        return diagnostic(place, code, self.message, facts, self.severity, fix)


class PageRule(Rule):
    """A rule that judges each page by itself."""

    def find(self, library: Library) -> Found:
        yield from self.anew(library.pages.values(), self.in_page)

    @abstractmethod
    def in_page(self, page: Page) -> Found:
        """Yield what is found on a page."""


class ArticleRule(Rule):
    """A rule that judges each article by itself, without its checklist and quiz."""

    def find(self, library: Library) -> Found:
        yield from self.anew(library.articles.values(), self.in_article)

    @abstractmethod
    def in_article(self, article: Article) -> Found:
        """Yield what is found in an article."""


class DatedRule(Rule):
    """A rule that judges days by the day of the check."""

    def __init__(self, today: date) -> None:
        self.today = today
