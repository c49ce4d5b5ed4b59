"""What the log of changes declares: for each article its last version, and for each item the advice as last declared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from macros.handbook.versions import changed_fields, fingerprint, of_article
from macros.model import Article, Change, Library

FILE = "docs/_data/changes.yml"
PUBLISHED, EDITORIAL, ADVICE = "published", "editorial", "advice"
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Declared:
    """An article's latest entry in the log, and the fingerprint of each of its items as last declared."""

    last: Change
    advice: Mapping[str, str]


@lru_cache(maxsize=4)
def declared(library: Library) -> dict[str, Declared]:
    """What the log says of each article that it names, by the article's id."""
    found: dict[str, Declared] = {}
    for change in library.changes:
        before = found[change.article].advice if change.article in found else {}
        advice = {id: one for id, one in {**before, **change.items}.items() if one != GONE}
        found[change.article] = Declared(change, advice)
    return found


def items_now(library: Library, article: Article) -> dict[str, str]:
    """The fingerprint of each item's advice as the checklist stands."""
    checklist = library.checklists.get(article.id)
    return {item.id: fingerprint(item) for item in checklist.items} if checklist else {}


def items_to_declare(library: Library, article: Article) -> dict[str, str]:
    """The items whose advice is not as last declared, each with what to declare; a new name alone changes no advice."""
    known = declared(library)
    before, now = known[article.id].advice if article.id in known else {}, items_now(library, article)
    fresh = {id: one for id, one in now.items() if before.get(id) != one}
    gone = {id: one for id, one in before.items() if id not in now}
    renamed = {one for id, one in fresh.items() if id not in before} & set(gone.values())
    return {id: one for id, one in fresh.items() if id in before or one not in renamed} | {
        id: GONE for id, one in gone.items() if one not in renamed
    }


def describe(library: Library, article: Article) -> str:
    """The items to declare in words: each with the fields of its advice that changed."""
    before = declared(library)[article.id].advice
    return ", ".join(
        f"'{id}' (its {' and '.join(changed_fields(before[id], one))})"
        if id in before and one != GONE
        else f"'{id}' ({'gone' if one == GONE else 'new'})"
        for id, one in items_to_declare(library, article).items()
    )


def entry(library: Library, article: Article, kind: str, summary: str, today: str) -> str:
    """The lines that declare an article as it stands, as they belong at the end of the log."""
    version = of_article(library, article).text
    day = max([today, *(one.date for one in library.changes[-1:])])  # the last may have been written further east
    lines = [f"- date: {day}", f"  article: {article.id}", f"  kind: {kind}", f"  summary: {_quoted(summary)}"]
    lines.append(f'  version: "{version}"')
    items = items_to_declare(library, article)
    if items:
        lines += ["  items:", *(f'    {id}: "{one}"' for id, one in items.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
