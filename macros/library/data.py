"""docs/_data/*.yml -> checklists, quizzes, references, glossary, waivers.

What a schema refuses becomes a finding; the entry itself is kept as far as it goes, so that one slip is one finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.library import schemas, yaml_tree
from macros.library.source import Source
from macros.model import Checklist, Finding, Item, Option, Place, Question, Quiz, Reference, Statement, Term, Waiver

_NOT_CSL = {"design", "population", "finding", "limits", "read", "note", "et_al", "issued"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a file's list: its values, and the place of each by key."""

    values: dict[str, Any]
    places: dict[str, Place]
    place: Place

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return "" if value is None else str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _entries(source: Source, schema: str, family: int, list_key: str = "") -> tuple[list[_Entry], list[Finding]]:
    tree = yaml_tree.read(source, f"KB{family}02")
    value = tree.value.get(list_key) if list_key and isinstance(tree.value, dict) else tree.value
    depth = 1 if list_key else 0
    places: defaultdict[Any, dict[str, Place]] = defaultdict(dict)
    for keys, place in tree.places.items():
        if len(keys) == depth + 2 and not str(keys[-1]).startswith("key:"):
            places[keys[depth]][str(keys[-1])] = place
    found = [
        _Entry(entry, places[index], places[index].get("id", tree.where((list_key, index)[-depth - 1 :])))
        for index, entry in enumerate(value if isinstance(value, list) else ())
        if isinstance(entry, dict)
    ]
    return found, list(schemas.findings(schema, tree, family))


def checklist(source: Source, id: str) -> tuple[Checklist, list[Finding]]:
    """A checklist; `id` is the file stem, which is its article's id."""
    entries, problems = _entries(source, "checklist", 4, "items")
    names = ("id", "when", "do", "strength", "certainty", "basis", "outcome", "because")
    items = tuple(
        Item(
            **{name: one.text(name) for name in names},
            sources=one.texts("sources"),
            formerly=one.texts("formerly"),
            place=one.place,
            places=one.places,
        )
        for one in entries
    )
    return Checklist(id, Place(source.file), items), problems


def quiz(source: Source, id: str) -> tuple[Quiz, list[Finding]]:
    """A quiz; `id` is the file stem, which is its article's id."""
    entries, problems = _entries(source, "quiz", 4, "questions")
    names = ("id", "type", "stem", "section")
    questions = tuple(
        Question(
            **{name: one.text(name) for name in names},
            options=tuple(_options(one.values.get("options"))),
            place=one.place,
            places=one.places,
        )
        for one in entries
    )
    return Quiz(id, Place(source.file), questions), problems


def _options(value: object) -> Iterator[Option]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield Option(str(one.get("text")), one.get("correct") is True, str(one.get("feedback")))


def references(source: Source) -> tuple[list[Reference], list[Finding]]:
    entries, problems = _entries(source, "references", 5)
    names = ("id", "design", "population", "finding", "limits", "read")
    found = [Reference(**{name: one.text(name) for name in names}, csl=_csl(one.values), place=one.place) for one in entries]
    return found, problems


def _csl(values: dict[str, Any]) -> dict[str, Any]:
    """CSL-JSON; an incomplete author list ends in the literal "et al"."""
    csl = {key: value for key, value in values.items() if key not in _NOT_CSL}
    if "issued" in values:
        csl["issued"] = {"date-parts": [[values["issued"]]]}
    if values.get("et_al") and isinstance(csl.get("author"), list):
        csl["author"] = [*csl["author"], {"literal": "et al"}]
    return csl


def glossary(source: Source) -> tuple[list[Term], list[Finding]]:
    entries, problems = _entries(source, "glossary", 4, "terms")
    return [Term(one.text("id"), one.text("term"), one.text("definition"), one.texts("see"), one.place) for one in entries], problems


def waivers(source: Source) -> tuple[list[Waiver], list[Finding]]:
    entries, problems = _entries(source, "waivers", 4, "waivers")
    names = ("code", "file", "reason", "until")
    return [Waiver(**{name: one.text(name) for name in names}, place=one.place) for one in entries], problems


def statements(source: Source) -> tuple[list[Statement], list[Finding]]:
    entries, problems = _entries(source, "source", 4, "statements")
    names = ("id", "says", "verdict", "why")
    found = [
        Statement(
            **{name: one.text(name) for name in names},
            answered_by=one.texts("answered_by"),
            place=one.place,
            places=one.places,
        )
        for one in entries
    ]
    return found, problems
