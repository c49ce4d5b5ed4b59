"""`kb import`: add the references of a RIS, BibTeX, CSL-JSON or nbib file to docs/_data/references.yml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from macros.editing.importing import bibtex, csl_json, nbib, ris
from macros.editing.importing.csl_names import Csl
from macros.errors import CommandError
from macros.handbook import schemas
from macros.model import Library

FILE = "docs/_data/references.yml"
LARGEST = 10_000_000
OURS = {
    "design": "FILL: the design of the study",
    "population": "FILL: who was studied, how many, where",
    "finding": "FILL: what was found, in your own words, with the numbers you use",
    "limits": "FILL: the main weakness",
    "read": "FILL: abstract, full-text or official-page",
}
_ORDER = (
    "type", "title", "author", "and_others", "editor", "container-title", "edition", "issued", "volume", "issue", "page",
    "publisher", "publisher-place", "DOI", "PMID", "PMCID", "URL",
)  # fmt: skip
_FORMATS: tuple[tuple[str, str, Callable[[str], list[Csl]]], ...] = (
    ("RIS", r"\s*TY  - ", ris.read),
    ("PubMed", r"\s*PMID ?- ", nbib.read),
    ("CSL-JSON", r"\s*[\[{]\s*[\[{\"]", csl_json.read),
    ("BibTeX", r"\s*(%.*\n|\s*\n)*@\w+\s*[{(]", bibtex.read),
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
    taken = set(library.references)
    for item in read(path):
        known = _known(library, item)
        id = known or _id(item, taken)
        taken.add(id)
        entry = {name: item[name] for name in _ORDER if item.get(name) not in ("", None, [])}
        missing = tuple(
            name
            for name in ("author", "issued", "container-title", "URL")
            if not entry.get(name) and _wanted(entry, name)
        )
        if not known:
            fresh[id] = _yaml(
                {"id": id, **entry, **{name: f"FILL: {name}" for name in missing if name == "URL"}, **OURS}
            )
        done.append(Imported(id, known, (*missing, *OURS)))
    if fresh:
        _insert(library.root / FILE, fresh)
    return done


def read(path: Path) -> list[Csl]:
    """Return the CSL items of a file, whose format is told from how it begins."""
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(
                f"'{path}' is larger than {LARGEST // 1_000_000} MB. Export only the references you need."
            )
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"'{path}' is not UTF-8 text. Export it again as UTF-8.") from None
    for _, begins, reader in _FORMATS:
        if re.match(begins, text):
            items = [{**one, "URL": one.get("URL") or _address(one)} for one in reader(text)]
            if not items:
                break
            return items
    raise CommandError(
        f"'{path}' holds no RIS, BibTeX, CSL-JSON or PubMed (nbib) record. Export it again as one of these."
    )


def _address(item: Csl) -> str:
    return f"https://doi.org/{item['DOI']}" if item.get("DOI") else ""


def _known(library: Library, item: Csl) -> str:
    """Return the id of the entry that has the same DOI or PMID, or an empty text."""
    for one in library.references.values():
        for name in ("DOI", "PMID"):
            if item.get(name) and str(one.csl.get(name, "")).lower() == str(item[name]).lower():
                return one.id
    return ""


def _id(item: Csl, taken: set[str]) -> str:
    names = item.get("author") or item.get("editor") or [{"literal": "unsigned"}]
    words = str(names[0].get("family") or names[0].get("literal"))
    ascii_ = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", ascii_)[:3]) or "reference"
    base = f"{stem}-{item.get('issued') or 'nd'}"
    return next(id for id in _numbered(base) if id not in taken and schemas.is_id(id))


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in range(2, 10_000))


def _wanted(entry: Csl, name: str) -> bool:
    return name != "container-title" or entry.get("type") in ("article-journal", "chapter", "paper-conference")


def _yaml(entry: Csl) -> str:
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=110)


def _insert(path: Path, fresh: dict[str, str]) -> None:
    """Put each entry before the first whose id sorts after it; the other entries stay as they were, to the letter."""
    text = path.read_text("utf-8")
    blocks = [block.strip("\n") for block in re.split(r"(?m)^(?=- id: )", text) if block.strip()]
    ids = [found[1] if (found := re.match(r"- id: (\S+)", block)) else "" for block in blocks]
    for id, entry in fresh.items():
        at = next((index for index, other in enumerate(ids) if other > id), len(ids))
        blocks.insert(at, entry.strip("\n"))
        ids.insert(at, id)
    path.write_text("\n\n".join(blocks) + "\n", "utf-8", newline="\n")
