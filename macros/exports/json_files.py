"""The handbook as data: permalinks.json, evidence-status.json, and handbook.json as its JSON Schema describes it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from typing import Any

from macros.handbook import licence
from macros.handbook.addresses import addresses, join
from macros.handbook.download_files import SCHEMA, base
from macros.handbook.versions import Version, fingerprint, of_page
from macros.model import Article, Change, Item, Library, Question, Reference


def compact(value: object) -> bytes:
    """Return a value as JSON in one line."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _fields(record: object, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def permalinks(library: Library) -> dict[str, Any]:
    """Return every address ever published: its title, where it leads, its version, and since when it is known.

    `changes` holds what was declared of the article at an address, the oldest first. By this table alone `kb compare`
    and the reader's browser say what has become of an old file.
    """
    since = {join(row.url, row.anchor): row.since for row in library.permalinks}
    rows = [
        {
            **_fields(one, "address", "title", "status"),
            **({"now": one.now} if one.now != one.address else {}),
            **_version(one.version),
            **({"since": since[one.address]} if one.address in since else {}),
        }
        for one in addresses(library)
    ]
    by_article: defaultdict[str, list[Change]] = defaultdict(list)
    for change in library.changes:
        by_article[change.article].append(change)
    return {
        "handbook": library.settings.site_name,
        "site": base(library),
        "addresses": rows,
        "changes": {
            library.articles[article].page.url: [_change(one) for one in found]
            for article, found in by_article.items()
            if article in library.articles
        },
    }


def _change(one: Change) -> dict[str, Any]:
    told = _fields(one, "date", "kind", "version", "summary")
    return {**told, **({"items": sorted(one.items)} if one.items else {})}


def handbook(library: Library) -> dict[str, Any]:
    """Return articles with their sections, advice and questions, and the sources."""
    return {
        "$schema": SCHEMA,
        "name": library.settings.site_name,
        "site": base(library),
        "language": "en",
        "licence": licence.ID,
        "articles": [_article(library, one) for one in library.articles.values()],
        "sources": [_source(one) for one in library.references.values()],
    }


def evidence_status(library: Library) -> dict[str, Any]:
    """Return when each source was last confirmed and what has happened to it, and when each article is due."""
    return {
        "handbook": library.settings.site_name,
        "site": base(library),
        "licence": licence.ID,
        "sources": [_status(library, one) for one in library.references.values()],
        "articles": [
            {
                "id": one.id,
                "address": one.page.url,
                **_fields(one, "evidence_checked", "review_due"),
                **({"query": watch.query} if (watch := library.watches.get(one.id)) else {}),
            }
            for one in library.articles.values()
        ],
    }


def _status(library: Library, one: Reference) -> dict[str, Any]:
    names = {key: one.csl[key] for key in ("DOI", "PMID", "URL") if key in one.csl}
    known = library.evidence.get(one.id)
    told = [_fields(notice, "kind", "link", "date", "by", "seen") for notice in (known.notices if known else ())]
    return {"id": one.id, **names, "confirmed": known.confirmed or None if known else None, "notices": told}


def _version(version: Version | None) -> dict[str, str]:
    if version is None:
        return {}
    return {"version": version.text, **({"advice": version.advice} if version.advice else {})}


def _article(library: Library, article: Article) -> dict[str, Any]:
    checklist, quiz = library.checklists.get(article.id), library.quizzes.get(article.id)
    versions = of_page(library, article.page.path)
    return {
        **_fields(article, "id", "title", "description"),
        "address": article.page.url,
        "part": article.page.folder,
        **_version(versions[""]),
        "stages": article.stage,
        **_fields(article, "settings", "minutes", "objectives", "evidence_checked"),
        "reviews": [dict(one) for one in article.reviews],
        "review_due": article.review_due,
        "see_also": [{"article": one.to, "why": one.why} for one in article.related],
        "sections": [
            {**_fields(one, "id", "title", "level"), **_version(versions[one.id])} for one in article.page.sections
        ],
        "items": [_item(one, versions) for one in checklist.items] if checklist else [],
        "questions": [_question(one) for one in quiz.questions] if quiz else [],
    }


def _item(item: Item, versions: dict[str, Version]) -> dict[str, Any]:
    names = ("id", "when", "do", "strength", "certainty", "basis", "outcome", "because", "danger", "same_as")
    duties = [_fields(one, "body", "country", "year") for one in item.duties]
    told = {**_fields(item, *names), "duties": duties, "keep": item.keep}
    return {
        **{name: value for name, value in told.items() if value},
        **_fields(item, "sources", "formerly"),
        "version": versions[item.id].text,
        "advice": fingerprint(item),
    }


def _question(question: Question) -> dict[str, Any]:
    options = {"options": [asdict(one) for one in question.options]}
    return {**_fields(question, "id", "type", "stem"), **options, "section": question.section}


def _source(source: Reference) -> dict[str, Any]:
    return _fields(source, "id", "design", "population", "finding", "limits", "read", "csl")
