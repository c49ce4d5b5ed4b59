"""New systematic reviews and randomised trials by article: what its query finds since its evidence was checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from macros.ci.evidence.pubmed import PubMed
from macros.ci.evidence.web import Unanswered
from macros.ci.github import kept_in
from macros.ci.pr_comment import shown
from macros.model import Article, Library

KINDS = "(systematic[sb] OR meta-analysis[pt] OR randomized controlled trial[pt])"
MOST = 20  # records of one article; the newest
_LISTED = 5
_LARGEST_MEMORY = 12_000  # characters
Listed = dict[str, list[str]]  # day -> the PubMed numbers that were first listed on it


@dataclass(frozen=True, slots=True)
class Newer:
    """What one article's query found: how many records there are, and the newest that nobody has looked at."""

    article: Article
    count: int = 0
    pmids: tuple[str, ...] = ()
    titles: Mapping[str, tuple[str, str]] | None = None
    silent: str = ""


def newer(library: Library, pubmed: PubMed) -> list[Newer]:
    """Ask each article's query, in the order of titles; one without an answer says so and the others go on."""
    cited = {str(one.csl.get("PMID")) for one in library.references.values()}
    asked = [one for one in library.articles.values() if one.id in library.watches]
    return [_ask(library, pubmed, one, cited) for one in sorted(asked, key=lambda one: one.title)]


def _ask(library: Library, pubmed: PubMed, article: Article, cited: set[str]) -> Newer:
    watch = library.watches[article.id]
    try:
        count, pmids = pubmed.search(f"({watch.query}) AND {KINDS}", article.evidence_checked, MOST)
        fresh = tuple(pmid for pmid in pmids if pmid not in cited and pmid not in watch.seen)
        return Newer(article, count, fresh, pubmed.titles(fresh) if fresh else {})
    except Unanswered as error:
        return Newer(article, silent=str(error))


def recall(body: str) -> Listed:
    """Return what an earlier issue listed; nothing when it is spoilt."""
    found = kept_in(body, "listed").items()
    return {day: [str(one) for one in pmids] for day, pmids in found if isinstance(pmids, list)}


def remember(listed: Listed, found: Iterable[Newer], today: str) -> Listed:
    """Return the memory with what is listed today for the first time; of more than an issue holds, the oldest go."""
    known = {pmid for day, pmids in listed.items() if day != today for pmid in pmids}
    fresh = sorted({pmid for one in found for pmid in one.pmids if pmid not in known})
    days = {**listed, **({today: sorted({*listed.get(today, []), *fresh})} if fresh else {})}
    newest = sorted(((day, pmid) for day in days for pmid in days[day]), key=_age, reverse=True)
    kept: Listed = {}
    left = _LARGEST_MEMORY
    for day, pmid in newest:
        left -= len(json.dumps([pmid])) + (0 if day in kept else len(json.dumps({day: []})))
        if left < 0:
            break
        kept.setdefault(day, []).append(pmid)
    return {day: sorted(pmids) for day, pmids in kept.items()}


def _age(one: tuple[str, str]) -> tuple[str, int, str]:
    """Return what sorts records by age: PubMed numbers them in the order in which they come."""
    day, pmid = one
    return day, len(pmid), pmid


def memory(listed: Listed) -> str:
    return f"<!-- listed {json.dumps(listed, sort_keys=True).replace('--', '-')} -->"


def rows(found: Iterable[Newer], listed: Listed, today: str) -> Iterator[str]:
    """Yield for each article with something new its title and the newest records, those marked that were not listed before."""
    new = set(listed.get(today, []))
    for one in found:
        if one.silent:
            yield f"- {shown(one.article.title)}: PubMed {shown(one.silent)}"
        elif one.pmids:
            yield f"- **{shown(one.article.title)}**, since {one.article.evidence_checked} (`{one.article.page.place.file}`)"
            yield from (_record(one, pmid, pmid in new) for pmid in one.pmids[:_LISTED])
            if len(one.pmids) > _LISTED or one.count > MOST:
                yield f"  - and more: PubMed has {one.count}"


def _record(one: Newer, pmid: str, is_new: bool) -> str:
    title, where = (one.titles or {}).get(pmid, ("", ""))
    mark = "**new** " if is_new else ""
    return f"  - {mark}{shown(title, 160)} {shown(where, 60)} https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
