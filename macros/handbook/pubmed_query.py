"""The part of PubMed's query language that our queries use, read and applied to what we know of a source.

It is PubMed's own in what it covers: words and phrases in quotes with a field, truncation after four letters, AND, OR,
NOT and parentheses. It leaves out what cannot be known here: MeSH terms, PubMed's mapping of words without a field,
and abstracts. In their place stand our own summaries, so what is found here is near to what PubMed finds, not the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

FIELDS = ("tiab", "ti", "pt", "dp")
_TOKEN = re.compile(
    r'\s*(?:(?P<bracket>[()])|(?P<operator>AND|OR|NOT)\b|(?P<term>"[^"]*"|[^\s()\[\]"]+)(?:\[(?P<field>[^\]]*)\])?)'
)
_SHORTEST = 4  # letters before a *, as PubMed asks
_LONGEST, _DEEPEST = 4_000, 20  # characters, and parentheses in one another: more than anybody can check by reading


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


@lru_cache(maxsize=10_000)
def parse(text: str) -> Query:
    """Return the query as a test of records; raises Unreadable."""
    if len(text) > _LONGEST:
        raise Unreadable(
            f"A query has at most {_LONGEST:,} characters, and this one {len(text):,}. Say it in fewer words."
        )
    reader = _Reader(_tokens(text))
    found = reader.group()
    if reader.rest:
        raise Unreadable("A parenthesis closes that was never opened. Remove it.")
    return found


def _tokens(text: str) -> list[tuple[str, str, str]]:
    """Return brackets, operators and terms, each with its kind and a term with its field."""
    found, at, text = [], 0, text.strip()
    while at < len(text):
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

    def group(self, depth: int = 0) -> Query:
        """Return operands with one kind of operator between them: PubMed reads a mixture from left to right, people do not."""
        if depth > _DEEPEST:
            raise Unreadable(f"Parentheses stand more than {_DEEPEST} deep. Write it with fewer.")
        found, operator = [self._operand(depth)], ""
        while self.rest and self.rest[-1][1] != ")":
            kind, text, _ = self.rest.pop()
            if kind != "operator":
                raise Unreadable(f"Write AND, OR or NOT before '{text}'.")
            if operator not in ("", text):
                raise Unreadable(f"Put parentheses where {' and '.join(sorted((operator, text)))} meet.")
            operator = text
            found.append(self._operand(depth))
        return _joined(operator, found)

    def _operand(self, depth: int) -> Query:
        if not self.rest:
            raise Unreadable("The query ends where a word is expected. Add one, or remove the operator before it.")
        kind, text, field = self.rest.pop()
        if text == "(" and kind == "bracket":
            found = self.group(depth + 1)
            if not self.rest:
                raise Unreadable("A parenthesis is never closed. Close it.")
            self.rest.pop()
            return found
        if kind != "term":
            raise Unreadable(f"'{text}' stands where a word is expected. Add the word, or remove it.")
        return _term(text, field)


def _joined(operator: str, queries: list[Query]) -> Query:
    first, *rest = queries
    if operator == "OR":
        return lambda record: any(one(record) for one in queries)
    if operator == "NOT":
        return lambda record: first(record) and not any(one(record) for one in rest)
    return lambda record: all(one(record) for one in queries)


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
    begun = _words(words).rstrip() if words.endswith("*") else _words(words)
    return lambda record: begun in _words(record.title if field == "ti" else record.text)


@lru_cache(maxsize=4096)  # every term asks it of every record
def _words(text: str) -> str:
    """Return whole words, each with a space before and after it; a hyphen counts as a space."""
    plain = re.sub(r"[^\w\s]", " ", text.casefold().replace("\u2019", "").replace("'", ""))
    return f" {' '.join(plain.split())} "
