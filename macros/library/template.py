"""The template code of a page: our macro calls with literal arguments, and everything else that is not one."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.library.source import Source
from macros.model import Call, Fragment

_ENVIRONMENT = Environment(autoescape=False)
_RAW = ("raw_begin", "raw_end")


@lru_cache(maxsize=20_000)
def _literal_call(expression: str) -> tuple[str, tuple[object, ...], dict[str, object]] | None:
    """Name and arguments of `{{ name(literals) }}`; None for anything else."""
    try:
        body = _ENVIRONMENT.parse(expression).body
        node = body[0].nodes[0]  # type: ignore[attr-defined]
        if len(body) != 1 or not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            return None
        if node.dyn_args or node.dyn_kwargs or not all(isinstance(arg, nodes.Const) for arg in node.args):
            return None
        if not all(isinstance(pair.value, nodes.Const) for pair in node.kwargs):
            return None
        kwargs = {pair.key: pair.value.value for pair in node.kwargs}  # type: ignore[attr-defined]
        return node.node.name, tuple(arg.value for arg in node.args), kwargs  # type: ignore[attr-defined]
    except (TemplateSyntaxError, IndexError, AttributeError, RecursionError):
        return None


def read(source: Source, text: str, start: int) -> tuple[list[tuple[int, int, Call]], list[Fragment], list[range]]:
    """Calls with their start and end offsets, template code that is no call, and the ranges of `{% raw %}` blocks.

    `text` is the part of the source from offset `start` on.
    """
    calls: list[tuple[int, int, Call]] = []
    other: list[Fragment] = []
    raw: list[range] = []
    if not any(mark in text for mark in ("{{", "{%", "{#")):
        return calls, other, raw
    position = begun = raw_from = start
    try:
        for _, kind, value in _ENVIRONMENT.lexer.tokeniter(text, None):
            if kind in ("variable_begin", "block_begin", "comment_begin"):
                begun = position
            position += len(value)
            if kind == "raw_begin":
                raw_from = position
            elif kind == "raw_end":
                raw.append(range(raw_from, position - len(value)))
            elif kind in ("variable_end", "block_end", "comment_end"):
                _sort(source, begun, position, calls, other)
    except TemplateSyntaxError as error:
        offset = start + sum(len(line) + 1 for line in text.split("\n")[: (error.lineno or 1) - 1])
        other.append(Fragment(error.message or "template syntax", source.place(max(offset, begun))))
    return calls, other, raw


def _sort(
    source: Source, begun: int, end: int, calls: list[tuple[int, int, Call]], other: list[Fragment]
) -> None:
    code = source.text[begun:end].strip()
    found = _literal_call(code) if code.startswith("{{") else None
    if found is None:
        other.append(Fragment(code, source.place(begun)))
    else:
        calls.append((begun, end, Call(*found, source.place(begun))))
