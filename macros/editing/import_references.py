"""`kb import`: add the references of a RIS, BibTeX, CSL-JSON or nbib file to docs/_data/references/."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from itertools import chain, count, groupby
from pathlib import Path
from typing import Any

import yaml

from macros.editing.importing import bibtex, csl_json, nbib, ris
from macros.editing.importing.csl_names import Csl
from macros.errors import CommandError
from macros.handbook import schemas
from macros.handbook.resolve import reference_file
from macros.model import Library

LARGEST, MOST = 2_000_000, 2_000  # bytes, and references
OURS = {
    "design": f"{schemas.BLANK}the design of the study",
    "population": f"{schemas.BLANK}who was studied, how many, where",
    "finding": f"{schemas.BLANK}what was found, in your own words, with the numbers you use",
    "limits": f"{schemas.BLANK}the main weakness",
    "read": f"{schemas.BLANK}abstract, full-text or official-page",
}
_ORDER = (
    "type", "title", "author", "and_others", "editor", "container-title", "edition", "issued", "volume", "issue", "page",
    "publisher", "publisher-place", "DOI", "PMID", "PMCID", "URL",
)  # fmt: skip
_ASKED_FOR = ("title", "author", "issued", "container-title", "URL")
_FORMATS: tuple[tuple[str, str, Callable[[str], list[Csl]]], ...] = (  # how a file begins, and what each record has
    (r"\s*TY  - ", r"(?m)^TY  - ", ris.read),
    (r"\s*PMID ?- ", r"(?m)^PMID ?- ", nbib.read),
    (r"\s*[\[{]\s*[\[{\"]", r'"title"\s*:', csl_json.read),
    (r"(?:\s|%.*\n)*@\w+\s*[{(]", r"@\w+\s*[{(]", bibtex.read),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one record: its id, and the id of the entry that was there already, or ""."""

    id: str
    known: str
    missing: tuple[str, ...]


def import_references(library: Library, path: Path) -> list[Imported]:
    """Add the file's references, sorted, with blanks where a person must write; records known by DOI or PMID are left.

    Raises:
        CommandError: for a file that is too large, cannot be read, or is none of the formats; nothing is written then.
    """
    done: list[Imported] = []
    fresh: dict[str, str] = {}
    by_number = {number: one.id for one in library.references.values() for number in _numbers(one.csl)}
    taken = set(library.references)
    for item in read(path):
        known = next((by_number[number] for number in _numbers(item) if number in by_number), "")
        taken.add(id := known or _new_id(item, taken))
        entry = {name: item[name] for name in _ORDER if item.get(name) not in ("", None, [])}
        missing = tuple(name for name in _ASKED_FOR if not entry.get(name) and _wanted(entry, name))
        if not known:
            blanks = {"URL": f"{schemas.BLANK}URL"} if "URL" in missing else {}
            fresh[id] = _yaml({"id": id, **entry, **blanks, **OURS})
        done.append(Imported(id, known, (*missing, *OURS)))
    for file, entries in groupby(sorted(fresh.items()), key=lambda entry: reference_file(entry[0])):
        _insert(library.root / file, dict(entries))
    return done


def read(path: Path) -> list[Csl]:
    """Return the CSL items of a file, whose format is told from how it begins."""
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(
                f"'{path}' is larger than {LARGEST // 1_000_000} MB. Export only the references you need."
            )
        text = path.read_text("utf-8-sig")
        if "\0" in text:
            raise ValueError
    except ValueError:
        raise CommandError(
            f"'{path}' is not UTF-8 text. A picture or a PDF cannot be imported; export anything else again as UTF-8."
        ) from None
    for begins, each, reader in _FORMATS:
        if re.match(begins, text):
            if (found := len(re.findall(each, text))) > MOST:
                raise CommandError(
                    f"'{path}' holds {found:,} references. Export only those you need, at most {MOST:,}."
                )
            items = reader(text)
            for one in items:
                one["URL"] = one.get("URL") or (f"https://doi.org/{one['DOI']}" if one.get("DOI") else "")
            if not items:
                break
            return items
    raise CommandError(
        f"'{path}' holds no RIS, BibTeX, CSL-JSON or PubMed (nbib) record. Export it again as one of these."
    )


def _numbers(csl: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the numbers by which a publication is known everywhere."""
    return [(name, str(csl[name]).lower()) for name in ("DOI", "PMID") if csl.get(name)]


def _new_id(item: Csl, taken: Container[str]) -> str:
    """Return an id after the first author and the year that none has yet."""
    base = f"{_stem(item)}-{item.get('issued') or 'nd'}"
    names = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(one for one in names if one not in taken)


def _stem(item: Csl) -> str:
    names = item.get("author") or item.get("editor") or [{"literal": "unsigned"}]
    words = str(names[0].get("family") or names[0].get("literal"))
    ascii_ = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_)[:3]) or "reference"


def _wanted(entry: Csl, name: str) -> bool:
    return name != "container-title" or entry.get("type") in ("article-journal", "chapter", "paper-conference")


def _yaml(entry: Csl) -> str:
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=110)


def _insert(path: Path, fresh: dict[str, str]) -> None:
    """Put each entry before the first whose id sorts after it; the other entries stay as they were, to the letter."""
    path.parent.mkdir(exist_ok=True)
    text = path.read_text("utf-8") if path.exists() else ""
    waiting, parts, done = deque((id, entry.strip("\n")) for id, entry in sorted(fresh.items())), list[str](), 0
    for found in re.finditer(r"(?m)^- id: (\S+)", text):
        while waiting and waiting[0][0] < found[1]:
            parts += [text[done : found.start()], waiting.popleft()[1], "\n\n"]
            done = found.start()
    rest = text[done:]
    if waiting:
        rest = "\n\n".join([*([rest.rstrip("\n")] if rest.strip() else []), *(entry for _, entry in waiting)]) + "\n"
    path.write_text("".join([*parts, rest]), "utf-8", newline="\n")
