"""Every text that people wrote into front matter or data files, with its owner and keys there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from macros.model import Keys, Library, Location, Scene


class Owner(Protocol):
    """Whatever can say where one of its values stands."""

    def where(self, *keys: str | int) -> Location: ...


Text = tuple[Owner, Keys, str]


def written(library: Library) -> Iterator[Text]:
    """Texts outside the Markdown itself: front matter, checklists, quizzes, glossary, statements, changes, references."""
    for page in library.pages.values():
        yield from ((page, keys, text) for keys, text in _inside(page.meta, ()))
    for checklist in library.checklists.values():
        for item in checklist.items:
            yield item, ("do",), item.do
            yield item, ("because",), item.because
    for quiz in library.quizzes.values():
        for question in quiz.questions:
            yield question, ("stem",), question.stem
            for index, option in enumerate(question.options):
                yield question, ("options", index, "text"), option.text
                yield question, ("options", index, "feedback"), option.feedback
    for scene in library.scenes.values():
        yield from _of_scene(scene)
    for term in library.terms.values():
        yield term, ("term",), term.term
        yield term, ("definition",), term.definition
    for statement in library.statements:
        yield statement, ("says",), statement.says
        yield statement, ("why",), statement.why
    for change in library.changes:
        yield change, ("summary",), change.summary
    for reference in library.references.values():
        for name in ("population", "finding", "limits"):
            yield reference, (name,), getattr(reference, name)


def _of_scene(scene: Scene) -> Iterator[Text]:
    for name in ("content_note", "set_up", "shows", "if_it_fails"):
        yield scene, (name,), getattr(scene, name)
    for role in ("clinician", "patient"):
        yield scene, ("briefs", role), getattr(scene, role)
    for name in ("objectives", "debrief"):
        yield from ((scene, (name, index), text) for index, text in enumerate(getattr(scene, name)))
    for tick in scene.ticks:
        yield tick, ("tick",), tick.tick
    for line in (*scene.poor, *scene.good):
        yield line, ("who",), line.who
        yield line, ("does" if line.does else "says",), line.does or line.says


def copied(library: Library) -> Iterator[Text]:
    """Texts that are copied and not written: what describes a source, and words that are only searched."""
    for reference in library.references.values():
        yield from ((reference, keys, text) for keys, text in _inside(reference.csl, ()))
    for group in library.synonyms:
        yield from ((group, ("words", index), word) for index, word in enumerate(group.words))


def _inside(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _inside(one, (*keys, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _inside(one, (*keys, index))
