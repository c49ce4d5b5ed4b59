"""How fresh the evidence is: what has happened to sources, when they were confirmed, how old they are; and who has looked at what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from macros.handbook.download_files import EVIDENCE_STATUS, path, size
from macros.handbook.reviews import counted, sentences
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page, Reference
from macros.render.evidence_library import FOLDER, name, used
from macros.render.notices import notices, when
from macros.render.plot import WIDTH, bars, drawing, words
from macros.render.text import address, box, day, plain

_NEXT = 10  # articles; all stand on the page of reviews
_ROW, _LEFT, _RIGHT = 16, 78, 34
_STEP = 5  # years in a group
_NEVER = "Not looked up yet"


def evidence_status(library: Library, page: Page) -> str:
    """What has happened to sources since they were published, when each was confirmed, their ages, and what is due next."""
    parts = (
        ("What has happened to sources", "happened", _happened(library, page)),
        ("When sources were last confirmed", "confirmed", _confirmed(library, page)),
        ("How old the sources are", "ages", _ages(library)),
        ("Articles due next", "due", "\n".join(_due(library, page))),
    )
    return "\n\n".join(f"## {title} {{ #{id} }}\n\n{text}" for title, id, text in parts)


def review_count(library: Library, page: Page) -> str:
    """How many articles clinicians and groups of patients have reviewed, in a sentence."""
    return counted(library)


def review_status(library: Library, page: Page) -> str:
    """Every article with the day its evidence was checked, its reviews from outside and when it is due again."""
    rows = ["| Article | Evidence checked | Reviewed | Due |", "|---|---|---|---|"]
    for one in sorted(library.articles.values(), key=lambda article: (article.review_due, article.title)):
        link = f"[{plain(one.title)}]({address(page, one.page)})"
        reviews = "; ".join(map(plain, sentences(library, one))) or "Not yet"
        rows.append(f"| {link} | {one.evidence_checked} | {reviews} | {one.review_due} |")
    return box("status", "\n".join(rows))


def _happened(library: Library, page: Page) -> str:
    told = [(one, found) for one in library.references.values() if (found := notices(library, one.id))]
    rows = [f"- {finished(found)}{_source(library, page, one)}" for one, found in told]
    if rows:
        return "\n".join(rows)
    looked = sum(bool(one.confirmed) for one in library.evidence.values())
    return "Nothing that we know of." if looked else "We do not know yet: no source has been looked up."


def _source(library: Library, page: Page, one: Reference) -> str:
    home = library.pages.get(f"{FOLDER}/{one.design}.md")
    called = plain(name(one))
    linked = f"[{called}]({address(page, home, f'ref-{one.id}')})" if home else called
    places = ", ".join(f"[{plain(other.title)}]({address(page, other)})" for other in used(library).get(one.id, ()))
    return f"{linked}, used in {places or 'no article'}"


def _confirmed(library: Library, page: Page) -> str:
    rows = [(when(month) if month else _NEVER, count) for month, count in _by_confirmation(library)]
    link = f"[Each source as data]({address(page, path(EVIDENCE_STATUS))})." if size(library, EVIDENCE_STATUS) else ""
    return "\n\n".join(filter(None, [_table("Last confirmed", rows), link]))


def _ages(library: Library) -> str:
    rows = _by_age(library)
    return f"{_picture(rows)}\n\n{_table('Published', rows)}" if rows else "No source is kept."


def _picture(rows: Sequence[tuple[str, int]]) -> str:
    """Return a bar for each group; its number stands beside it, and the table says the same."""
    most = max(count for _, count in rows)
    wide = (WIDTH - _LEFT - _RIGHT) / most
    bar = "M{} {}h{}v10h-{}z".format
    lengths = [(at, round(count * wide) or 1) for at, (_, count) in enumerate(rows) if count]
    path = "".join(bar(_LEFT, at * _ROW + 3, long, long) for at, long in lengths)
    middles = [at * _ROW + 12 for at in range(len(rows))]
    labels = words((0, y, label) for y, (label, _) in zip(middles, rows, strict=True))
    counts = words(
        (round(_LEFT + count * wide) + 4, y, str(count)) for y, (_, count) in zip(middles, rows, strict=True)
    )
    says = "Sources by year of publication: " + ", ".join(f"{label}, {count}" for label, count in rows)
    return drawing(len(rows) * _ROW, says, [bars(path), labels, counts])


def _table(head: str, rows: Sequence[tuple[str, int]]) -> str:
    return "\n".join([f"| {head} | Sources |", "|---|---|", *(f"| {label} | {count} |" for label, count in rows)])


def _due(library: Library, page: Page) -> Iterator[str]:
    found = sorted(library.articles.values(), key=lambda one: (one.review_due, one.title))
    for one in found[:_NEXT]:
        link = f"[{plain(one.title)}]({address(page, one.page)})"
        yield f"- {link}: evidence checked on {day(one.evidence_checked)}, due on {day(one.review_due)}"


def _by_age(library: Library) -> list[tuple[str, int]]:
    """Return how many sources were published in each five years, the oldest first, without gaps between; undated ones last."""
    counts = Counter(int(one.year) // _STEP * _STEP for one in library.references.values() if one.year)
    undated = sum(not one.year for one in library.references.values())
    starts = range(min(counts), max(counts) + 1, _STEP) if counts else ()
    rows = [(f"{start} to {start + _STEP - 1}", counts[start]) for start in starts]
    return [*rows, *([("No year", undated)] if undated else [])]


def _by_confirmation(library: Library) -> list[tuple[str, int]]:
    """Return how many sources were last confirmed in each month, as YYYY-MM, the oldest first; those never confirmed first of all."""
    months = Counter(status.confirmed[:7] if (status := library.evidence.get(id)) else "" for id in library.references)
    return sorted(months.items())
