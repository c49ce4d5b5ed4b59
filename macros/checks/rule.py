"""What a rule is: a code, a sentence, a message, and a way to find the places it speaks of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from macros.model import Diagnostic, Library, Location

Facts = dict[str, Any]
Found = Iterator[tuple[Location, Facts]]


def latest(today: date) -> str:
    """The last day that may have begun anywhere when it is `today` here: who wrote it may live further east."""
    return (today + timedelta(days=1)).isoformat()


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
