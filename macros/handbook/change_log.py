"""The log of changes, a file for each: for every article its last version, and for each item the advice as last declared.

A file of its own lets two proposals that are open at once each add to the log and still be merged in either order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from macros.handbook.versions import changed_fields, fingerprint, of_article
from macros.model import Article, Change, Library

FOLDER = "docs/_data/changes"
PUBLISHED, EDITORIAL, ADVICE = "published", "editorial", "advice"
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Declared:
    """An article's latest entry in the log, and the fingerprint of each of its items as last declared."""

    last: Change
    advice: Mapping[str, str]


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """Sort by day and article; changes of one article on one day follow each from the version that it replaced."""
    ordered: list[Change] = []
    last: dict[str, str] = {}
    for (_, article), same_day in groupby(sorted(found, key=_day_and_article), key=_day_and_article):
        left = list(same_day)
        while left:
            left.remove(one := _next(left, last.get(article, "")))
            ordered.append(one)
            last[article] = one.version
    return tuple(ordered)


def _day_and_article(change: Change) -> tuple[str, str]:
    return change.date, change.article


def _next(left: list[Change], version: str) -> Change:
    """Return the one of the changes left that replaced a version; else the first that replaced none of the others'."""
    later = {one.version for one in left}
    follows = [one for one in left if one.replaces == version]
    # Where an article had the same words twice, what leads back to them came before what led away.
    back = [one for one in follows if len(follows) > 1 and _leads(left, one.version, version)]
    return (back or follows or [one for one in left if one.replaces not in later] or left)[0]


def _leads(changes: list[Change], version: str, to: str) -> bool:
    """Whether changes lead, one after the other, from a version to another."""
    reached = [version]
    for one in reached:  # grows as it goes
        reached += {change.version for change in changes if change.replaces == one} - set(reached)
    return to in reached


@lru_cache(maxsize=4)
def declared(library: Library) -> dict[str, Declared]:
    """Return what the log says of each article that it names, by the article's id."""
    found: dict[str, Declared] = {}
    for change in library.changes:
        before = found[change.article].advice if change.article in found else {}
        advice = {id: one for id, one in {**before, **change.items}.items() if one != GONE}
        found[change.article] = Declared(change, advice)
    return found


def items_now(library: Library, article: Article) -> dict[str, str]:
    checklist = library.checklists.get(article.id)
    return {item.id: fingerprint(item) for item in checklist.items} if checklist else {}


def items_to_declare(library: Library, article: Article) -> dict[str, str]:
    """Return the items whose advice is not as last declared, each with what to declare; a new name alone changes no advice."""
    known = declared(library)
    before, now = known[article.id].advice if article.id in known else {}, items_now(library, article)
    fresh = {id: one for id, one in now.items() if before.get(id) != one}
    gone = {id: one for id, one in before.items() if id not in now}
    renamed = {one for id, one in fresh.items() if id not in before} & set(gone.values())
    return {id: one for id, one in fresh.items() if id in before or one not in renamed} | {
        id: GONE for id, one in gone.items() if one not in renamed
    }


def reworded(library: Library) -> list[Article]:
    """Return the articles whose words, and no advice, are not as last declared."""
    known = declared(library)
    return [
        one
        for id, one in sorted(library.articles.items())
        if id in known
        and of_article(library, one).text != known[id].last.version
        and not items_to_declare(library, one)
    ]


def describe(library: Library, article: Article) -> str:
    """Return the items to declare in words: each with the fields of its advice that changed."""
    before = declared(library)[article.id].advice
    return ", ".join(
        f"'{id}' (its {_and(changed_fields(before[id], one))})"
        if id in before and one != GONE
        else f"'{id}' ({'gone' if one == GONE else 'new'})"
        for id, one in items_to_declare(library, article).items()
    )


def _and(names: list[str]) -> str:
    *others, last = names or [""]
    return f"{', '.join(others)} and {last}" if others else last


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A file to add to the log."""

    file: str
    text: str


def entry(library: Library, article: Article, kind: str, summary: str, today: str) -> NewEntry:
    """Return the file that declares an article as it stands."""
    known, version = declared(library).get(article.id), of_article(library, article).text
    day = max(today, known.last.date) if known else today  # the last may have been written further east
    lines = [
        f"date: {day}",
        f"article: {article.id}",
        f"kind: {kind}",
        f"summary: {json.dumps(summary, ensure_ascii=False)}",
    ]
    lines += [f'version: "{version}"', *([f'replaces: "{known.last.version}"'] if known else [])]
    items = items_to_declare(library, article)
    if items:
        lines += ["items:", *(f'  {id}: "{one}"' for id, one in items.items())]
    return NewEntry(_free(library, f"{FOLDER}/{day}-{article.id}-{version}"), "\n".join(lines) + "\n")


def _free(library: Library, stem: str) -> str:
    """Return the name of a file that is not there yet: an article may come back to the words it had that morning."""
    name, number = f"{stem}.yml", 2
    while name in library.files:
        name, number = f"{stem}_{number}.yml", number + 1  # by name it comes after the file without a number
    return name
