"""The JSON Schemas under macros/schemas: one source for editors, for checks and for the words we grade with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.yaml_tree import Tree
from macros.model import Diagnostic

FOLDER = Path(__file__).parent.parent / "schemas"


@cache
def schema(name: str) -> dict[str, Any]:
    """A schema by file stem, with the shared vocabulary under its own $defs."""
    text = (FOLDER / f"{name}.json").read_text("utf-8").replace("vocabulary.json#/", "#/")
    loaded: dict[str, Any] = json.loads(text)
    return loaded if name == "vocabulary" else {**loaded, "$defs": schema("vocabulary")["$defs"]}


@cache
def vocabulary(name: str) -> dict[str, dict[str, str]]:
    """The words of a definition in vocabulary.json, in order: word -> its title and description."""
    return {one["const"]: one for one in schema("vocabulary")["$defs"][name]["oneOf"]}


def title(name: str, word: str) -> str:
    """What a word of a vocabulary is called where a line or a cell begins."""
    called = vocabulary(name)[word]["title"]
    return called[0].upper() + called[1:]


def is_id(name: str) -> bool:
    """Whether a name may be the id of an article or an item."""
    return bool(re.fullmatch(schema("vocabulary")["$defs"]["id"]["pattern"], name))


@cache
def _validator(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(schema(name), validate_formats=True)


def findings(name: str, tree: Tree, family: int) -> Iterator[Diagnostic]:
    """Every departure from a schema: KBx02 not plain YAML, x03 unknown key, x04 missing key, x05 wrong value."""
    for place, message in tree.problems:
        yield Diagnostic(place, f"KB{family}02", message)
    for error in _validator(name).iter_errors(tree.value):
        yield from _explain(error, name, tree, family)


def _explain(error: Any, name: str, tree: Tree, family: int) -> Iterator[Diagnostic]:
    keys, kind = tuple(error.instance_path), error.kind.name
    holder = _schema_at(name, error.schema_path[:-1])
    if kind == "additionalProperties":
        for key in error.kind.unexpected:
            message = f"The key '{key}' is unknown. {did_you_mean(key, holder['properties'])}"
            yield Diagnostic(tree.places.at(*keys, "key:" + key), f"KB{family}03", message)
    elif kind == "required":
        what = _property(holder, error.kind.property)
        message = f"The key '{error.kind.property}' is missing{_inside(keys)}. Add it: {_wanted(what)}."
        yield Diagnostic(tree.places.at(*keys), f"KB{family}04", message)
    else:
        yield Diagnostic(tree.places.at(*keys), f"KB{family}05", _wrong(keys, error.instance, holder))


def _inside(keys: tuple[str | int, ...]) -> str:
    """Say where in the file, counting list entries from 1 as people do."""
    names = [f"entry {key + 1}" if isinstance(key, int) else f"'{key}'" for key in keys]
    return " in " + ", ".join(names) if names else ""


def _wrong(keys: tuple[str | int, ...], value: object, holder: dict[str, Any]) -> str:
    words = [one["const"] for one in holder.get("oneOf", ()) if "const" in one]
    hint = did_you_mean(str(value), words) if words else f"Write {_wanted(holder)}."
    if isinstance(value, (bool, int, float)) and holder.get("type") == "string":
        hint = "YAML reads it as something else than text: put it in quotes."
    shown = "nothing" if value is None else repr(value)
    return f"{shown[:60]}{_inside(keys)} is not allowed. {hint}"


def _wanted(holder: dict[str, Any]) -> str:
    if words := [one["const"] for one in holder.get("oneOf", ()) if "const" in one]:
        return "one of " + ", ".join(words)
    kinds = {"object": "keys with values", "array": "a list", "string": "text"}
    return str(holder.get("description") or kinds.get(str(holder.get("type")), "a value of the right kind"))


def _property(holder: dict[str, Any], key: str) -> dict[str, Any]:
    return follow(holder["properties"][key])


def _schema_at(name: str, path: list[str | int]) -> dict[str, Any]:
    found: Any = schema(name)
    for step in path:
        found = found[step]
    return follow(found)


def follow(found: dict[str, Any]) -> dict[str, Any]:
    """A part of a schema, or the definition in the vocabulary that stands for it."""
    reference = found.get("$ref", "")
    return schema("vocabulary")["$defs"][reference.rpartition("/")[2]] if reference else found
