"""One look at every source: asks each service that should know it, and keeps the file up to date on the way.

A run that ends early has lost nothing but time: what was confirmed lately is not asked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from macros.ci.evidence import official, openalex, status_file
from macros.ci.evidence.crossref import Crossref
from macros.ci.evidence.merge import Looked, merged
from macros.ci.evidence.notice_kinds import Said
from macros.ci.evidence.pubmed import BATCH, PubMed
from macros.ci.evidence.web import Unanswered, Web
from macros.errors import CommandError
from macros.handbook.resolve import REFERENCES
from macros.handbook.unreadable import spoilt
from macros.model import Library, Reference, Status

FRESH = 20  # days in which what was confirmed is not asked again
_SAVE_EVERY = 25


@dataclass(frozen=True, slots=True)
class Services:
    """Where the services are."""

    crossref: str = "https://api.crossref.org/v1"
    handles: str = "https://doi.org/api/handles"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    openalex: str = "https://api.openalex.org"


@dataclass(slots=True)
class Outcome:
    """What a run did: the records as they are now, how many questions were asked and answered, and who was silent."""

    statuses: dict[str, Status]
    asked: int = 0
    answered: int = 0
    unanswered: dict[str, str] = field(default_factory=dict)  # source -> which service, and what it did
    silent: Counter[str] = field(default_factory=Counter)

    @property
    def offline(self) -> bool:
        """Whether nobody answered at all, so that the fault is more likely here."""
        return self.asked > 0 and self.answered == 0


@dataclass(frozen=True, slots=True)
class _Question:
    """Something to ask one service; where it is not `needed`, a source counts as confirmed without its answer."""

    service: str
    ask: Callable[[], Iterable[Said]]
    needed: bool = True


def look(library: Library, web: Web, services: Services, today: date) -> Outcome:
    """Ask about every source that was not confirmed lately, and write the file as answers come."""
    known = status_file.recorded(library.root)
    if wrong := sorted(file for file in spoilt(library) if file.startswith(REFERENCES)):
        raise CommandError(
            f"The sources in {', '.join(wrong)} cannot be read: what is known of them would be lost. Run kb check."
        )
    outcome = Outcome({id: known[id] for id in library.references if id in known})
    due = [one for one in library.references.values() if _is_due(known.get(one.id), today)]
    asking = _Asking(web, services, due)
    try:
        for index, one in enumerate(due, 1):
            before = known.get(one.id)
            page = dict(before.page) if before else {}
            looked = _ask(one.id, asking.questions(one, page), page, outcome)
            if looked.answered:
                outcome.statuses[one.id] = merged(one.id, before, looked, today.isoformat())
            if index % _SAVE_EVERY == 0:
                _save(library, outcome)
    finally:
        _save(library, outcome)
    return outcome


def _save(library: Library, outcome: Outcome) -> None:
    if not outcome.offline:
        status_file.write(library.root, outcome.statuses)


def _is_due(known: Status | None, today: date) -> bool:
    return known is None or known.confirmed <= (today - timedelta(days=FRESH)).isoformat()


class _Asking:
    """The questions to ask about a source, by what identifies it; PubMed is asked about many at once, beforehand."""

    def __init__(self, web: Web, services: Services, due: Iterable[Reference]) -> None:
        self._web, self._services = web, services
        self._crossref = Crossref(web, services.crossref, services.handles)
        self._pubmed = _of_pubmed(PubMed(web, services.pubmed), due)

    def questions(self, one: Reference, page: dict[str, str]) -> Iterator[_Question]:
        """Yield questions in the order of their weight; `page` is what an official page was like, and is brought up to date."""
        doi, pmid = str(one.csl.get("DOI", "")), str(one.csl.get("PMID", ""))
        if doi:
            yield _Question("crossref", lambda: self._crossref.said(doi))
            second = partial(openalex.said, self._web, self._services.openalex, doi)
            yield _Question("openalex", second, needed=False)
        if pmid:
            yield _Question("pubmed", lambda: self._given(pmid))
        if not doi and not pmid:
            yield _Question("page", lambda: self._page(str(one.csl["URL"]), page))

    def _given(self, pmid: str) -> list[Said]:
        answer = self._pubmed[pmid]
        if isinstance(answer, Unanswered):
            raise answer
        return answer

    def _page(self, address: str, page: dict[str, str]) -> tuple[Said, ...]:
        seen = official.look(self._web, address, page)
        page.update(seen.page)
        return seen.said


def _of_pubmed(pubmed: PubMed, due: Iterable[Reference]) -> dict[str, list[Said] | Unanswered]:
    """Return what PubMed says of each record, a batch to a request; of a batch that failed, why."""
    found: dict[str, list[Said] | Unanswered] = {}
    pmids = [str(one.csl["PMID"]) for one in due if "PMID" in one.csl]
    for batch in (pmids[at : at + BATCH] for at in range(0, len(pmids), BATCH)):
        try:
            found |= pubmed.said(batch)
        except Unanswered as error:
            found |= dict.fromkeys(batch, error)
    return found


def _ask(id: str, questions: Iterable[_Question], page: dict[str, str], outcome: Outcome) -> Looked:
    """Return the answers about one source, and count in `outcome` who was silent."""
    said: list[Said] = []
    answered: set[str] = set()
    whole = True
    for one in questions:
        outcome.asked += 1
        try:
            said += one.ask()
        except Unanswered as error:
            outcome.silent[one.service] += 1
            whole = whole and not one.needed
            if one.needed:
                outcome.unanswered[id] = f"{one.service} {error}"
        else:
            outcome.answered += 1
            answered |= {one.service, "doi"} if one.service == "crossref" else {one.service}
    return Looked(tuple(said), frozenset(answered), whole, page)
