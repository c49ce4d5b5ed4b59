"""Reads BibTeX, by bibtexparser; LaTeX's accents and escapes are decoded, addresses are left alone."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import NormalizeFieldKeys
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
from pylatexenc.latex2text import LatexNodes2Text

from macros.editing.importing.csl_names import Csl, doi, inverted, pages, year
from macros.errors import CommandError

logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)  # what it logs, it also gives, and we say it
_TYPES = {
    "article": "article-journal", "techreport": "report", "report": "report", "book": "book", "incollection": "chapter",
    "inbook": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "inproceedings": "paper-conference", "conference": "paper-conference", "online": "webpage", "misc": "webpage",
    "unpublished": "article", "preprint": "article", "dataset": "dataset",
}  # fmt: skip


def read(text: str) -> list[Csl]:
    """Return the CSL items of a BibTeX text.

    Raises:
        CommandError: where an entry cannot be read, or joins texts with `#`, which has no value of its own.
    """
    library = parse_string(text.lstrip("\ufeff"), append_middleware=[NormalizeFieldKeys()])
    failed = [block for block in library.failed_blocks if not isinstance(block, DuplicateBlockKeyBlock)]
    if failed:
        raise CommandError(f"This BibTeX cannot be imported. {' '.join(map(_told, failed))} Then import it again.")
    items = []
    for entry in _entries(library):
        fields = {field.key: str(field.value) for field in entry.fields}
        if joined := [name for name, value in fields.items() if re.search(r"[\"}\w] # [\"{\w]", value)]:
            raise CommandError(f"'{entry.key}' joins texts with # in {', '.join(joined)}. Write the value out.")
        items.append(_item(entry.entry_type.lower(), fields))
    return items


def _told(block: ParsingFailedBlock) -> str:
    """Say what is wrong with an entry that the library did not read, and how to put it right."""
    begins = f"The entry that begins on line {(block.start_line or 0) + 1}"
    if isinstance(block, DuplicateFieldKeyBlock):
        return f"{begins} gives {', '.join(sorted(block.duplicate_keys))} twice: keep one."
    return f"{begins} cannot be read. Look for a brace, a comma or an equals sign that is missing."


def _entries(library: Library) -> Iterator[Entry]:
    """Yield the entries in their order; two with one key are two references all the same."""
    for block in library.blocks:
        one = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if isinstance(one, Entry):
            yield one


def _item(kind: str, fields: dict[str, str]) -> Csl:
    def text(*names: str) -> str:
        return next((plain(fields[name]) for name in names if fields.get(name, "").strip()), "")

    names = _names(fields.get("author", ""))
    return {
        "type": _TYPES.get(kind, "webpage"),
        "title": text("title").rstrip("."),
        "author": [one for one in names if one != _OTHERS],
        **({"and_others": True} if _OTHERS in names else {}),
        "editor": [one for one in _names(fields.get("editor", "")) if one != _OTHERS],
        "container-title": text("journal", "journaltitle", "booktitle"),
        "edition": text("edition"),
        "issued": year(fields.get("year", ""), fields.get("date", "")),
        "volume": text("volume"),
        "issue": text("number", "issue"),
        "page": pages(text("pages").replace("–", "-")),
        "publisher": text("publisher", "institution", "school", "organization"),
        "publisher-place": text("address", "location"),
        "DOI": doi(fields.get("doi", "")),
        "URL": fields.get("url", "").strip(),
        "PMID": fields.get("pmid", "").strip(),
        "PMCID": fields.get("pmcid", "").strip(),
    }


_OTHERS: Csl = {"literal": "others"}


def _names(text: str) -> list[Csl]:
    """Split at " and " outside braces; what stands in braces as a whole is a group's name."""
    names, depth, begin = [], 0, 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0 and text.startswith(" and ", at):
            names.append(text[begin:at])
            begin = at + 5
    names.append(text[begin:])
    return [_name(one.strip()) for one in names if one.strip()]


def _name(text: str) -> Csl:
    if text.startswith("{") and text.endswith("}") and "}" not in text[1:-1].replace("\\}", ""):
        return {"literal": plain(text)}
    if text == "others":
        return _OTHERS
    decoded = plain(text)
    if "," in decoded:
        return inverted(decoded)
    given, _, family = decoded.rpartition(" ")
    return inverted(f"{family}, {given}") if given else {"literal": family}


def plain(text: str) -> str:
    """Return LaTeX as text; a bare percent sign, which LaTeX takes for a comment, stays.

    Raises:
        CommandError: for a command of LaTeX that has other arguments than its reader takes for granted.
    """
    escaped = re.sub(r"(?<!\\)%", r"\\%", text)
    try:
        decoded = LatexNodes2Text().latex_to_text(escaped)
    except Exception:  # of whatever kind: the library says nothing of what it cannot read
        raise CommandError(
            f"{text[:60]!r} cannot be read as LaTeX. Write it without commands, then import again."
        ) from None
    return re.sub(r"\s+", " ", decoded).strip()
