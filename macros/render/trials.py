"""The trials that measured patients' trust: the table of their results, and what they look like together."""

from __future__ import annotations

from collections import Counter

from macros.handbook import citations, schemas
from macros.handbook.html_templates import fill
from macros.markdown_extensions.prerendered import finished
from macros.model import Estimate, Library, Page, Trial
from macros.render.cite import marks
from macros.render.effects import Row, field, intervals
from macros.render.text import anchor, plain, shown

_COLUMNS = ("Tried", "Against", "Year", "Kind", "With", "Trust", "Found")
_HEAD = f"| {' | '.join(_COLUMNS)} |\n{'|---' * len(_COLUMNS)}|"
_ORDERS = {
    "Year": ("Oldest first", "Newest first"),
    "Kind": ("By kind", "By kind, last first"),
    "Trust": ("Higher trust first", "Lower trust first"),
}


def trials_plot(library: Library, page: Page) -> str:
    """All trials of trust by kind and by result, and below them those whose size and interval are known."""
    seen = [one for one in library.trials if one.result != "unseen"]
    counts = Counter(one.result for one in seen)
    said = (
        f"Of {len(seen)} results {counts['higher']} were higher, {counts['no-difference']} showed no difference and "
        f"{counts['lower']} were lower. A filled dot stands for real patients, a ring for people who watched a film, "
        "a square for people who read a text."
    )
    blocks = [field(seen), said]
    if known := [_row_of(one, one.estimate) for one in seen if one.estimate]:
        blocks += [
            intervals(known),
            f"{len(known)} of {len(seen)} results with their 95% intervals. Each measure has a scale of its own: "
            "compare a line with the upright line of no difference, and not with the other measures. Right of it trust was higher.",
        ]
    return "\n\n".join(blocks)


def _row_of(one: Trial, estimate: Estimate) -> Row:
    title = schemas.vocabulary("measure")[estimate.measure]["title"]
    return Row(f"{one.id.replace('-', ' ').capitalize()}, {title}", one.tried, estimate)


def trials_table(library: Library, page: Page) -> str:
    """Every trial of trust in a row with an address of its own; a script adds fields that narrow and order the table."""
    return "\n\n".join([_filter(library), "\n".join([_HEAD, *(_row(library, page, one) for one in library.trials)])])


def _row(library: Library, page: Page, one: Trial) -> str:
    id = f"trial-{one.id}"
    tried = f"{anchor(id)}{plain(one.tried)}"
    design = "" if one.randomised else ", not randomised"
    people = f"{one.people:,}, " if one.people else ""
    who = f"{schemas.title('trial_with', one.among)} ({people}{plain(one.country)}{design})"
    found = finished(shown(one.found) + marks(citations.of_item(library, page, id)))
    cells = (
        tried,
        plain(one.against),
        (library.references[one.source].year if one.source in library.references else "") or "Undated",
        schemas.title("trial_kind", one.kind),
        who,
        schemas.title("trial_result", one.result),
        found,
    )
    return f"| {' | '.join(cells)} |"


def _filter(library: Library) -> str:
    """Return fields of use only with the script; written here so that nothing moves when that comes."""
    choices = [
        ("Kind", "All kinds", "", _options("trial_kind")),
        ("Trust", "All results", "", _options("trial_result")),
        ("Order", "As given here", "order", _orders()),
    ]
    return finished(fill("page/filter.html", modules="filter order", words="Words", choices=choices))


def _options(kind: str) -> list[tuple[str, str]]:
    return [(word, schemas.title(kind, word)) for word in schemas.vocabulary(kind)]


def _orders() -> list[tuple[str, str]]:
    """Return values that name a column by its number, and a way."""
    return [
        (f"{_COLUMNS.index(name)}-{way}", words)
        for name, both in _ORDERS.items()
        for way, words in zip(("ascending", "descending"), both, strict=True)
    ]
