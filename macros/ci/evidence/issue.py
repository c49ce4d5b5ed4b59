"""The text of the one issue: what has happened to sources, where each is used, and what to do about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from macros.ci.evidence import newer
from macros.ci.evidence.look import Outcome
from macros.ci.evidence.newer import Listed, Newer
from macros.ci.evidence.status_file import FILE
from macros.ci.github import fit
from macros.ci.pr_comment import shown
from macros.handbook import citations, schemas
from macros.model import Library, Notice

MARKER = "<!-- kb: evidence -->"
TITLE = "Evidence: what has happened to our sources, and what is new"
_LARGEST_LIST, _LARGEST_STUDIES = 18_000, 22_000  # characters, of the 60,000 that an issue holds
_HOW_TO_LOOK = (
    "Newest first, by article, since its evidence was checked. What changes the advice goes into the article; then set "
    "`evidence_checked`, and its list begins again. What does not belong there goes under `seen:` in "
    "docs/_data/watch/, or the query there is made narrower."
)
_MOST_SILENT = 15


def body(
    library: Library, outcome: Outcome, found: list[Newer], listed: Listed, today: str, run: str
) -> tuple[str, bool]:
    """Return the issue's text with the memory of what was listed, and whether anything in it is to be done."""
    rows = list(_rows(library, outcome))
    confirmed = sum(one.confirmed != "" for one in outcome.statuses.values())
    studies = list(newer.rows(found, listed, today))
    lines = [
        newer.memory(listed),
        f"As of {today}: {confirmed} of {len(library.references)} sources confirmed.",
        "\n".join(fit(rows, _LARGEST_LIST)) or "No notice waits for a decision.",
        *_silent(outcome),
        _how(run),
        "### New systematic reviews and randomised trials",
        "\n".join(fit(studies, _LARGEST_STUDIES)) or "None that nobody has looked at.",
        _HOW_TO_LOOK,
    ]
    return "\n\n".join(lines), bool(rows or any(one.pmids for one in found))


def _rows(library: Library, outcome: Outcome) -> Iterator[str]:
    """Yield every notice that nobody has considered, the gravest kind first."""
    used = _used(library)
    open_ = [(id, one) for id, status in outcome.statuses.items() for one in status.notices if not one.considered]
    grave = list(schemas.vocabulary("notice"))
    for id, one in sorted(open_, key=lambda pair: (grave.index(pair[1].kind), pair[0])):
        where = ", ".join(used[id]) or "no page"
        yield f"- [ ] {_told(one)}: {shown(id)}, {shown(str(library.references[id].csl.get('title', '')), 120)}; used in {shown(where)}"


def _told(one: Notice) -> str:
    """Return a notice in words: what, by whom, when, and where to read it."""
    by = ", ".join(schemas.vocabulary("service")[service]["title"] for service in one.by)
    dated = f" {one.date}" if one.date else ""
    link = f" {shown(one.link)}" if one.link else ""
    return f"**{schemas.title('notice', one.kind)}**{dated} ({by}; seen {one.seen}){link}"


def _used(library: Library) -> dict[str, list[str]]:
    """Return source -> the files of the pages that cite it."""
    used: defaultdict[str, list[str]] = defaultdict(list)
    for page in library.pages.values():
        for id in citations.by_source(library, page):
            used[id].append(page.place.file)
    return used


def _silent(outcome: Outcome) -> Iterator[str]:
    """Yield who did not answer; those sources are asked again by the next run, and what was known of them stays."""
    if outcome.silent:
        counts = ", ".join(f"{service} {times} times" for service, times in sorted(outcome.silent.items()))
        yield f"Without an answer: {counts}. What was known stays, and the next run asks again."
    if outcome.unanswered:
        pairs = list(outcome.unanswered.items())
        rows = [f"- {shown(id)}: {shown(what)}" for id, what in pairs[:_MOST_SILENT]]
        more = [f"- and {len(pairs) - _MOST_SILENT} more"] if len(pairs) > _MOST_SILENT else []
        yield "\n".join(["Not confirmed this time:", *rows, *more])


def _how(run: str) -> str:
    where = f"The file is kept as 'evidence-status' with [this run]({run})." if run else f"The file is {FILE}."
    return (
        f"{where} Propose it as the new {FILE}: pages then show the notices, and the check names each place that a "
        "retracted source is used. For each notice: read it, change what rests on the source, or add "
        "`considered: YYYY-MM-DD` to it in that file. Where a retracted source is named on purpose, the sentence says so."
    )
