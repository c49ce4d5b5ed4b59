"""Every field in which people write text, read out of the schemas, and a small handbook that has them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from macros.handbook.schemas import schema

FILES = {
    "article": "docs/rapport/greet.md",
    "page": "docs/reference/glossary.md",
    "change": "docs/_data/changes/2026-01-02-greet-0a1b2c3d.yml",
    "links": ".github/links.yml",
    **{name: f"docs/_data/{name}s/greet.yml" for name in ("checklist", "scene")},
    **{name: f"docs/_data/{name}/greet.yml" for name in ("search", "watch")},
    "quiz": "docs/_data/quizzes/greet.yml",
    "references": "docs/_data/references/a.yml",
    **{
        name: f"docs/_data/{name}.yml"
        for name in (
            "evidence_status", "glossary", "groups", "redirects", "source", "stages", "synonyms", "topics", "trust_trials", "waivers",
        )
    },
}  # fmt: skip
NOT_AUTHORED = {"handbook", "vocabulary"}  # what is exported, and the words that others refer to
# Where a field may hold one of several kinds of value, one of each; and names that have to be known.
KINDS: dict[str, Any] = {
    "references": [{"author": [{"family": "A"}, {"literal": "A"}], "editor": [{"family": "A"}, {"literal": "A"}]}],
    "search": {"asked": ["a b", {"phrase": "a", "because": "b"}, {"means": "a", "phrases": ["b"]}]},
    "evidence_status": {"sources": [{"id": "author-a"}]},
    "topics": {"topics": [{"id": "first", "pillar": "rapport", "articles": ["greet", "listen"]}]},
    "trust_trials": {"trials": [{"id": "first", "source": "author-a"}]},
}
SAMPLE = "Aa bb, cc."
_HELD = (
    "greet",
    "2026-01-02",
    "S1",
    "0a1b2c3d",
    "https://example.org/",
    "10.1000/x",
    "greet#say-it",
    "1",
    "PMC1",
    "KB520",
    "M1 1",
)
Path_ = tuple[str, ...]
Text = Callable[[Path_], str]


def fields(name: str) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """The path and schema of every string that is none of a list of words."""
    yield from _strings(name, schema(name), ())


def is_free(found: dict[str, Any]) -> bool:
    """Whether a string may hold a sentence."""
    return jsonschema_rs.is_valid(_form(found), SAMPLE)


def _form(found: dict[str, Any]) -> dict[str, Any]:
    return {key: found[key] for key in ("pattern", "format") if key in found}


def _strings(name: str, found: dict[str, Any], path: Path_) -> Iterator[tuple[Path_, dict[str, Any]]]:
    found = _whole(name, found)
    if "string" in _types(found) and not {"enum", "const", "oneOf"} & found.keys():
        yield path, found
    for key, one in found.get("properties", {}).items():
        yield from _strings(name, one, (*path, key))
    for one in (found.get("items"), found.get("additionalProperties"), *found.get("anyOf", ())):
        if isinstance(one, dict):
            yield from _strings(name, one, path)


def planted(name: str, value: Any, text: Text) -> Any:
    """The value with its missing fields, and in every one that may hold a sentence the text for its path."""
    return _planted(name, schema(name), value, (), text)


def _planted(name: str, found: dict[str, Any], value: Any, path: Path_, text: Text) -> Any:
    found = _whole(name, found)
    value = _example(name, found) if value is None else value
    if isinstance(value, dict):
        for one in found.get("anyOf", ()):
            found = one if one.get("properties", {}).keys() >= value.keys() else found
        missing = () if {"oneOf", "anyOf"} & found.keys() else found.get("properties", {})
        needed = found.get("required", ())
        wanted = dict.fromkeys(
            [*value, *(key for key in missing if key in needed or _leads_to_text(name, missing[key]))]
        )
        rules = {key: found.get("properties", {}).get(key, {}) for key in wanted}
        return {key: _planted(name, rules[key], value.get(key), (*path, key), text) for key in wanted}
    if isinstance(value, list):
        items = found.get("items", {})
        entries = value or ([None] if _leads_to_text(name, items) else [])
        return [_planted(name, items, one, path, text) for one in entries]
    is_text = isinstance(value, str) and "string" in _types(found) and not {"enum", "const", "oneOf"} & found.keys()
    return text(path) if is_text and is_free(found) else value


def _leads_to_text(name: str, found: dict[str, Any]) -> bool:
    return any(is_free(one) for _, one in _strings(name, found, ()))


def _example(name: str, found: dict[str, Any]) -> Any:
    """The least value that a schema allows."""
    found = _whole(name, found)
    words = found.get("enum") or [one["const"] for one in (found, *found.get("oneOf", ())) if "const" in one]
    if words:
        return words[0]
    if "anyOf" in found:
        return _example(name, found["anyOf"][0])
    match _types(found)[0]:
        case "object":
            return {key: _example(name, found["properties"][key]) for key in found.get("required", ())}
        case "array":
            return [_example(name, found["items"])]
        case "boolean":
            return True
        case "integer" | "number":
            return found.get("minimum", 1)
    return next(one for one in (SAMPLE, *_HELD) if jsonschema_rs.is_valid(_form(found), one))


def _whole(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """A part of a schema with what it refers to."""
    while "$ref" in found:
        defined = schema(name)["$defs"][found["$ref"].rpartition("/")[2]]
        found = {**defined, **{key: one for key, one in found.items() if key != "$ref"}}
    return found


def _types(found: dict[str, Any]) -> list[str]:
    kinds = found.get("type", "")
    return kinds if isinstance(kinds, list) else [kinds]


def filled(root: Path, name: str, text: Text) -> tuple[Any, str]:
    """What the file of a schema holds, with the text for each of its fields; and a page's text, which stays."""
    path = root / FILES[name]
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_text("utf-8") if path.is_file() else ""
    _, head, body = old.split("---\n", 2) if path.suffix == ".md" else ("", old, "")
    return planted(name, _joined(yaml.safe_load(head), KINDS.get(name)), text), body


def plant(root: Path, name: str, text: Text) -> None:
    """Write the file of a schema with the text for each of its fields; what it holds already stays."""
    path, (value, body) = root / FILES[name], filled(root, name, text)
    new = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(f"---\n{new}---\n{body}" if path.suffix == ".md" else new, "utf-8")


def _joined(value: Any, more: Any) -> Any:
    """A value with other entries of the same kinds laid over its first ones."""
    if isinstance(value, dict) and isinstance(more, dict):
        return {**value, **{key: _joined(value.get(key), one) for key, one in more.items()}}
    if isinstance(value, list) and isinstance(more, list):
        both = [_joined(old, new) for old, new in zip(value, more, strict=False)]
        return both + more[len(both) :] + value[len(both) :]
    return value if more is None else more
