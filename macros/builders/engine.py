"""The template engine of pages: text, and calls of our macros with constants. Nothing else is run.

Whatever the check let pass, the tree that is judged here is the one that runs, in a sandbox that knows our macros only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

_TOKENS = {"data", "whitespace", "variable_begin", "variable_end", "name", "operator", "string", "integer", "float"}


class Refused(Exception):
    """Template code that is no call of a macro with constants; `line` counts from 1 in the text that was given."""

    def __init__(self, line: int, shown: str) -> None:
        super().__init__(f"{shown[:60]!r} is template code that is not allowed.")
        self.line = line


class Engine(SandboxedEnvironment):
    """Renders texts that hold calls of these macros."""

    def __init__(self, macros: Mapping[str, Callable[..., str]]) -> None:
        super().__init__(undefined=StrictUndefined)  # without a loader: nothing can be included
        self._macros = frozenset(macros)
        self.globals, self.filters, self.tests = dict(macros), {}, {}

    def rendered(self, text: str) -> str:
        """The text with each call replaced by what its macro gives; raises Refused."""
        try:
            wrong = self._wrong_token(text)
            tree = self.parse(text) if not wrong else nodes.Template([])
        except TemplateError as error:
            wrong = getattr(error, "lineno", 1)
        except (ValueError, RecursionError):  # more digits or deeper nesting than Python takes
            wrong = 1
        if wrong := wrong or self._wrong_node(tree):
            raise Refused(wrong, text.split("\n")[wrong - 1].strip())
        return self.from_string(tree).render()

    def _wrong_token(self, text: str) -> int:
        """The line of a statement or comment, which leave no trace in the tree, or of a mark that trims white space."""
        for line, kind, value in self.lex(text):
            raw = kind in ("raw_begin", "raw_end") and not set("-+") & set(value)
            braces = kind.startswith("variable_") and value.strip() not in ("{{", "}}")
            if braces or not (raw or kind in _TOKENS):
                return line
        return 0

    def _wrong_node(self, tree: nodes.Template) -> int:
        """The line of what is neither text nor a call of a macro with constants."""
        for node in tree.iter_child_nodes():
            for one in node.nodes if isinstance(node, nodes.Output) else [node]:
                if not isinstance(one, nodes.TemplateData) and not self._is_call(one):
                    return one.lineno
        return 0

    def _is_call(self, node: nodes.Node) -> bool:
        if not isinstance(node, nodes.Call) or node.dyn_args is not None or node.dyn_kwargs is not None:
            return False
        given = [*node.args, *(pair.value for pair in node.kwargs)]
        named = isinstance(node.node, nodes.Name) and node.node.name in self._macros
        return named and all(isinstance(one, nodes.Const) for one in given)
