"""Reads what an old file lists: a course pack, a SCORM package, a permalinks.json, or any text with links in it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import islice, takewhile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from macros.errors import UnreadablePack
from macros.handbook.addresses import CURRENT
from macros.handbook.cartridge_reader import MOST_LISTED, Listed, read_bounded, versions

_ADDRESS = re.compile(r"(?:(?!\.{1,2}/)[\w.-]{1,100}/){0,9}(?:#[\w-]{1,200})?", re.ASCII)
_VERSION = re.compile(r"[0-9a-f]{8}")
_LINK = re.compile(r"""https?://[^\s<>"'()\[\]]{1,500}""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([:=~#{}])")  # as GIFT writes them
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def read(path: Path, site: str) -> list[Listed]:
    """Return the addresses that a file lists; links, in a text, are those below `site`. Raises UnreadablePack."""
    data = read_bounded(path)
    packed = data[:2] == b"PK"
    text = "" if packed else _text(data)
    if not packed and not text.lstrip().startswith("{"):
        return _from_text(path, text, site)
    listed = versions(path) if packed else _from_json(path, text)
    if not listed:
        raise UnreadablePack(f"'{path}' lists no versions, so it is no pack of this handbook.")
    _few(path, listed)
    if not all(
        _ADDRESS.fullmatch(one.address) and _VERSION.fullmatch(one.version) and _is_site(one.site) for one in listed
    ):
        raise UnreadablePack(f"'{path}' lists addresses or versions that no file of this handbook does.")
    return listed


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except ValueError:
        return ""


def _few(path: Path, listed: Sequence[object]) -> None:
    if len(listed) > MOST_LISTED:
        raise UnreadablePack(
            f"'{path}' lists more than {MOST_LISTED:,} addresses, which no file of this handbook does."
        )


def _is_site(text: str) -> bool:
    return not text or bool(_LINK.fullmatch(text) and text.isprintable())


def _from_json(path: Path, text: str) -> list[Listed]:
    """Return the addresses that were current when a permalinks.json was written."""
    try:
        rows: Any = json.loads(text)["addresses"]
    except (ValueError, RecursionError, KeyError, TypeError):
        rows = None
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise UnreadablePack(f"'{path}' is JSON, but no permalinks.json of this handbook.")
    current = [row for row in rows if row.get("version") and row.get("status", CURRENT) == CURRENT]
    return [Listed(row["address"], row["version"], row.get("advice", "")) for row in current]


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and isinstance(row.get("address"), str)
        and all(isinstance(row.get(key, ""), str) for key in ("version", "advice", "status"))
    )


def _from_text(path: Path, text: str, site: str) -> list[Listed]:
    """Return the links below a site in a text of any form, each once."""
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
    plain = _ESCAPED.sub(r"\1", text)
    urls = [_seen(one[0]).rstrip(".,;:!?") for one in islice(_LINK.finditer(plain), MOST_LISTED + 1)]
    _few(path, urls)
    found = dict.fromkeys(url if (address := below(url, site)) is None else address for url in urls)
    if all(leads_elsewhere(one) for one in found):
        raise UnreadablePack(f"'{path}' holds no link to this handbook ({site}); links to other sites: {len(found)}.")
    return [Listed(address, "", None) for address in found]


def _seen(url: str) -> str:
    """Return a link up to the first character that shows nothing."""
    return url if url.isprintable() else "".join(takewhile(str.isprintable, url))


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
