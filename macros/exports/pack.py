"""What a course pack is: modules of links and quizzes, two levels and no more."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Quiz


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
