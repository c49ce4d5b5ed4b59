"""Turns names as files write them into CSL names, and reads dates and pages alike for all formats."""

from __future__ import annotations

import re
from typing import Any

Csl = dict[str, Any]
_SUFFIX = re.compile(r"(Jr|Sr|II|III|IV)\.?$", re.IGNORECASE)
_PARTICLE = re.compile(r"((?:(?:van|von|de|der|den|di|da|del|della|la|le|ten|ter|dos)\s+)+)(\S.*)$")


def inverted(text: str) -> Csl:
    """Return the CSL name of "Family, Given, Suffix"; a name without a comma is a group's."""
    parts = [part.strip() for part in text.strip().rstrip(",").split(",")]
    if len(parts) == 1:
        return {"literal": parts[0]}
    family, given, *rest = parts
    if _SUFFIX.match(given) and rest:  # "Street, Jr, Richard" is how BibTeX writes a suffix
        given, rest = rest[0], [given]
    name: Csl = {}
    if found := _PARTICLE.match(family):
        name["non-dropping-particle"], family = found[1].strip(), found[2]
    name |= {"family": family, "given": given.replace(".", " ").strip()}
    name["given"] = re.sub(r"\s+", " ", name["given"])
    if rest and _SUFFIX.match(rest[0]):
        name["suffix"] = rest[0].rstrip(".")
    return name


def year(*texts: str) -> int | None:
    """Return the first year that stands in any of the texts."""
    found = next((match for text in texts if (match := re.search(r"\b(19|20)\d\d\b", text))), None)
    return int(found[0]) if found else None


def pages(first: str, last: str = "") -> str:
    """Return a page range with its end in full: "437-43" becomes "437-443"."""
    if not last:
        first, _, last = re.sub(r"\s*(--+|[-–—])\s*", "-", first.strip()).partition("-")
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{first}-{last}" if last and last != first else first


def doi(text: str) -> str:
    """Return the DOI in a text, which may be an address or begin with "doi:"; empty where there is none."""
    found = re.search(r"10\.\d{4,9}/[^\s\"'<>{}\[\]]+", text)
    return found[0].rstrip(".,;") if found else ""
