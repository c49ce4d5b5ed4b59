"""The template engine of pages: text, and calls of our macros with constants. Nothing else is run.

Whatever the check let pass, the tree that is judged here is the one that is walked; no code is ever made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from jinja2 import Environment, TemplateError, nodes

_TOKENS = {"data", "whitespace", "variable_begin", "variable_end", "name", "operator", "string", "integer", "float"}


class Refused(Exception):
    """Template code that is no call of a macro with constants; `line` counts from 1 in the text that was given."""

    def __init__(self, line: int, shown: str) -> None:
        super().__init__(f"{shown[:60]!r} is template code that is not allowed.")
        self.line = line


class Engine(Environment):
    """Renders texts that hold calls of these macros."""

    def __init__(self, macros: Mapping[str, Callable[..., str]]) -> None:
        super().__init__()
        self._macros = macros

    def rendered(self, text: str) -> str:
        """Return the text with each call replaced by what its macro gives; raises Refused."""
        tree = nodes.Template([])
        try:
            wrong = self._wrong_token(text)
            tree = self.parse(text) if not wrong else tree
        except TemplateError as error:
            wrong = getattr(error, "lineno", 1)
        except (ValueError, RecursionError):  # more digits or deeper nesting than Python takes
            wrong = 1
        pieces = [(one.lineno, self._piece(one)) for one in _parts(tree)]
        if wrong := wrong or next((line for line, piece in pieces if piece is None), 0):
            raise Refused(wrong, text.split("\n")[wrong - 1].strip())
        return "".join(piece() for _, piece in pieces if piece)

    def _wrong_token(self, text: str) -> int:
        """Return the line of a statement or comment, which leave no trace in the tree, or of a mark that trims white space."""
        for line, kind, value in self.lex(text):
            raw = kind in ("raw_begin", "raw_end") and not set("-+") & set(value)
            braces = kind.startswith("variable_") and value.strip() not in ("{{", "}}")
            if braces or not (raw or kind in _TOKENS):
                return line
        return 0

    def _piece(self, node: nodes.Node) -> Callable[[], str] | None:
        """Return what gives a node's text: its own, or a macro called with constants. None of any other."""
        if isinstance(node, nodes.TemplateData):
            return partial(str, node.data)
        if not isinstance(node, nodes.Call) or node.dyn_args is not None or node.dyn_kwargs is not None:
            return None
        macro = self._macros.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        args = [one.value for one in node.args if isinstance(one, nodes.Const)]
        named = {one.key: one.value.value for one in node.kwargs if isinstance(one.value, nodes.Const)}
        all_constant = len(args) == len(node.args) and len(named) == len(node.kwargs)  # and none is named twice
        return partial(macro, *args, **named) if macro and all_constant else None


def _parts(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield a template's own nodes in order, without what only holds them together."""
    for node in tree.iter_child_nodes():
        yield from node.nodes if isinstance(node, nodes.Output) else (node,)
