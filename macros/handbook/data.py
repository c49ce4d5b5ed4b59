"""docs/_data/*.yml -> checklists, quizzes, scenes, references and their status, trials, glossary, changes, waivers, redirects.

What a schema refuses becomes a finding; the entry itself is kept as far as it goes, so that one slip is one finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast

from macros import model
from macros.handbook import schemas, yaml_tree
from macros.handbook.sentences import diagnostic
from macros.handbook.text_file import Source
from macros.model import ROLES, Diagnostic, Entry, Keys, Location, SourceMap

Made = TypeVar("Made", bound=Entry)
_NOT_CSL = {"design", "population", "finding", "limits", "read", "note", "issued", "results"}


@dataclass(frozen=True, slots=True)
class Values:
    """One entry of a file's list: its values, and where they stand."""

    values: dict[str, Any]
    places: SourceMap
    keys: Keys

    def make(self, kind: type[Made], **own: Any) -> Made:
        """Return a record of this kind; its fields are read from the keys of their names, but for its `own`."""
        read = {name: _READERS[kept](self, name) for name, kept in _fields(cast(Any, kind))}
        return kind(**{"places": self.places, "keys": self.keys, **read, **own})

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return "" if value is None else str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        return tuple(str(one) for one in value) if isinstance(value, list) else ()

    def number(self, key: str) -> int:
        value = self.values.get(key)
        return value if isinstance(value, int) else 0

    def holds(self, key: str) -> bool:
        return self.values.get(key) is True

    def within(self, key: str) -> Iterator[Values]:
        """Yield the entries of a key that holds one mapping or a list of them."""
        value = self.values.get(key)
        if isinstance(value, dict):
            yield Values(value, self.places, (*self.keys, key))
        for index, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                yield Values(one, self.places, (*self.keys, key, index))


_READERS: dict[str, Callable[[Values, str], Any]] = {
    "str": Values.text,
    "tuple[str, ...]": Values.texts,
    "int": Values.number,
    "bool": Values.holds,
}


@cache
def _fields(kind: Any) -> list[tuple[str, str]]:
    """Return the fields of a record that are read from the keys of their names, and the type of each."""
    return [(one.name, str(one.type)) for one in fields(kind) if one.type in _READERS]


def _entries(source: Source, schema: str, family: int, list_key: str = "") -> tuple[list[Values], list[Diagnostic]]:
    tree = yaml_tree.read(source, f"KB{family}02")
    value, prefix = tree.value, Keys()
    if list_key and isinstance(value, dict):
        value, prefix = value.get(list_key), (list_key,)
    found = [
        Values(entry, tree.places, (*prefix, index))
        for index, entry in enumerate(value if isinstance(value, list) else ())
        if isinstance(entry, dict)
    ]
    return found, list(schemas.findings(schema, tree, family))


def _whole(source: Source, schema: str) -> tuple[Values, list[Diagnostic]]:
    """Return a file that is one entry, such as a scene."""
    tree = yaml_tree.read(source, "KB402")
    values = tree.value if isinstance(tree.value, dict) else {}
    return Values(values, tree.places, ()), list(schemas.findings(schema, tree, 4))


def checklist(source: Source, id: str) -> tuple[model.Checklist, list[Diagnostic]]:
    """Return a checklist; `id` is the file stem, which is its article's id."""
    entries, problems = _entries(source, "checklist", 4, "items")
    items = (
        one.make(model.Item, duties=tuple(duty.make(model.Duty) for duty in one.within("duty"))) for one in entries
    )
    return model.Checklist(id, Location(source.file), tuple(items)), problems


def quiz(source: Source, id: str) -> tuple[model.Quiz, list[Diagnostic]]:
    """Return a quiz; `id` is the file stem, which is its article's id."""
    entries, problems = _entries(source, "quiz", 4, "questions")
    questions = (one.make(model.Question, options=tuple(_options(one.values.get("options")))) for one in entries)
    return model.Quiz(id, Location(source.file), tuple(questions)), problems


def _options(value: object) -> Iterator[model.Option]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield model.Option(str(one.get("text")), one.get("correct") is True, str(one.get("feedback")))


def scene(source: Source, id: str) -> tuple[model.Scene, list[Diagnostic]]:
    """Return a scene; `id` is the file stem, which is its article's id."""
    whole, problems = _whole(source, "scene")
    briefs, roles = (next(whole.within(key), Values({}, whole.places, (key,))) for key in ("briefs", "roles"))
    found = whole.make(
        model.Scene,
        id=id,
        roles={role: name for role in ROLES if (name := roles.text(role))},
        clinician=briefs.text("clinician"),
        patient=briefs.text("patient"),
        ticks=tuple(
            one.make(model.Tick, lines=one.texts("met_by"), shown=one.values.get("shown") is not False)
            for one in whole.within("ticks")
        ),
        poor=tuple(one.make(model.Line) for one in whole.within("poor")),
        good=tuple(one.make(model.Line) for one in whole.within("good")),
    )
    return found, problems


_OTHER_FORMAT = re.compile(
    r"^(?:[ \t]*(?:(?P<ris>TY  - )|(?P<nbib>PMID ?- \d)|(?P<bibtex>@\w+\{))|(?P<json>(?:- )?[\[{]))", re.MULTILINE
)
_FORMAT_NAMES = {"ris": "RIS", "nbib": "PubMed's format", "bibtex": "BibTeX", "json": "JSON"}
_PASTED = (
    "This is {format}, not an entry of this file. Put an entry like those around it in its place (docs/contribute/data.md"
    "#reference says what each key holds). Or, in a terminal, save it as a file of its own and run: .venv/bin/kb import FILE"
)


def references(source: Source, letter: str) -> tuple[list[model.Reference], list[Diagnostic]]:
    if pasted := _OTHER_FORMAT.search(source.text):
        where = source.place(pasted.start())
        return [], [diagnostic(where, "KB534", _PASTED, {"format": _FORMAT_NAMES[pasted.lastgroup or "json"]})]
    entries, problems = _entries(source, "references", 5)
    return [one.make(model.Reference, csl=_csl(one.values), results=tuple(_results(one))) for one in entries], problems


def _results(entry: Values) -> Iterator[model.Result]:
    """Yield the results that are whole; a schema speaks of those that are not."""
    for one in entry.within("results"):
        if estimate := _estimate(one):
            yield one.make(model.Result, estimate=estimate)


def _csl(values: dict[str, Any]) -> dict[str, Any]:
    """Return CSL-JSON; `and_others` says that the paper has more authors than are listed."""
    csl = {key: value for key, value in values.items() if key not in _NOT_CSL}
    if "issued" in values:
        csl["issued"] = {"date-parts": [[values["issued"]]]}
    return csl


def change(source: Source, name: str) -> tuple[model.Change | None, list[Diagnostic]]:
    """Return one entry of the log of changes, a file of its own whose name says nothing that it does not."""
    whole, problems = _whole(source, "change")
    return whole.make(model.Change, items=_mapping(whole.values.get("items"))) if whole.values else None, problems


def _mapping(value: object) -> dict[str, str]:
    return {str(key): str(one) for key, one in value.items()} if isinstance(value, dict) else {}


def _listed(kind: type[Made], schema: str, key: str) -> Callable[[Source], tuple[list[Made], list[Diagnostic]]]:
    """Return what reads a file that holds nothing but a list of records, each of whose keys is a field."""

    def read(source: Source) -> tuple[list[Made], list[Diagnostic]]:
        entries, problems = _entries(source, schema, 4, key)
        return [one.make(kind) for one in entries], problems

    return read


glossary = _listed(model.Term, "glossary", "terms")
waivers = _listed(model.Waiver, "waivers", "waivers")
synonyms = _listed(model.Synonyms, "synonyms", "groups")
groups = _listed(model.Group, "groups", "groups")
topics = _listed(model.Topic, "topics", "topics")
stages = _listed(model.Stage, "stages", "stages")
statements = _listed(model.Statement, "source", "statements")


REDIRECTS = "docs/_data/redirects.yml"


def redirects(source: Source) -> tuple[dict[str, model.Redirect], list[Diagnostic]]:
    """Return what the schema lets in and no more: a site's files are written to these paths."""
    whole, problems = _whole(source, "redirects")
    return {
        old: model.Redirect(places=whole.places, keys=("key:" + old,), old=old, new=new)
        for old, new in islice(whole.values.items(), schemas.schema("redirects")["maxProperties"])
        if schemas.allows("redirects", {old: new})
    }, problems


def search(source: Source, id: str) -> tuple[model.SearchWords, list[Diagnostic]]:
    """Return a page's search words; `id` is the path of the file in its folder, without its ending."""
    whole, problems = _whole(source, "search")
    return whole.make(model.SearchWords, id=id, asked=tuple(_phrases(whole))), problems


def _phrases(whole: Values) -> Iterator[model.Phrase]:
    """Yield the phrases of a page: each a text, a mapping, or one of the `phrases` that mean the same."""
    asked = whole.values.get("asked")
    for index, value in enumerate(asked if isinstance(asked, list) else ()):
        if isinstance(value, str):  # most are
            yield model.Phrase(places=whole.places, keys=("asked", index), phrase=value, means="", because="")
            continue
        one = Values(value if isinstance(value, dict) else {"phrase": value}, whole.places, ("asked", index))
        if "phrases" not in one.values:
            yield one.make(model.Phrase)
        for number, phrase in enumerate(one.texts("phrases")):
            yield one.make(model.Phrase, phrase=phrase, because="", keys=("asked", index, "phrases", number))


def trials(source: Source) -> tuple[list[model.Trial], list[Diagnostic]]:
    entries, problems = _entries(source, "trust_trials", 5, "trials")
    return [one.make(model.Trial, among=one.text("with"), estimate=_estimate(one)) for one in entries], problems


def evidence_status(source: Source) -> tuple[list[model.Status], list[Diagnostic]]:
    entries, problems = _entries(source, "evidence_status", 5, "sources")
    return [
        one.make(
            model.Status,
            notices=tuple(found.make(model.Notice) for found in one.within("notices")),
            page=_mapping(one.values.get("page")),
        )
        for one in entries
    ], problems


def watch(source: Source, id: str) -> tuple[model.Watch, list[Diagnostic]]:
    """Return an article's query; `id` is the file stem, which is its article's id."""
    whole, problems = _whole(source, "watch")
    return whole.make(model.Watch, id=id), problems


def _estimate(one: Values) -> model.Estimate | None:
    """Return a size whose value and interval are all there; a check speaks of one that is not whole."""
    value, low, high = (one.values.get(name) for name in ("value", "low", "high"))
    if not one.text("measure") or not all(type(number) in (int, float) for number in (value, low, high)):
        return None
    return one.make(model.Estimate, value=float(str(value)), low=float(str(low)), high=float(str(high)))
