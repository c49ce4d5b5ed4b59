"""Every text that people wrote into front matter or data files, with its owner and keys there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from os.path import dirname
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from macros.model import ROLES, Entry, Keys, Library, Page, Scene, SourceMap

T = TypeVar("T")
Text = tuple[Page | Entry, Keys, str]  # of which the first can say where it stands


def written(library: Library) -> Iterator[Text]:
    """Yield texts outside the Markdown itself: front matter, checklists, quizzes, glossary, statements, changes, references."""
    for page in library.pages.values():
        yield from ((page, keys, value) for keys, value in leaves(page.meta) if isinstance(value, str))
    for _, item in library.items():
        yield item, ("do",), item.do
        yield item, ("because",), item.because
        if item.danger:
            yield item, ("danger",), item.danger
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
    for trial in library.trials:
        for name in ("tried", "against", "found"):
            yield trial, (name,), getattr(trial, name)
    for change in library.changes:
        yield change, ("summary",), change.summary
    for reference in library.references.values():
        for name in ("population", "finding", "limits"):
            yield reference, (name,), getattr(reference, name)


def _of_scene(scene: Scene) -> Iterator[Text]:
    for name in ("content_note", "set_up", "shows", "if_it_fails"):
        yield scene, (name,), getattr(scene, name)
    for role, name in scene.roles.items():
        yield scene, ("roles", role), name
    for role in ROLES:
        yield scene, ("briefs", role), getattr(scene, role)
    for name in ("objectives", "debrief"):
        yield from ((scene, (name, index), text) for index, text in enumerate(getattr(scene, name)))
    for tick in scene.ticks:
        yield tick, ("tick",), tick.tick
    for line in (*scene.poor, *scene.good):
        yield line, ("who",), line.who
        yield line, ("does" if line.does else "says",), line.does or line.says


# What is copied and not written, and shown letter for letter or only searched: folder or file -> the keys that are written after
# all.
_COPIED: dict[str, set[Keys]] = {
    "docs/_data/references": {("population",), ("finding",), ("limits",), ("note",), ("results",)},
    "docs/_data/synonyms.yml": set(),
}


def found_in_strings(library: Library, look: Callable[[str, bool], T | None]) -> Iterator[tuple[SourceMap, Keys, T]]:
    """Yield what `look` finds in each text and key in front matter and in any data file, with its keys there.

    It is given the text, and whether this is copied, and is not asked of a text without one of `SIGNS`.
    """
    for page in library.pages.values():
        yield from ((page.places, keys, found) for keys, found in _found(page.places, page.meta, None, look))
    for file, (value, places) in library.data.items():
        yield from (
            (places, keys, found)
            for keys, found in _found(places, value, _COPIED.get(file, _COPIED.get(dirname(file))), look)
        )


# What a text must hold for anyone to look at it, as few do. A new look adds what it needs here, and the pieces of what it looks
# for to the guard in tests/attacks/test_every_string.py.
SIGNS = re.compile(r"[^ -~]|[&<{\[\]]|Macro")

# By the places of a file's values, which are new when it is read anew: its texts with a sign, and whether each is copied.
_TEXTS: WeakKeyDictionary[SourceMap, list[tuple[Keys, str, bool]]] = WeakKeyDictionary()


def _found(
    places: SourceMap, value: Any, kept: set[Keys] | None, look: Callable[[str, bool], T | None]
) -> Iterator[tuple[Keys, T]]:
    """Yield what is found in a file; of one that is copied, these keys are `kept` from being so."""
    if places not in _TEXTS:
        _TEXTS[places] = [
            (keys, text, kept is not None and keys[1:2] not in kept)
            for keys, text in _strings(value)
            if SIGNS.search(text)
        ]
    for keys, text, copied in _TEXTS[places]:
        if (found := look(text, copied)) is not None:
            yield keys, found


def _strings(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield every text and the name of every key, with its keys."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield (*keys, f"key:{key}"), str(key)
            yield from _strings(one, (*keys, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _strings(one, (*keys, index))


def leaves(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Yield all that holds nothing else, with its keys."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*keys, str(key)))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from leaves(one, (*keys, index))
    else:
        yield keys, value
