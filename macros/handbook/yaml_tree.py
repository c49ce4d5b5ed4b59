"""YAML read as plain values, each with its place; nothing is executed, expanded or silently dropped.

Values are built from the parser's events rather than by PyYAML's composer: that is twice as fast, and tags, aliases
and deep nesting are met before anything is made of them. Where they stand is read again when a finding needs it: all
the places of a handbook would take more memory than the handbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from sys import intern
from typing import Any

import yaml

from macros.handbook.marks import DATA
from macros.handbook.sentences import diagnostic
from macros.handbook.text_file import MERGE, Source, Unreadable, merge_mark
from macros.model import Facts, Keys, Location, Marks, SourceMap

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # libyaml is missing: the same results, slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

NOT_YAML = {
    "merge": MERGE,
    "tab": "This is not valid YAML: this line begins with a tab. Write spaces instead, as many as the line above has.",
    "colon": "This is not valid YAML: there is a colon inside a text. Put quotes around the whole text, or check the "
    "indentation.",
    "syntax": "This is not valid YAML: {problem}. Check the indentation, and put quotes around text that holds ': ' or "
    "starts with a special character.",
    "characters": "This is not valid YAML: {problem}. Remove the characters it names.",
    "document": "A second YAML document starts here. Remove the line '---'.",
    "alias": "YAML aliases (*name) are not used. Write the value out.",
    "tag": "The YAML tag {tag!r} is not allowed. Write a plain value.",
    "deep": "This YAML is nested more than {most} levels deep. Flatten it.",
    "many": "This YAML holds more than {most:,} values. Take out what was pasted in, or say less here.",
    "long": "This text holds {characters:,} characters; the limit is {most:,}. Shorten it, or take out what was pasted in.",
    "twice": "The key '{key}' appears twice. Keep one; YAML would silently drop the first.",
    "twice-in-list": "The key '{key}' appears twice. Keep one; YAML would silently drop the first. If another entry begins "
    "here, write '- ' before it.",
    "ambiguous": "{text!r} is text here, but other readers of YAML take it for something else. Put quotes around it.",
}
_DEEPEST = 20
_LONGEST = 3_000  # of a text, which macros may show a thousand times; ours hold 925 at most
_TAG = "tag:yaml.org,2002:"
_CONSTRUCTOR = yaml.constructor.SafeConstructor()
_TWO_MEANINGS = ("value", "merge")  # `=` and `<<`
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_SCALARS: dict[str, Callable[[yaml.ScalarNode], Any]] = {
    "null": lambda node: None,
    "bool": _CONSTRUCTOR.construct_yaml_bool,
    "int": _CONSTRUCTOR.construct_yaml_int,
    "float": _CONSTRUCTOR.construct_yaml_float,
}


@dataclass(slots=True)
class Tree:
    """Plain values (dates stay strings), the place of each, what is not plain YAML, and how many characters all that is."""

    value: Any
    places: SourceMap
    problems: list[tuple[Location, Facts]] = field(default_factory=list)
    size: int = 0


def read(source: Source, code: str, text: str | None = None, first_line: int = 1) -> Tree:
    """Read YAML; `text` with `first_line` reads a part of the source. Raises Unreadable when it is not YAML at all."""
    builder, part = _Builder(source.file, first_line, code), source.text if text is None else text
    if (line := merge_mark(part)) is not None:
        raise builder.unreadable(line, 0, kind="merge")
    try:
        value = builder.document(yaml.parse(part, Loader=Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise builder.unreadable(line, column, **_facts(error, part, line)) from None
    except yaml.YAMLError as error:
        raise builder.unreadable(0, 0, kind="characters", problem=str(error).splitlines()[0]) from None
    tree = Tree(value, SourceMap(source.file, partial(_marks, part, first_line)), builder.problems, len(part))
    source.trees.append(tree)
    return tree


def _facts(error: yaml.MarkedYAMLError, text: str, line: int) -> dict[str, str]:
    """Return what a parser met; people who have never heard of a mapping are told of its two commonest complaints by ourselves."""
    written = text.split("\n")[line : line + 1]
    if written and "\t" in written[0][: len(written[0]) - len(written[0].lstrip())]:
        return {"kind": "tab"}
    if error.problem == "mapping values are not allowed in this context":
        return {"kind": "colon"}
    return {"kind": "syntax", "problem": error.problem or "it stops making sense here"}


def _marks(text: str, first_line: int) -> Marks:
    """Return where each value stands in a text that was read before."""
    builder = _Builder("", first_line, "", {})
    builder.document(yaml.parse(text, Loader=Loader))
    return builder.marks or {}


class _Builder:
    """Makes values from a stream of YAML events, and notes in `marks`, if given, where each began."""

    def __init__(
        self, file: str, first_line: int, code: str, marks: dict[Keys, tuple[int, int, int]] | None = None
    ) -> None:
        self.file, self.first_line, self.code, self.marks = file, first_line, code, marks
        self.problems: list[tuple[Location, Facts]] = []
        self.made = 0

    def unreadable(self, line: int, column: int, **facts: str | int) -> Unreadable:
        place = Location(self.file, line + self.first_line, column + 1)
        return Unreadable(diagnostic(place, self.code, NOT_YAML, facts))

    def document(self, events: Iterator[Any]) -> Any:
        """Return the value of the first document; a second one is a problem."""
        value, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem(event, kind="document")
                    break
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                value = self._value(event, (), events)
        return value

    def _value(self, event: Any, keys: Keys, events: Iterator[Any]) -> Any:
        self._mark(event, keys)
        self.made += 1
        if self.made > DATA.most:
            raise self._refused(event, kind="many", most=DATA.most)
        if isinstance(event, yaml.AliasEvent):
            raise self._refused(event, kind="alias")
        if event.tag is not None and event.tag.removeprefix(_TAG) not in ("str", "map", "seq"):
            self._problem(event, kind="tag", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > _LONGEST:
                raise self._refused(event, kind="long", characters=len(event.value), most=_LONGEST)
            return self._scalar(event)
        if len(keys) > _DEEPEST:
            raise self._refused(event, kind="deep", most=_DEEPEST)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(keys, events)
        return self._mapping(keys, events)

    def _sequence(self, keys: Keys, events: Iterator[Any]) -> list[Any]:
        result: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            result.append(self._value(event, (*keys, len(result)), events))
        return result

    def _mapping(self, keys: Keys, events: Iterator[Any]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = intern(str(self._value(event, (*keys, "key:"), events)))  # most files have the same keys
            if name in result:
                kind = "twice-in-list" if keys and isinstance(keys[-1], int) else "twice"
                raise self._refused(event, kind=kind, key=name)  # what the rest of it belongs to is not known
            self._mark(event, (*keys, "key:" + name))
            result[name] = self._value(next(events), (*keys, name), events)
        return result

    def _scalar(self, event: Any) -> Any:
        """Return text as it stands, unless it is plain and looks like a number, a truth value or nothing."""
        text: str = event.value
        tag = _plain_tag(event)
        if not tag:
            return text
        if tag in _TWO_MEANINGS or (tag == "timestamp" and not _is_day(text)):
            self._problem(event, kind="ambiguous", text=text)
        make = _SCALARS.get(tag)
        with suppress(
            ValueError, OverflowError
        ):  # `0b_`, which has no digits; `1:9:9:…9.`, which is larger than any float
            return make(yaml.ScalarNode(_TAG + tag, text)) if make else text
        return text

    def _mark(self, event: Any, keys: Keys) -> None:
        if self.marks is not None:
            start, end = event.start_mark, event.end_mark
            ends_here = isinstance(event, yaml.ScalarEvent) and start.line == end.line
            self.marks[keys] = (start.line + self.first_line, start.column + 1, end.column + 1 if ends_here else 0)

    def _refused(self, event: Any, **facts: str | int) -> Unreadable:
        return self.unreadable(event.start_mark.line, event.start_mark.column, **facts)

    def _problem(self, event: Any, **facts: str) -> None:
        mark = event.start_mark
        self.problems.append((Location(self.file, mark.line + self.first_line, mark.column + 1), facts))


def _plain_tag(event: Any) -> str:
    """Return what YAML 1.1 takes a scalar without quotes for, such as `int`; empty for text."""
    text = event.value
    if event.implicit[0] and text[:1] in _RESOLVERS and " " not in text:
        for tag, pattern in _RESOLVERS[text[:1]]:
            if pattern.match(text):
                return str(tag.removeprefix(_TAG))
    return ""


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False
