"""What a rule is: a code, a sentence, a message, and a way to find the places it speaks of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, ClassVar

from macros.handbook.text_file import Source
from macros.model import Diagnostic, Library, Location, Page

Facts = dict[str, Any]
Found = Iterator[tuple[Location, Facts]]


def latest(today: date) -> str:
    """The last day that may have begun anywhere when it is `today` here: who wrote it may live further east."""
    return (today + timedelta(days=1)).isoformat()


def in_text(page: Page) -> Callable[[int], Location]:
    """Says where an offset in a page's text stands; lines are looked for once, when it is first asked."""

    @cache
    def source() -> Source:
        return Source(page.place.file, page.text)

    def place(offset: int) -> Location:
        one = source().place(offset)
        return Location(one.file, one.line + page.text_line - 1, one.column)

    return place


class Rule(ABC):
    """A rule of `kb check`; the docstring of each says what it looks for."""

    code: ClassVar[str]
    message: ClassVar[str]
    advice: ClassVar[bool] = False

    @abstractmethod
    def find(self, library: Library) -> Found:
        """Each place that breaks the rule, with the facts that its message names."""

    def findings(self, library: Library) -> Iterator[Diagnostic]:
        for place, facts in self.find(library):
            yield Diagnostic(place, facts.pop("code", self.code), self.message.format(**facts), self.advice)
