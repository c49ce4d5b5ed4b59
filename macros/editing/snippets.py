"""Completion of front matter in VS Code: a snippet for each key, made from the schemas and the articles there are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from macros.handbook.kept import put
from macros.handbook.schemas import follow, schema
from macros.model import Library

FILE = ".vscode/front-matter.code-snippets"
Schema = Mapping[str, Any]


def write(library: Library) -> None:
    """Write the snippets where they have changed; the editor reads them again by itself."""
    put(library.root / FILE, (json.dumps(snippets(library), indent=2) + "\n").encode())


def snippets(library: Library) -> dict[str, dict[str, Any]]:
    """Return VS Code's snippets by name: one for each key, and `more-<key>` for one more entry of a list."""
    article, page = schema("article")["properties"], schema("page")["properties"]
    put = _Put({"to": sorted(library.articles)})
    found = {}
    for key, what in {**page, **article}.items():
        text = follow(what)["description"] + ("" if key in article else " (for pages that are no articles)")
        found[key] = _snippet(key, put.key(key, what, count(1)), text)
        if more := put.more(key, what):
            found[f"more-{key}"] = _snippet(f"more-{key}", more, f"one more entry: {text}")
    return found


def _snippet(prefix: str, body: list[str], description: str) -> dict[str, Any]:
    # To VS Code front matter is YAML inside a Markdown file, so these are offered there and nowhere else.
    return {"prefix": prefix, "body": body, "description": description, "scope": "yaml", "include": "*.md"}


class _Put:
    """Writes YAML with a numbered stop for each value to fill in, and a choice where the values are known."""

    def __init__(self, known: Mapping[str, list[str]]) -> None:
        self._known = known

    def key(self, key: str, what: Schema, stops: Iterator[int]) -> list[str]:
        """Return the lines of a key; an entry that must be there several times is."""
        what = follow(dict(what))
        if "properties" in what:
            return [f"{key}:", *(f"  {line}" for line in self._keys(what, stops))]
        if "items" not in what:
            return [f"{key}: {self._value(key, what, stops)}"]
        entries = [self._entry(key, what, stops) for _ in range(what.get("minItems", 1))]
        if _takes_lines(what):
            return [f"{key}:", *(f"  {line}" for entry in entries for line in entry)]
        return [f"{key}: [{', '.join(line for entry in entries for line in entry)}]"]

    def more(self, key: str, what: Schema) -> list[str]:
        """Return one more entry of a list; nothing for what is no list, or one of free text."""
        entry = self._entry(key, what, count(1)) if "items" in what else []
        return [] if entry in (["$1"], ["- $1"]) else entry

    def _entry(self, key: str, what: Schema, stops: Iterator[int]) -> list[str]:
        items = follow(what["items"])
        lines = self._keys(items, stops) if "properties" in items else [self._value(key, items, stops)]
        return [f"{' ' if n else '-'} {line}" for n, line in enumerate(lines)] if _takes_lines(what) else lines

    def _keys(self, what: Schema, stops: Iterator[int]) -> list[str]:
        return [line for key, one in what["properties"].items() for line in self.key(key, one, stops)]

    def _value(self, key: str, what: Schema, stops: Iterator[int]) -> str:
        words = self._known.get(key) or [one["const"] for one in what.get("oneOf", ())]
        return f"${{{next(stops)}|{','.join(words)}|}}" if words else f"${next(stops)}"


def _takes_lines(what: Schema) -> bool:
    """Return whether each entry of a list has a line of its own: keys with values, and free text, which may hold commas."""
    items = follow(what["items"])
    return "properties" in items or "minLength" in items
