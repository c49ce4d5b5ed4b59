"""Reads queries.tsv: what is typed, the ids of articles that answer it, its kind, and the part of the set it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PARTS = ("tuned on", "held out", "second", "third", "untouched", "blind, then tuned on")


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    articles: tuple[str, ...]
    kind: str
    part: str


def read() -> list[Query]:
    """All queries, in the order in which they were written."""
    rows = (Path(__file__).parent / "queries.tsv").read_text("utf-8").splitlines()[1:]
    cells = (row.split("\t") for row in rows)
    return [Query(text, tuple(articles.split()), kind, part) for text, articles, kind, part in cells]


def rank(query: Query, urls: Sequence[str]) -> int | None:
    """The place of the first right result, 0 when none is right, None when there is no result at all."""
    ids = [url.partition("#")[0].rstrip("/").rpartition("/")[2] for url in urls]
    right = [place for place, id in enumerate(ids, 1) if id in query.articles]
    return (right[0] if right else 0) if ids else None
