"""Reads what an old file lists: a course pack, a SCORM package, a permalinks.json, or any text with links in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from macros.errors import UnreadablePack
from macros.handbook.addresses import CURRENT
from macros.handbook.cartridge_reader import Listed, read_bounded, versions

_ADDRESS = re.compile(r"(?:(?!\.{1,2}/)[\w.-]{1,100}/){0,9}(?:#[\w-]{1,200})?", re.ASCII)
_VERSION = re.compile(r"[0-9a-f]{8}")
_LINK = re.compile(r"""https?://[^\s<>"'()\[\]]+""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([:=~#{}])")  # as GIFT writes them
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def read(path: Path, site: str) -> list[Listed]:
    """Return the addresses that a file lists; links, in a text, are those below `site`. Raises UnreadablePack."""
    data = read_bounded(path)
    if data[:2] == b"PK":
        listed = versions(path)
    elif data.lstrip()[:1] == b"{":
        listed = _from_json(path, data)
    else:
        return _from_text(path, data, site)
    if not all(_ADDRESS.fullmatch(one.address) and _VERSION.fullmatch(one.version) for one in listed):
        raise UnreadablePack(f"'{path}' lists addresses or versions that no file of this handbook does.")
    return listed


def _from_json(path: Path, data: bytes) -> list[Listed]:
    """Return the addresses that were current when a permalinks.json was written."""
    try:
        value: Any = json.loads(data)
        current = [row for row in value["addresses"] if row.get("status", CURRENT) == CURRENT]
        rows = [(row["address"], row.get("version"), row.get("advice", "")) for row in current]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        raise UnreadablePack(f"'{path}' is JSON, but no permalinks.json of this handbook.") from None
    return [Listed(str(address), str(version), str(advice)) for address, version, advice in rows if version]


def _from_text(path: Path, data: bytes, site: str) -> list[Listed]:
    """Return the links below a site in a text of any form, each once."""
    try:
        text = data.decode("utf-8-sig")
    except ValueError:
        text = ""
    if "\0" in text or not text.strip():
        raise UnreadablePack(
            f"'{path}' is neither a course pack (.imscc), a SCORM package (.zip) nor a permalinks.json of this "
            "handbook, nor a list of links."
        )
    if not site:
        raise UnreadablePack(
            f"'{path}' is read as a list of links, but this copy does not know where the handbook is published: "
            "name it in SITE_URL, as for a build."
        )
    urls = [one.rstrip(".,;:!?") for one in _LINK.findall(_ESCAPED.sub(r"\1", text))]
    found = dict.fromkeys(url if (address := below(url, site)) is None else address for url in urls)
    if all(leads_elsewhere(one) for one in found):
        raise UnreadablePack(f"'{path}' holds no link to this handbook ({site}); links to other sites: {len(found)}.")
    return [Listed(address, "", None) for address in found]


def leads_elsewhere(address: str) -> bool:
    """Return whether what is listed is a whole address, since it is none of this handbook."""
    return ":" in address


def below(url: str, site: str) -> str | None:
    """Return a link as an address below a site, without query, text fragment and index.html; None where it leads elsewhere."""
    whole, root = _SCHEME.sub("", unquote(url)), _SCHEME.sub("", unquote(site))
    if not f"{whole}/".startswith(root):
        return None
    rest, _, anchor = whole[len(root) :].partition("#")
    page = rest.partition("?")[0].removesuffix("index.html")
    page = page if not page or page.endswith("/") else f"{page}/"
    anchor = anchor.partition(":~:")[0]
    address = f"{page}#{anchor}" if anchor else page
    return address if _ADDRESS.fullmatch(address) else None
