"""Reads RIS, by rispy after a pass that makes whole what databases break."""

from __future__ import annotations

import re
from typing import Any

import rispy

from macros.editing.importing.csl_names import Csl, doi, inverted, pages, year
from macros.errors import CommandError

_TAG = re.compile(r"^([A-Z][A-Z0-9])  - ?")
_TYPES = {
    "JOUR": "article-journal", "JFULL": "article-journal", "EJOUR": "article-journal", "MGZN": "article-journal",
    "RPRT": "report", "GOVDOC": "report", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter",
    "ECHAP": "chapter", "THES": "thesis", "CPAPER": "paper-conference", "CONF": "paper-conference", "UNPB": "article",
    "ELEC": "webpage", "WEB": "webpage", "CASE": "legal_case", "STAT": "legislation", "BILL": "legislation",
    "DATA": "dataset", "GEN": "webpage",
}  # fmt: skip


def read(text: str) -> list[Csl]:
    """Return the CSL items of a RIS text.

    Raises:
        CommandError: where a record is not closed, so that two would be read as one.
    """
    lines = _joined(text.lstrip("\ufeff").splitlines())
    marks = [line[:2] for line in lines if line.startswith(("TY  -", "ER  -"))]
    if marks != ["TY", "ER"] * (len(marks) // 2):
        begin, end = marks.count("TY"), marks.count("ER")
        raise CommandError(
            f"This RIS file was cut or damaged: {begin} {'record begins' if begin == 1 else 'records begin'} (TY) and "
            f"{end} {'ends' if end == 1 else 'end'} (ER), or one begins before the last has ended. Export it again, or close "
            "each record with a line 'ER  - '."
        )
    return [_item(one) for one in rispy.loads("\n".join(lines), delimiter_tags_mapping={})]


def _joined(lines: list[str]) -> list[str]:
    """Put each line without a tag after the line that it continues."""
    whole: list[str] = []
    for line in lines:
        if _TAG.match(line) or not whole:
            if _TAG.match(line):
                whole.append(line)
        elif line.strip() and not whole[-1].startswith("ER"):
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
    return [line for line in whole if _TAG.sub("", line).strip() or line[:2] in ("ER", "TY")]


def _item(record: dict[str, Any]) -> Csl:
    def first(*names: str) -> str:
        value = next((record[name] for name in names if record.get(name)), "")
        return str(value[0] if isinstance(value, list) else value).strip()

    kind = _TYPES.get(str(record.get("type_of_reference", "")).strip(), "webpage")
    authors = [*record.get("first_authors", []), *record.get("authors", [])]
    found: Csl = {
        "type": kind,
        "title": first("title", "primary_title").rstrip("."),
        "author": [inverted(one) for one in authors if one.strip()],
        "editor": [inverted(one) for one in record.get("secondary_authors", []) if one.strip()],
        "container-title": first("alternate_title3", "secondary_title", "journal_name", "alternate_title2"),
        "edition": first("edition"),
        "issued": year(first("year"), first("publication_year"), first("date")),
        "volume": first("volume"),
        "issue": first("number"),
        "page": pages(first("start_page"), first("end_page")),
        "publisher": first("publisher"),
        "publisher-place": first("place_published"),
        "DOI": doi(first("doi")) or next(filter(None, map(doi, record.get("urls", []))), ""),
        "URL": first("urls"),
    }
    accession = first("accession_number")
    if accession.isdigit():
        found["PMID"] = accession
    return found
