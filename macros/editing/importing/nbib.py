"""Reads PubMed's own format (nbib, MEDLINE)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from macros.editing.importing.csl_names import Csl, doi, pages, year
from macros.errors import CommandError

_TAG = re.compile(r"^([A-Z]{2,4}) *- (.*)$")
_TITLES = ("TI", "BTI", "TT")  # of an article, of a book, in its own language
RETRACTED = "Retracted Publication"


def read(text: str) -> list[Csl]:
    """Return the CSL items of PubMed records.

    Raises:
        CommandError: where a record is of a retracted publication, or ends before its title.
    """
    items = []
    for record in _records(text.lstrip("\ufeff")):
        if RETRACTED in record["PT"]:
            raise CommandError(f"PMID {''.join(record['PMID'])} was retracted. Do not cite it as evidence.")
        if not any(record[tag] for tag in _TITLES):
            raise CommandError(f"PMID {''.join(record['PMID'])} has no title: this file was cut. Export it again.")
        items.append(_item(record))
    return items


def _records(text: str) -> Iterator[defaultdict[str, list[str]]]:
    record: defaultdict[str, list[str]] = defaultdict(list)
    last = ""
    for line in text.splitlines():
        if found := _TAG.match(line):
            if found[1] == "PMID" and record:
                yield record
                record = defaultdict(list)
            last = found[1]
            record[last].append(found[2].strip())
        elif line.strip() and last:
            record[last][-1] += f" {line.strip()}"
    if record:
        yield record


def _item(record: defaultdict[str, list[str]]) -> Csl:
    def first(*tags: str) -> str:
        return next((record[tag][0] for tag in tags if record[tag]), "")

    ids = [re.sub(r" \[doi\]$", "", one) for one in (*record["LID"], *record["AID"]) if one.endswith("[doi]")]
    number = next((one.removesuffix(" [pii]") for one in record["LID"] if one.endswith("[pii]")), "")
    return {
        "type": "article-journal",
        "title": first("TI").rstrip(".").strip("[]"),
        "author": [*map(_person, record["FAU"] or record["AU"]), *({"literal": one} for one in record["CN"])],
        "container-title": first("JT", "TA"),
        "issued": year(first("DP")),
        "volume": first("VI"),
        "issue": first("IP"),
        "page": pages(first("PG")) or ("" if re.search(r"[^\w.]|\d{6}", number) else number),
        "DOI": doi(ids[0]) if ids else "",
        "PMID": first("PMID"),
        "PMCID": first("PMC"),
        "URL": "",
    }


def _person(text: str) -> Csl:
    """Return the name in "Street, Richard L Jr" (FAU) or "Street RL Jr" (AU)."""
    family, comma, given = text.partition(", ")
    if not comma:
        family, _, given = text.partition(" ")
    parts = given.split()
    suffix = parts.pop() if len(parts) > 1 and re.fullmatch(r"Jr|Sr|2nd|3rd|II|III", parts[-1]) else ""
    return {"family": family, "given": " ".join(parts), **({"suffix": suffix} if suffix else {})}
