"""The JSON Schemas under macros/schemas: one source for editors, for checks and for the words we grade with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

import jsonschema_rs

from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.sentences import by_kind, diagnostic
from macros.handbook.yaml_tree import NOT_YAML, Tree
from macros.model import Diagnostic, Location

UNKNOWN_KEY = "The key '{key}' is unknown. {near}"
MISSING_KEY = "The key '{key}' is missing{inside}. Add it: {wanted}."
BLANK = "FILL: "  # how what our own commands leave for a person to write begins
_REFUSED = "{value}{inside} is not allowed. "
WRONG_VALUE = by_kind(
    blank="Still to be written{inside}: {wanted}.",
    unquoted=_REFUSED + "It is not read as text: put it in quotes.",
    word=_REFUSED + "{near}",
    other=_REFUSED + "Write {wanted}.",
)
MORE = "This file has {more:,} more findings. Fix these first, or start again from a good copy."
_TOLD, _FOR_EACH = 30, 100  # departures of any file, and characters for each further one
FOLDER = Path(__file__).parent.parent / "schemas"


@cache
def schema(name: str) -> dict[str, Any]:
    """Return a schema by file stem, with the shared vocabulary under its own $defs.

    A word of the vocabulary without a title is called what it is, and one without a description says no more than that.
    """
    text = (FOLDER / f"{name}.json").read_text("utf-8").replace("vocabulary.json#/", "#/")
    loaded: dict[str, Any] = json.loads(text)
    for one in loaded["$defs"].values() if name == "vocabulary" else ():
        if "oneOf" in one:
            one["oneOf"] = [_word(**word) for word in one["oneOf"]]
    return loaded if name == "vocabulary" else {**loaded, "$defs": schema("vocabulary")["$defs"]}


def _word(const: str, title: str = "", description: str = "") -> dict[str, str]:
    return {"const": const, "title": title or const, "description": description or f"{const}."}


def vocabulary(name: str) -> dict[str, dict[str, str]]:
    """Return the words of a definition in vocabulary.json, in order: word -> its title and description."""
    return {one["const"]: one for one in schema("vocabulary")["$defs"][name]["oneOf"]}


def title(name: str, word: str) -> str:
    """Return what a word of a vocabulary is called where a line or a cell begins."""
    called = vocabulary(name)[word]["title"]
    return called[0].upper() + called[1:]


def is_id(name: str) -> bool:
    """Return whether a name may be the id of an article or an item."""
    return bool(re.fullmatch(schema("vocabulary")["$defs"]["id"]["pattern"], name))


@cache
def _validator(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(schema(name), validate_formats=True)


def allows(name: str, value: object) -> bool:
    return _validator(name).is_valid(value)


def findings(name: str, tree: Tree, family: int) -> Iterator[Diagnostic]:
    """Yield every departure from a schema: KBx02 not plain YAML, x03 unknown key, x04 missing key, x05 wrong value.

    Of a file that departs at every turn only so many are told as its length is worth, and how many more there are.
    """
    most = _TOLD + tree.size // _FOR_EACH
    errors = _validator(name).iter_errors(tree.value)
    plain = (diagnostic(place, f"KB{family}02", NOT_YAML, facts) for place, facts in tree.problems)
    yield from islice(chain(plain, (one for error in errors for one in _explain(error, name, tree, family))), most)
    if more := max(len(tree.problems) - most, 0) + sum(1 for _ in errors):
        yield diagnostic(Location(tree.places.at().file), "KB114", MORE, {"more": more})


def _explain(error: Any, name: str, tree: Tree, family: int) -> Iterator[Diagnostic]:
    keys, kind = tuple(error.instance_path), error.kind.name
    holder = _schema_at(name, error.schema_path[:-1])
    if kind == "additionalProperties":
        for key in error.kind.unexpected:
            facts: dict[str, object] = {"key": key, "near": did_you_mean(key, holder["properties"])}
            yield diagnostic(tree.places.at(*keys, "key:" + key), f"KB{family}03", UNKNOWN_KEY, facts)
    elif kind == "required":
        key = error.kind.property
        facts = {"key": key, "inside": _inside(keys, tree.value), "wanted": _wanted(follow(holder["properties"][key]))}
        yield diagnostic(tree.places.at(*keys), f"KB{family}04", MISSING_KEY, facts)
    elif kind == "propertyNames":
        key = error.kind.error.instance
        facts = {"inside": _inside(keys, tree.value), **_wrong(key, holder)}
        yield diagnostic(tree.places.at(*keys, "key:" + key), f"KB{family}05", WRONG_VALUE, facts)
    else:
        facts = {"inside": _inside(keys, tree.value), **_wrong(error.instance, holder)}
        yield diagnostic(tree.places.at(*keys), f"KB{family}05", WRONG_VALUE, facts)


def _inside(keys: tuple[str | int, ...], value: Any) -> str:
    """Say where in the file: an entry of a list by its id, or counted from 1 as people do."""
    names = []
    for key in keys:
        value = value[key]
        if isinstance(key, str):
            names.append(f"'{key}'")
        else:
            id = str(value["id"]) if isinstance(value, dict) and "id" in value else ""
            names.append(f"'{id}'" if is_id(id) else f"entry {key + 1}")
    return " in " + ", ".join(names) if names else ""


def _wrong(value: object, holder: dict[str, Any]) -> dict[str, object]:
    if isinstance(value, str) and value.startswith(BLANK):
        return {"kind": "blank", "wanted": _wanted(holder)}
    shown = "An empty value" if value is None else repr(value)[:60]
    if isinstance(value, (bool, int, float)) and holder.get("type") == "string":
        return {"kind": "unquoted", "value": shown}
    if words := [one["const"] for one in holder.get("oneOf", ()) if "const" in one]:
        return {"kind": "word", "value": shown, "near": did_you_mean(str(value), words)}
    return {"kind": "other", "value": shown, "wanted": _wanted(holder)}


def _wanted(holder: dict[str, Any]) -> str:
    if words := [one["const"] for one in holder.get("oneOf", ()) if "const" in one]:
        return "one of " + ", ".join(words)
    kinds = {"object": "keys with values", "array": "a list", "string": "text"}
    return str(holder.get("description") or kinds.get(str(holder.get("type")), "a value of the right kind"))


def _schema_at(name: str, path: list[str | int]) -> dict[str, Any]:
    found: Any = schema(name)
    for step in path:
        found = found[step]
    return follow(found)


def follow(found: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a schema, with the definition in the vocabulary that it refers to, if it does."""
    reference = found.get("$ref", "")
    return {**schema("vocabulary")["$defs"][reference.rpartition("/")[2]], **found} if reference else found
