"""References for reference managers: RIS, BibTeX and CSL-JSON, of one article or of the whole handbook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Any

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library as BibLibrary
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry, Field

from macros.handbook.citations import by_source
from macros.handbook.download_files import ALL_SOURCES
from macros.model import Library, Reference

_RIS_TYPES = {
    "article-journal": "JOUR", "article": "UNPB", "webpage": "ELEC", "report": "RPRT", "book": "BOOK", "chapter": "CHAP",
    "thesis": "THES", "paper-conference": "CPAPER", "legal_case": "CASE", "legislation": "STAT", "dataset": "DATA",
}  # fmt: skip
_BIBTEX_TYPES = {
    "article-journal": "article", "report": "techreport", "book": "book", "chapter": "incollection",
    "thesis": "phdthesis", "paper-conference": "inproceedings",
}  # fmt: skip
_BIBTEX_FIELDS = {
    "title": "title", "volume": "volume", "issue": "number", "page": "pages", "publisher": "publisher",
    "publisher-place": "address", "edition": "edition", "DOI": "doi", "URL": "url", "PMID": "pmid", "PMCID": "pmcid",
}  # fmt: skip
_CONTAINERS = {"article-journal": "journal", "chapter": "booktitle", "paper-conference": "booktitle"}
_NAMED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)  # parts one name from the next, in capitals too: Meyer, AND
_CSL_ONLY = ("and_others", "volume_not_seen")


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Writes records without the running number that rispy sets above each, which some programs take for text."""

    def set_header(self, count: int) -> str:
        return ""


def files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each file: the sources of each article, and of all, in each format."""
    lists = {ALL_SOURCES: list(library.references.values())}
    for article in library.articles.values():
        cited = by_source(library, article.page)
        lists[f"{ALL_SOURCES}/{article.id}"] = [library.references[id] for id in cited if id in library.references]
    for name, references in lists.items():
        if references:
            for write, ending in ((ris, "ris"), (bibtex, "bib"), (csl_json, "json")):
                yield f"{name}.{ending}", write(references).encode()


def csl_json(references: Iterable[Reference]) -> str:
    """Return a CSL-JSON array, as citation processors and Zotero read it."""
    return "[\n" + ",\n".join(map(_csl_text, references)) + "\n]\n"


# A source stands in the list of all and in one article's or more, so each is written once for all of them.
@lru_cache(maxsize=20_000)
def _csl_text(reference: Reference) -> str:
    item = {name: value for name, value in reference.csl.items() if name not in _CSL_ONLY}
    return " " + json.dumps(item, ensure_ascii=False, indent=1).replace("\n", "\n ")


def ris(references: Iterable[Reference]) -> str:
    """Return RIS records, one after the other."""
    return "\n".join(map(_ris_text, references)).strip() + "\n"


@lru_cache(maxsize=20_000)
def _ris_text(reference: Reference) -> str:
    text: str = rispy.dumps([_ris(reference)], implementation=_RisWriter)
    return text


def _ris(reference: Reference) -> dict[str, Any]:
    csl: Mapping[str, Any] = reference.csl
    first, _, last = str(csl.get("page", "")).partition("-")
    kind = str(csl["type"])
    container = "secondary_title" if kind in ("chapter", "paper-conference", "webpage") else "alternate_title3"
    fields = {
        "type_of_reference": _RIS_TYPES[kind],
        "id": csl["id"],
        "title": csl["title"],
        "authors": [one.get("literal") or _person(one, "given", "suffix") for one in csl.get("author", ())],
        "secondary_authors": [one.get("literal") or _person(one, "given", "suffix") for one in csl.get("editor", ())],
        container: csl.get("container-title"),
        "year": reference.year,
        "volume": csl.get("volume"),
        "number": csl.get("issue") or csl.get("number"),
        "start_page": first,
        "end_page": last,
        "edition": csl.get("edition"),
        "publisher": csl.get("publisher") or csl.get("authority"),
        "place_published": csl.get("publisher-place"),
        "notes": ["The work has more authors than are listed here."] if csl.get("and_others") else None,
        "doi": csl.get("DOI"),
        "accession_number": csl.get("PMID"),
        "urls": [csl["URL"]] if csl.get("URL") else None,
    }
    return {name: value for name, value in fields.items() if value}


def bibtex(references: Iterable[Reference]) -> str:
    """Return BibTeX in UTF-8; names of groups stand in braces."""
    return "\n\n".join(map(_bibtex_text, references)).strip() + "\n"


@lru_cache(maxsize=20_000)
def _bibtex_text(reference: Reference) -> str:
    return write_string(BibLibrary([_bibtex(reference)]), default_unparse_stack(allow_inplace_modification=True))


def _bibtex(reference: Reference) -> Entry:
    csl: Mapping[str, Any] = reference.csl
    kind = str(csl["type"])
    fields = {ours: csl.get(name) for name, ours in _BIBTEX_FIELDS.items()}
    fields["title"] = _escaped(str(csl["title"]))
    fields["pages"] = str(csl.get("page", "")).replace("-", "--")
    fields["year"] = reference.year
    for role in ("author", "editor"):
        names = [_braced(one) for one in csl.get(role, ())] + ["others"] * (
            role == "author" and bool(csl.get("and_others"))
        )
        fields[role] = " and ".join(names)
    container = csl.get("container-title")
    fields[_CONTAINERS.get(kind, "howpublished")] = _escaped(str(container)) if container else ""
    if kind in ("report", "thesis"):
        fields["institution" if kind == "report" else "school"] = fields.pop("publisher")
    literal = {"doi", "url", "author", "editor", "title", _CONTAINERS.get(kind, "howpublished")}
    return Entry(
        _BIBTEX_TYPES.get(kind, "misc"),
        str(csl["id"]),
        [
            Field(name, str(value) if name in literal else _escaped(str(value)))
            for name, value in fields.items()
            if value
        ],
    )


def _person(name: Mapping[str, Any], *order: str) -> str:
    """Return "van de Ven, P M, Jr", as RIS writes a person, or with other parts in another order."""
    family = " ".join(str(name[part]) for part in ("non-dropping-particle", "family") if name.get(part))
    return ", ".join(part for part in (family, *map(name.get, order)) if part)


def _braced(name: Mapping[str, Any]) -> str:
    if "literal" in name:
        return "{" + _escaped(str(name["literal"])) + "}"
    return _AND.sub(r"{\g<0>}", _escaped(_person(name, "suffix", "given")))


def _escaped(text: str) -> str:
    """Return text that stays text in LaTeX, and braces that do not close, which BibTeX counts even after a backslash, by name."""
    named = _NAMED if _closed(text) else {**_NAMED, "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    return re.sub(r"[&%$#_{}\\~^]", lambda found: named.get(found[0], f"\\{found[0]}"), text)


def _closed(text: str) -> bool:
    depths = list(accumulate((one == "{") - (one == "}") for one in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)
