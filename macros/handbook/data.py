"""docs/_data/*.yml -> checklists, quizzes, scenes, references and their status, trials, glossary, changes, waivers, synonyms.

What a schema refuses becomes a finding; the entry itself is kept as far as it goes, so that one slip is one finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.handbook import schemas, yaml_tree
from macros.handbook.sentences import diagnostic
from macros.handbook.text_file import Source
from macros.model import (
    Change,
    Checklist,
    Diagnostic,
    Duty,
    Estimate,
    Group,
    Item,
    Keys,
    Lead,
    Line,
    Location,
    Notice,
    Option,
    Phrase,
    Question,
    Quiz,
    Reference,
    Result,
    Scene,
    SearchWords,
    SourceMap,
    Statement,
    Status,
    Synonyms,
    Term,
    Tick,
    Topic,
    Trial,
    Waiver,
    Watch,
)

_NOT_CSL = {"design", "population", "finding", "limits", "read", "note", "issued", "results"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a file's list: its values, and where they stand."""

    values: dict[str, Any]
    places: SourceMap
    keys: Keys

    def fields(self, *names: str) -> dict[str, Any]:
        """Return the named texts and the places, as a record's arguments."""
        return {"places": self.places, "keys": self.keys, **{name: self.text(name) for name in names}}

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return "" if value is None else str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        return tuple(str(one) for one in value) if isinstance(value, list) else ()

    def number(self, key: str) -> int:
        value = self.values.get(key)
        return value if isinstance(value, int) else 0

    def within(self, key: str) -> Iterator[_Entry]:
        """Yield the entries of a key that holds one mapping or a list of them."""
        value = self.values.get(key)
        if isinstance(value, dict):
            yield _Entry(value, self.places, (*self.keys, key))
        for index, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                yield _Entry(one, self.places, (*self.keys, key, index))


def _entries(source: Source, schema: str, family: int, list_key: str = "") -> tuple[list[_Entry], list[Diagnostic]]:
    tree = yaml_tree.read(source, f"KB{family}02")
    value, prefix = tree.value, Keys()
    if list_key and isinstance(value, dict):
        value, prefix = value.get(list_key), (list_key,)
    found = [
        _Entry(entry, tree.places, (*prefix, index))
        for index, entry in enumerate(value if isinstance(value, list) else ())
        if isinstance(entry, dict)
    ]
    return found, list(schemas.findings(schema, tree, family))


def checklist(source: Source, id: str) -> tuple[Checklist, list[Diagnostic]]:
    """Return a checklist; `id` is the file stem, which is its article's id."""
    entries, problems = _entries(source, "checklist", 4, "items")
    names = ("id", "when", "do", "strength", "certainty", "basis", "outcome", "because", "danger", "same_as")
    items = (
        Item(
            **one.fields(*names),
            keep=one.values.get("keep") is True,
            duties=tuple(
                Duty(**duty.fields("body", "country"), year=duty.number("year")) for duty in one.within("duty")
            ),
            sources=one.texts("sources"),
            formerly=one.texts("formerly"),
        )
        for one in entries
    )
    return Checklist(id, Location(source.file), tuple(items)), problems


def quiz(source: Source, id: str) -> tuple[Quiz, list[Diagnostic]]:
    """Return a quiz; `id` is the file stem, which is its article's id."""
    entries, problems = _entries(source, "quiz", 4, "questions")
    questions = (
        Question(**one.fields("id", "type", "stem", "section"), options=tuple(_options(one.values.get("options"))))
        for one in entries
    )
    return Quiz(id, Location(source.file), tuple(questions)), problems


def _options(value: object) -> Iterator[Option]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield Option(str(one.get("text")), one.get("correct") is True, str(one.get("feedback")))


def scene(source: Source, id: str) -> tuple[Scene, list[Diagnostic]]:
    """Return a scene; `id` is the file stem, which is its article's id."""
    tree = yaml_tree.read(source, "KB402")
    whole = _Entry(tree.value if isinstance(tree.value, dict) else {}, tree.places, ())
    briefs = next(whole.within("briefs"), _Entry({}, tree.places, ("briefs",)))
    found = Scene(
        **whole.fields("content_note", "set_up", "shows", "if_it_fails"),
        id=id,
        minutes=whole.number("minutes"),
        objectives=whole.texts("objectives"),
        danger=whole.values.get("danger") is True,
        clinician=briefs.text("clinician"),
        patient=briefs.text("patient"),
        ticks=tuple(
            Tick(**one.fields("tick"), lines=one.texts("met_by"), shown=one.values.get("shown") is not False)
            for one in whole.within("ticks")
        ),
        poor=_exchange(whole, "poor"),
        good=_exchange(whole, "good"),
        debrief=whole.texts("debrief"),
    )
    return found, list(schemas.findings("scene", tree, 4))


def _exchange(whole: _Entry, key: str) -> tuple[Line, ...]:
    return tuple(Line(**one.fields("id", "who", "says", "does")) for one in whole.within(key))


_OTHER_FORMAT = re.compile(
    r"^(?:[ \t]*(?:(?P<ris>TY  - )|(?P<nbib>PMID ?- \d)|(?P<bibtex>@\w+\{))|(?P<json>(?:- )?[\[{]))", re.MULTILINE
)
_FORMAT_NAMES = {"ris": "RIS", "nbib": "PubMed's format", "bibtex": "BibTeX", "json": "JSON"}
_PASTED = (
    "This is {format}, not an entry of this file. Write it like the entries around it (docs/contribute/data.md#reference "
    "says what each key holds); or save it as a file of its own and run: .venv/bin/kb import FILE"
)


def references(source: Source) -> tuple[list[Reference], list[Diagnostic]]:
    if pasted := _OTHER_FORMAT.search(source.text):
        where = source.place(pasted.start())
        return [], [diagnostic(where, "KB534", _PASTED, {"format": _FORMAT_NAMES[pasted.lastgroup or "json"]})]
    entries, problems = _entries(source, "references", 5)
    names = ("id", "design", "population", "finding", "limits", "read")
    return [
        Reference(**one.fields(*names), csl=_csl(one.values), results=tuple(_results(one))) for one in entries
    ], problems


def _results(entry: _Entry) -> Iterator[Result]:
    """Yield the results that are whole; a schema speaks of those that are not."""
    for one in entry.within("results"):
        if estimate := _estimate(one):
            yield Result(**one.fields("what", "outcome"), n=one.number("n"), estimate=estimate)


def _csl(values: dict[str, Any]) -> dict[str, Any]:
    """Return CSL-JSON; `and_others` says that the paper has more authors than are listed."""
    csl = {key: value for key, value in values.items() if key not in _NOT_CSL}
    if "issued" in values:
        csl["issued"] = {"date-parts": [[values["issued"]]]}
    return csl


def glossary(source: Source) -> tuple[list[Term], list[Diagnostic]]:
    entries, problems = _entries(source, "glossary", 4, "terms")
    return [
        Term(
            **one.fields("id", "term", "definition"),
            see=one.texts("see"),
            everyday=one.values.get("everyday") is True,
        )
        for one in entries
    ], problems


def change(source: Source, name: str) -> tuple[Change | None, list[Diagnostic]]:
    """Return one entry of the log of changes, a file of its own whose name says nothing that it does not."""
    tree = yaml_tree.read(source, "KB402")
    problems = list(schemas.findings("change", tree, 4))
    if not isinstance(tree.value, dict):
        return None, problems
    one = _Entry(tree.value, tree.places, ())
    names = ("date", "article", "kind", "summary", "version", "replaces")
    return Change(**one.fields(*names), items=_mapping(one.values.get("items"))), problems


def _mapping(value: object) -> dict[str, str]:
    return {str(key): str(one) for key, one in value.items()} if isinstance(value, dict) else {}


def waivers(source: Source) -> tuple[list[Waiver], list[Diagnostic]]:
    entries, problems = _entries(source, "waivers", 4, "waivers")
    return [Waiver(**one.fields("code", "file", "reason", "until")) for one in entries], problems


def synonyms(source: Source) -> tuple[list[Synonyms], list[Diagnostic]]:
    entries, problems = _entries(source, "synonyms", 4, "groups")
    return [Synonyms(**one.fields(), words=one.texts("words")) for one in entries], problems


def groups(source: Source) -> tuple[list[Group], list[Diagnostic]]:
    entries, problems = _entries(source, "groups", 4, "groups")
    return [Group(**one.fields("id", "title"), names=one.texts("names")) for one in entries], problems


def topics(source: Source) -> tuple[list[Topic], list[Diagnostic]]:
    entries, problems = _entries(source, "topics", 4, "topics")
    return [Topic(**one.fields("id", "pillar", "title"), articles=one.texts("articles")) for one in entries], problems


def leads(source: Source) -> tuple[list[Lead], list[Diagnostic]]:
    entries, problems = _entries(source, "stages", 4, "stages")
    return [Lead(**one.fields("stage"), first=one.texts("first")) for one in entries], problems


def search(source: Source, id: str) -> tuple[SearchWords, list[Diagnostic]]:
    """Return a page's search words; `id` is the path of the file in its folder, without its ending."""
    tree = yaml_tree.read(source, "KB402")
    whole = _Entry(tree.value if isinstance(tree.value, dict) else {}, tree.places, ())
    phrases = tuple(_phrases(whole))
    found = SearchWords(**whole.fields(), id=id, words=whole.texts("words"), asked=phrases, gaps=whole.texts("gaps"))
    return found, list(schemas.findings("search", tree, 4))


def _phrases(whole: _Entry) -> Iterator[Phrase]:
    """Yield the phrases of a page: each a text, a mapping, or one of the `phrases` that mean the same."""
    asked = whole.values.get("asked")
    for index, value in enumerate(asked if isinstance(asked, list) else ()):
        one = _Entry(value if isinstance(value, dict) else {"phrase": value}, whole.places, ("asked", index))
        if "phrases" not in one.values:
            yield Phrase(**one.fields("phrase", "means", "because"))
        for number, phrase in enumerate(one.texts("phrases")):
            at = ("asked", index, "phrases", number)
            yield Phrase(phrase=phrase, means=one.text("means"), because="", places=whole.places, keys=at)


def statements(source: Source) -> tuple[list[Statement], list[Diagnostic]]:
    entries, problems = _entries(source, "source", 4, "statements")
    names = ("id", "says", "verdict", "why")
    return [Statement(**one.fields(*names), answered_by=one.texts("answered_by")) for one in entries], problems


def trials(source: Source) -> tuple[list[Trial], list[Diagnostic]]:
    entries, problems = _entries(source, "trust_trials", 5, "trials")
    names = ("id", "source", "kind", "tried", "against", "country", "result", "found")
    return [
        Trial(
            **one.fields(*names),
            among=one.text("with"),
            people=one.number("people"),
            randomised=one.values.get("randomised") is True,
            estimate=_estimate(one),
        )
        for one in entries
    ], problems


def evidence_status(source: Source) -> tuple[list[Status], list[Diagnostic]]:
    entries, problems = _entries(source, "evidence_status", 5, "sources")
    return [
        Status(
            **one.fields("id", "confirmed"),
            notices=tuple(
                Notice(**found.fields("kind", "link", "date", "seen", "considered"), by=found.texts("by"))
                for found in one.within("notices")
            ),
            page=_mapping(one.values.get("page")),
        )
        for one in entries
    ], problems


def watch(source: Source, id: str) -> tuple[Watch, list[Diagnostic]]:
    """Return an article's query; `id` is the file stem, which is its article's id."""
    tree = yaml_tree.read(source, "KB402")
    whole = _Entry(tree.value if isinstance(tree.value, dict) else {}, tree.places, ())
    return Watch(**whole.fields("query"), id=id, seen=whole.texts("seen")), list(schemas.findings("watch", tree, 4))


def _estimate(one: _Entry) -> Estimate | None:
    """Return a size whose value and interval are all there; a check speaks of one that is not whole."""
    value, low, high = (one.values.get(name) for name in ("value", "low", "high"))
    if not one.text("measure") or not all(type(number) in (int, float) for number in (value, low, high)):
        return None
    return Estimate(**one.fields("measure"), value=float(str(value)), low=float(str(low)), high=float(str(high)))
