"""YAML read as plain values, each with its place; nothing is executed, expanded or silently dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from macros.library.source import Source, Unreadable
from macros.model import Finding, Place

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # libyaml is missing: the same results, slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Keys = tuple[str | int, ...]
_PLAIN = {"str", "int", "float", "bool", "null", "timestamp"}
_DEEPEST = 20


@dataclass(slots=True)
class Tree:
    """Plain values (dates stay strings) and the place of each by its keys; a mapping's key is at `keys + ("key:" + name,)`."""

    value: Any
    places: dict[Keys, Place] = field(default_factory=dict)
    problems: list[tuple[Place, str]] = field(default_factory=list)

    def where(self, keys: Keys) -> Place:
        while keys and keys not in self.places:
            keys = keys[:-1]
        return self.places[keys]


def read(source: Source, code: str, text: str | None = None, first_line: int = 1) -> Tree:
    """Read YAML; `text` with `first_line` reads a part of the source. Raises Unreadable when it is not YAML at all."""
    content = source.text if text is None else text
    try:
        _refuse_depth(content, source.file, code)
        node = yaml.compose(content, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(source.file, (mark.line if mark else 0) + first_line, (mark.column if mark else 0) + 1)
        what = error.problem or "it stops making sense here"
        hint = "Check the indentation, and put quotes around text that holds ': ' or starts with a special character."
        raise Unreadable(Finding(place, code, f"This is not valid YAML: {what}. {hint}")) from None
    except yaml.YAMLError as error:
        message = f"This is not valid YAML: {str(error).splitlines()[0]}. Remove the characters it names."
        raise Unreadable(Finding(Place(source.file, first_line), code, message)) from None
    tree = Tree(None, {(): Place(source.file, first_line)})
    if node is not None:
        tree.value = _value(node, (), tree, _Walk(source.file, first_line))
    return tree


def _refuse_depth(text: str, file: str, code: str) -> None:
    """Refuse nesting that no handbook file needs, before anything is built from it."""
    if text.count("[") + text.count("{") < _DEEPEST and "&" not in text and "*" not in text:
        return
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent))
        depth -= isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent))
        line = event.start_mark.line + 1
        if depth > _DEEPEST:
            message = f"This YAML is nested more than {_DEEPEST} levels deep. Flatten it."
            raise Unreadable(Finding(Place(file, line), code, message))
        if isinstance(event, yaml.AliasEvent):
            message = "YAML aliases (*name) are not used here. Write the value out."
            raise Unreadable(Finding(Place(file, line, event.start_mark.column + 1), code, message))


class _Walk:
    """What stays the same while a tree is walked."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line

    def place(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + self.first_line, node.start_mark.column + 1)


def _value(node: yaml.Node, keys: Keys, tree: Tree, walk: _Walk) -> Any:
    tree.places[keys] = place = walk.place(node)
    if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
        return _mapping(node, keys, tree, walk)
    if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
        return [_value(child, (*keys, index), tree, walk) for index, child in enumerate(node.value)]
    kind = node.tag.removeprefix("tag:yaml.org,2002:")
    if not isinstance(node, yaml.ScalarNode) or kind not in _PLAIN:
        tree.problems.append((place, f"The YAML tag {node.tag!r} is not allowed. Write a plain value."))
        return None
    return _scalar(node.value, kind)


def _mapping(node: yaml.MappingNode, keys: Keys, tree: Tree, walk: _Walk) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        name = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        if name in result:
            tree.problems.append(
                (walk.place(key_node), f"The key '{name}' is here twice. Keep one; YAML would drop the first silently.")
            )
            continue
        tree.places[(*keys, "key:" + name)] = walk.place(key_node)
        result[name] = _value(value_node, (*keys, name), tree, walk)
    return result


def _scalar(text: str, kind: str) -> str | int | float | bool | None:
    if kind in ("str", "timestamp"):
        return text
    if kind == "null":
        return None
    value: Mapping[str, Any] = {"v": yaml.load(text, Loader=Loader)}
    result = value["v"]
    return result if isinstance(result, (int, float, bool)) else text
