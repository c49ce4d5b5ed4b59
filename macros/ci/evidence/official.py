"""Official pages: whether one is still there, has moved for good, says that it was replaced, or has other words now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from macros.ci.evidence.notice_kinds import Said
from macros.ci.evidence.web import Answer, Unanswered, Web

WAIT = 1.0
_REPLACED = re.compile(
    r"\b(?:has|have) been (?:updated and )?(?:replaced|superseded|withdrawn)\b|\bwas (?:withdrawn|superseded) on\b"
    r"|\bis no longer (?:current|in force)\b",
    re.IGNORECASE,
)
_OPENING = 3_000  # characters in which a page would say so of itself


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page was like: its validators, and a fingerprint of its words."""

    said: tuple[Said, ...]
    page: Mapping[str, str]


def look(web: Web, address: str, before: Mapping[str, str]) -> Seen:
    """Return what has become of a page since the last look; raises Unanswered for one that does not let programs read it."""
    headers = {"If-None-Match": before.get("etag", ""), "If-Modified-Since": before.get("modified", "")}
    answer = web.ask(address, WAIT, None, **{key: value for key, value in headers.items() if value})
    if answer.status in (404, 410):
        return Seen((Said("gone", "page", address),), before)
    if answer.status == 304 and before:
        return Seen(_moved(address, answer), before)
    if answer.status != 200:
        raise Unanswered(f"does not let programs read it ({answer.status})")
    words = _words(answer)
    if not words:
        raise Unanswered("answered with an empty page")
    page = _page(answer, words)
    changed = (Said("changed", "page", address),) if before and before.get("text") != page["text"] else ()
    replaced = (Said("new-version", "page", address),) if _REPLACED.search(words[:_OPENING]) else ()
    return Seen((*_moved(address, answer), *replaced, *changed), page)


def _page(answer: Answer, words: str) -> dict[str, str]:
    found = {
        "etag": answer.headers.get("etag", ""),
        "modified": answer.headers.get("last-modified", ""),
        "text": sha256(words.encode()).hexdigest()[:16],
    }
    return {key: value for key, value in found.items() if re.fullmatch(r"\S[\x20-\x7e]{0,200}", value)}


def _moved(address: str, answer: Answer) -> tuple[Said, ...]:
    """Return a new address for good, unless it differs in nothing that matters to who follows the old one."""
    if answer.moved and _plain(answer.address) != _plain(address):
        return (Said("moved", "page", answer.address),)
    return ()


def _plain(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}".lower()


def _words(answer: Answer) -> str:
    """Return the words of a page's main part, without numbers, which counters and dates keep changing; of a file its bytes."""
    if "html" not in answer.headers.get("content-type", "html"):
        return sha256(answer.body).hexdigest()
    tree = LexborHTMLParser(answer.body.decode("utf-8", "replace"))
    for one in tree.css("script, style, noscript, nav, header, footer, form, template"):
        one.decompose()
    main = tree.css_first("main, [role=main], article") or tree.body
    return " ".join(re.sub(r"\d+", " ", main.text(separator=" ") if main else "").split())
