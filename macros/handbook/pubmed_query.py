"""The part of PubMed's query language that our queries use, read and applied to what we know of a source.

It is PubMed's own in what it covers: words and phrases in quotes with a field, truncation after four letters, AND, OR,
NOT and parentheses. It leaves out what cannot be known here: MeSH terms, PubMed's mapping of words without a field,
and abstracts. In their place stand our own summaries, so what is found here is near to what PubMed finds, not the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

FIELDS = ("tiab", "ti", "pt", "dp")
_TOKEN = re.compile(
    r'\s*(?:(?P<bracket>[()])|(?P<operator>AND|OR|NOT)\b|(?P<term>"[^"]*"|[^\s()\[\]"]+)(?:\[(?P<field>[^\]]*)\])?)'
)
_SHORTEST = 4  # letters before a *, as PubMed asks


class Unreadable(ValueError):
    """A query that PubMed would read in another way than it looks, or not at all; says what to do."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a publication: `text` stands for title and abstract, `types` for its publication types."""

    title: str
    text: str
    types: frozenset[str]
    year: str


Query = Callable[[Record], bool]


def parse(text: str) -> Query:
    """Return the query as a test of records; raises Unreadable."""
    reader = _Reader(_tokens(text))
    found = reader.group()
    if reader.rest:
        raise Unreadable("A parenthesis closes that was never opened. Remove it.")
    return found


def _tokens(text: str) -> list[tuple[str, str, str]]:
    """Brackets, operators and terms, each with its kind and a term with its field."""
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unreadable(f"This cannot be read from '{text[at:].strip()[:20]}' on. Close quotes and brackets.")
        kind = match.lastgroup if match.lastgroup in ("bracket", "operator") else "term"
        found.append((kind or "term", match[kind or "term"], match["field"] or ""))
        at = match.end()
    return found


class _Reader:
    """Reads tokens from the left; `rest` are those not read yet."""

    def __init__(self, tokens: list[tuple[str, str, str]]) -> None:
        self.rest = tokens[::-1]

    def group(self) -> Query:
        """Operands with one kind of operator between them: PubMed reads a mixture from left to right, people do not."""
        found, operators = self._operand(), set()
        while self.rest and self.rest[-1][1] != ")":
            kind, operator, _ = self.rest.pop()
            if kind != "operator":
                raise Unreadable(f"Write AND, OR or NOT before '{operator}'.")
            operators.add(operator)
            if len(operators) > 1:
                raise Unreadable(f"Put parentheses where {' and '.join(sorted(operators))} meet.")
            found = _joined(operator, found, self._operand())
        return found

    def _operand(self) -> Query:
        if not self.rest:
            raise Unreadable("The query ends where a word is expected. Add one, or remove the operator before it.")
        kind, text, field = self.rest.pop()
        if text == "(" and kind == "bracket":
            found = self.group()
            if not self.rest:
                raise Unreadable("A parenthesis is never closed. Close it.")
            self.rest.pop()
            return found
        if kind != "term":
            raise Unreadable(f"'{text}' stands where a word is expected. Add the word, or remove it.")
        return _term(text, field)


def _joined(operator: str, one: Query, other: Query) -> Query:
    if operator == "AND":
        return lambda record: one(record) and other(record)
    if operator == "OR":
        return lambda record: one(record) or other(record)
    return lambda record: one(record) and not other(record)


def _term(text: str, field: str) -> Query:
    if field not in FIELDS:
        raise Unreadable(
            f"Write one of {', '.join(f'[{one}]' for one in FIELDS)} after {text}, so that it is read as it stands."
        )
    words = text.strip('"')
    if field == "pt":
        return lambda record: words.casefold() in record.types
    if field == "dp":
        first, _, last = words.partition(":")
        return lambda record: first <= record.year <= (last or first)
    if words.endswith("*") and len(re.sub(r"\W", "", words.split()[-1])) < _SHORTEST:
        raise Unreadable(f"PubMed wants at least {_SHORTEST} letters before the * of {text}. Write the word out.")
    pattern = _pattern(words)
    return lambda record: bool(pattern.search(_plain(record.title if field == "ti" else record.text)))


def _pattern(words: str) -> re.Pattern[str]:
    """Whole words one after the other; a hyphen counts as a space, and * stands for the rest of the last word."""
    body = r"\s".join(map(re.escape, _plain(words.rstrip("*")).split()))
    return re.compile(rf"\b{body}" + (r"\w*" if words.endswith("*") else r"\b"))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold().replace("\u2019", "").replace("'", "")).split())
