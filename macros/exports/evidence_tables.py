"""The tables of the evidence as data: what each column holds, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.handbook import schemas
from macros.handbook.versions import fingerprint, of_article
from macros.model import Library, Trial

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its Table Schema type, what it holds, the vocabulary its words are from, and the table that it points into."""

    name: str
    about: str
    type: str = "string"
    words: str = ""
    into: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, the columns that tell its rows apart, and a function that gives the rows of a handbook."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Library], Iterator[Row]]


def _articles(library: Library) -> Iterator[Row]:
    for one in library.articles.values():
        page, days = one.page, (one.evidence_checked, one.review_due)
        yield (one.id, one.title, page.folder, page.url, *days, of_article(library, one).text)


def _references(library: Library) -> Iterator[Row]:
    for one in library.references.values():
        csl, status = one.csl, library.evidence.get(one.id)
        named = tuple(csl.get(key, "") for key in ("type", "title"))
        where = tuple(csl.get(key, "") for key in ("container-title", "DOI", "PMID", "URL"))
        told = (one.design, one.population, one.finding, one.limits, one.read, status.confirmed if status else "")
        yield (one.id, *named, _authors(csl), one.year, *where, *told)


def _authors(csl: Mapping[str, object]) -> str:
    names = csl.get("author")
    listed = [one for one in names if isinstance(one, dict)] if isinstance(names, list) else []
    shown = [str(one.get("literal") or f"{one.get('family', '')} {one.get('given', '')}".strip()) for one in listed]
    return "; ".join([*shown, *(["et al."] if csl.get("and_others") else [])])


def _items(library: Library) -> Iterator[Row]:
    names = ("when", "do", "strength", "certainty", "basis", "outcome", "because", "danger", "same_as")
    for address, item in library.items():
        told = tuple(getattr(item, name) for name in names)
        yield (address, address.partition("#")[0], *told, str(item.keep).lower(), fingerprint(item))


def _item_sources(library: Library) -> Iterator[Row]:
    for address, item in library.items():
        yield from ((address, source) for source in item.sources)


def _duties(library: Library) -> Iterator[Row]:
    for address, item in library.items():
        yield from ((address, one.body, one.country, one.year) for one in item.duties)


def _trials(library: Library) -> Iterator[Row]:
    names = ("id", "source", "kind", "tried", "against", "among", "country")
    for one in library.trials:
        told = tuple(getattr(one, name) for name in names)
        yield (*told, one.people or "", str(one.randomised).lower(), one.result, one.found, *_size(one))


def _size(one: Trial) -> Row:
    found = one.estimate
    return (found.measure, found.value, found.low, found.high) if found else ("", "", "", "")


def _notices(library: Library) -> Iterator[Row]:
    for id, status in library.evidence.items():
        for one in status.notices if id in library.references else ():
            yield id, one.kind, one.link, one.date, " ".join(one.by), one.seen, one.considered


def _id(about: str, into: str = "") -> Column:
    return Column("id" if not into else into.removesuffix("s"), about, into=into, required=True)


TABLES = (
    Table("articles", "Articles", ("id",), (
        _id("permanent name"), Column("title", "title"), Column("part", "folder, which is the part of the handbook"),
        Column("address", "address relative to the site"), Column("evidence_checked", "the day its evidence was last looked for", "date"),
        Column("review_due", "the day it is due again", "date"), Column("version", "version of its words"),
    ), _articles),
    Table("references", "Sources", ("id",), (
        _id("permanent name"), Column("type", "CSL type"), Column("title", "title", required=True), Column("authors", "authors as listed"),
        Column("year", "year of publication", "integer"), Column("container_title", "journal or book"), Column("doi", "DOI"),
        Column("pmid", "PubMed number"), Column("url", "address", required=True), Column("design", "what kind of study", words="design"),
        Column("population", "who was studied, in our words"), Column("finding", "what was found, in our words"),
        Column("limits", "how far it goes, in our words"), Column("read", "what of it was read: abstract, full-text or official-page"),
        Column("confirmed", "the last day on which the services that should know it answered", "date"),
    ), _references),
    Table("items", "Pieces of advice with their grades", ("id",), (
        _id("article and item, as article#item"), _id("article", "articles"), Column("when", "before, during or after the visit"),
        Column("do", "the advice", required=True), Column("strength", "do, consider or avoid"),
        Column("certainty", "how sure the studies make us of this very act", words="certainty"),
        Column("basis", "low-cost, where weaker evidence is enough"), Column("outcome", "what the studies measured", words="outcome"),
        Column("because", "why this grade"), Column("danger", "the harm it averts"), Column("same_as", "the item where the same act has its home"),
        Column("keep", "whether to do it if there is time for only two", "boolean"), Column("advice", "version of the advice"),
    ), _items),
    Table("item-sources", "Which source each piece of advice rests on, or is advised by where it is practice", ("item", "reference"), (
        _id("item", "items"), _id("source", "references"),
    ), _item_sources),
    Table("duties", "Rules that ask for a piece of advice", (), (
        _id("item", "items"), Column("body", "whose rule it is"), Column("country", "where it holds"), Column("year", "year of its text", "integer"),
    ), _duties),
    Table("trials", "Comparisons in which patients' trust was measured", ("id",), (
        _id("permanent name"), _id("source", "references"), Column("kind", "what was tried", words="trial_kind"),
        Column("tried", "what was tried, in our words"), Column("against", "what it was compared with"),
        Column("with", "real patients, a film or a text", words="trial_with"), Column("country", "where"),
        Column("people", "how many; empty where not seen", "integer"), Column("randomised", "whether chance decided", "boolean"),
        Column("result", "by the authors' own test", words="trial_result"), Column("found", "what was found, in our words"),
        Column("measure", "what the size is in", words="measure"), Column("value", "the size", "number"),
        Column("low", "lower end of its 95% interval", "number"), Column("high", "upper end", "number"),
    ), _trials),
    Table("notices", "What has happened to sources since", (), (
        _id("source", "references"), Column("kind", "what has happened", words="notice"), Column("link", "DOI or address of what says so"),
        Column("date", "day, month or year as given"), Column("by", "the services that say so"), Column("seen", "the day it was first seen", "date"),
        Column("considered", "the day on which a person decided that what rests on it holds", "date"),
    ), _notices),
)  # fmt: skip


def words_of(column: Column) -> list[str]:
    """Return the words that a column may hold; none where it is free."""
    return list(schemas.vocabulary(column.words)) if column.words else []
