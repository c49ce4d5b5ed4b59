"""The template code of a page: our macro calls with literal arguments, and everything else that is not one."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.handbook.signatures import SIGNATURES
from macros.handbook.text_file import Source
from macros.model import Call, Fragment

_ENVIRONMENT = Environment(autoescape=False)


@lru_cache(maxsize=20_000)
def _literal_call(code: str) -> tuple[str, tuple[object, ...], dict[str, object]] | None:
    """Name and arguments of `{{ name(literals) }}` that leaves the white space around it alone; None for anything else."""
    if not code.startswith("{{") or _trims(code):
        return None
    try:
        body = _ENVIRONMENT.parse(code).body
        node = body[0].nodes[0]  # type: ignore[attr-defined]
        if len(body) != 1 or not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            return None
        if node.dyn_args or node.dyn_kwargs or not all(isinstance(arg, nodes.Const) for arg in node.args):
            return None
        if not all(isinstance(pair.value, nodes.Const) for pair in node.kwargs):
            return None
        kwargs = {pair.key: pair.value.value for pair in node.kwargs}  # type: ignore[attr-defined]
        args = [arg.value for arg in node.args]  # type: ignore[attr-defined]
        return node.node.name, *_in_order(node.node.name, args, kwargs)
    except (TemplateSyntaxError, IndexError, AttributeError, RecursionError, ValueError):
        return None


def _in_order(name: str, args: list[object], kwargs: dict[str, object]) -> tuple[tuple[object, ...], dict[str, object]]:
    """Return arguments given by name put in their place, as far as none before them is missing: `xref(to="x")` is `xref("x")`."""
    for one in SIGNATURES[name].names[len(args) :] if name in SIGNATURES else ():
        if one not in kwargs:
            break
        args.append(kwargs.pop(one))
    return tuple(args), kwargs


def is_call(code: str) -> bool:
    """Return whether this is `{{ name(literals) }}`, which leaves the white space around it alone."""
    return _literal_call(code) is not None


def read(source: Source, text: str, start: int) -> tuple[list[tuple[int, int, Call]], list[Fragment], list[range]]:
    """Return calls with their start and end offsets, template code that is no call, and the ranges of `{% raw %}` blocks.

    `text` is the part of the source from offset `start` on.
    """
    found = _Found(source)
    if "{%" in text or "{#" in text:
        _lexed(text, start, found)
    else:
        _cut(text, start, found)
    return found.calls, found.other, found.raw


def without_code(text: str) -> str:
    """Return the text with a word in the place of each call, and without what marks raw text."""
    try:
        tokens = list(_ENVIRONMENT.lexer.tokeniter(text, None))
    except TemplateSyntaxError:  # refused for that
        return text
    pieces = (value if kind == "data" else "x" for _, kind, value in tokens if kind in ("data", "variable_begin"))
    return "".join(pieces)


class _Found:
    """What a page's template code turned out to be."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.calls: list[tuple[int, int, Call]] = []
        self.other: list[Fragment] = []
        self.raw: list[range] = []
        self._fences: dict[int, bool] = {}

    def add(self, begun: int, end: int) -> None:
        code = self.source.text[begun:end].strip()
        call = _literal_call(code)
        if call is None:
            self.other.append(Fragment(code, self.source.place(begun, end)))
        else:
            self.calls.append((begun, end, Call(*call, self.source.place(begun, end))))

    def raw_tag(self, tag: str, begun: int) -> None:
        """Refuse a raw tag that would make code begin or end elsewhere than it seems to in the source."""
        number = self.source.place(begun).line
        if number not in self._fences:  # a line is looked through once, however many tags stand on it
            line = self.source.line(begun)
            self._fences[number] = "```" in line or "~~~" in line
        if _trims(tag) or self._fences[number]:
            self.other.append(Fragment(tag.strip(), self.source.place(begun)))


def _trims(code: str) -> bool:
    """Return whether a tag takes away the white space beside it, which would move what follows onto its line."""
    code = code.strip()
    return code[2:3] in ("-", "+") or code[-3:-2] in ("-", "+")


def _cut(text: str, start: int, found: _Found) -> None:
    """Cut at the braces, where there are no statements and no comments, which is the common case; an odd cut is refused when it is parsed."""
    begun = text.find("{{")
    while begun >= 0:
        close = text.find("}}", begun)
        end = close + 2 if close >= 0 else len(text)
        found.add(start + begun, start + end)
        begun = text.find("{{", end)


def _lexed(text: str, start: int, found: _Found) -> None:
    """Let Jinja's lexer say what is what."""
    position = begun = raw_from = start
    try:
        for _, kind, value in _ENVIRONMENT.lexer.tokeniter(text, None):
            if kind in ("variable_begin", "block_begin", "comment_begin"):
                begun = text.index(value, position - start) + start
            position = text.index(value, position - start) + start + len(value)  # a tag may have eaten white space
            if kind in ("raw_begin", "raw_end"):
                found.raw_tag(value, position - len(value))
            if kind == "raw_begin":
                raw_from = position
            elif kind == "raw_end":
                found.raw.append(range(raw_from, position - len(value)))
            elif kind in ("variable_end", "block_end", "comment_end"):
                found.add(begun, position)
    except TemplateSyntaxError as error:
        offset = start + sum(len(line) + 1 for line in text.split("\n")[: error.lineno - 1])
        offset = max(offset, begun)
        found.other.append(Fragment(found.source.text[offset:].split("\n")[0], found.source.place(offset)))
        _cut(found.source.text[offset + 2 :], offset + 2, found)
