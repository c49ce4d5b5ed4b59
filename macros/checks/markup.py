"""KB8xx: no HTML, attribute or address in a page can run code, open a program or tell another host of its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from macros.checks.allowed_html import LANGUAGE, SHIFTS
from macros.checks.rule import Facts, Found, PageRule, in_text
from macros.handbook.sentences import by_kind
from macros.model import Location, Page

TAGS = ("abbr", "br", "kbd", "small", "span", "sub", "sup")
_ALLOWED = re.compile(
    rf'</?(?:{"|".join(TAGS)})\s*/?>|<span id="[A-Za-z0-9][\w-]*">|<abbr title="[^"<>{{}}`]*">'
    r"|<https?://[^\s<>\"'`\\{}]+>|<[\w.+-]+@[\w.-]+>",  # addresses
    re.IGNORECASE,
)
_NAME = re.compile(r"</?\s*([a-zA-Z][\w:-]*)")
_PART = re.compile(r"""\s+|#[\w-]+(?=\s|$)|([^\s=#."'{}]+)=("[^"{}]*"|'[^'{}]*'|[\w-]+)(?=\s|$)""")
_BANG = re.compile(r"(?<!<)!\[")
_IMAGE = re.compile(r"!\[[^\[\]]{0,1000}\](\(?)(\s*[^\s)]*)")
_LINK = "Link with https:, mailto: or a path inside docs/."
_IMAGE_FIX = "Put the picture under docs/assets/ and write its path in round brackets."
_ATTRIBUTES = frozenset({"id", "title", "lang"})
_SCHEMES = frozenset({"", "https", "http", "mailto"})


class RawHtml(PageRule):
    """Raw HTML outside the allow-list."""

    code = "KB802"
    message = by_kind(
        tag="{what} is not allowed in a page. Write Markdown; of HTML only {tags} may be used.",
        within="<{name}> stands in another <{name}> here, which would change its size or place again. Close the first one before.",
        open="<{name}> is not closed. Write </{name}> where it ends, in the same paragraph.",
    )

    def in_page(self, page: Page) -> Found:
        opened: set[str] = set()
        for fragment in page.html:
            name = (_NAME.match(fragment.text) or ("", ""))[1].lower()
            closes_one = fragment.text.startswith("</") and name in opened
            opened.add(name)
            if not (_ALLOWED.fullmatch(fragment.text) or closes_one or _wrong_scheme(_bare(fragment.text))):
                what = _what(fragment.text, name)
                yield fragment.place, {"kind": "tag", "what": what, "tags": ", ".join(TAGS)}
        for kind, name, place in _left_open(page):
            yield place, {"kind": kind, "name": name}


def _left_open(page: Page) -> Iterator[tuple[str, str, Location]]:
    """Yield the allowed tags that nothing closes, which would reach into what follows, and those that shift again what one does.

    What stands in one that is not closed is not told: its writer may have meant to close that one first.
    """
    opened: dict[str, list[tuple[Location, list[Location]]]] = {name: [] for name in TAGS if name != "br"}
    for fragment in filter(lambda one: _ALLOWED.fullmatch(one.text), page.html):
        name = (_NAME.match(fragment.text) or ("", ""))[1].lower()
        if name in opened and not fragment.text.startswith("</"):
            opened[name].append((fragment.place, []))
        elif opened.get(name):
            place, within = opened[name].pop()
            yield from (("within", name, one) for one in within)
            if opened[name] and name in SHIFTS:
                opened[name][-1][1].append(place)
    for name, left in opened.items():
        yield from (("open", name, place) for place, _ in left)


def _what(text: str, name: str) -> str:
    """Return what is wrong with a piece of HTML, by its tag or, where the tag is allowed, by its first attribute."""
    if not name:
        return repr(text.split("\n")[0][:40])
    attribute = re.match(r"<\w+[\s/]+([^\s=>/]+)", text)
    return f"The attribute {attribute[1][:40]!r} on <{name}>" if name in TAGS and attribute else f"<{name}>"


class Attributes(PageRule):
    """An attribute list that sets more than an id, a title or a language."""

    code = "KB803"
    message = "{what} is not allowed. In braces only #id, title and lang may be set."

    def in_page(self, page: Page) -> Found:
        for fragment in page.attributes:
            if what := _wrong_list(fragment.text):
                yield fragment.place, {"what": what}


def _wrong_list(text: str) -> str:
    """Return the first part of an attribute list that is not on the allow-list."""
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if not found:
            name = re.match(r"([^\s=]+)=", text[at:])
            return f"The attribute {name[1]!r}" if name else repr(text[at:].split(" ")[0][:40])
        if found[1] and found[1].lower() not in _ATTRIBUTES:
            return f"The attribute {found[1]!r}"
        if found[1] and found[1].lower() == "lang" and not re.fullmatch(LANGUAGE, found[2].strip("\"'")):
            return f"The language {found[2][:40]!r}"
        at = found.end()
    return ""


class LinkScheme(PageRule):
    """A link or image whose address is no page, file or ordinary web address."""

    code = "KB804"
    message = by_kind(
        "The link to {shown!r} is not allowed: ",
        scheme=f"'{{scheme}}:' can run code or open a program. {_LINK}",
        user=f"what stands before the @ reads like a site and is none. {_LINK}",
        host=f"it leaves the site without saying how. {_LINK}",
        out=f"it leads out of docs/. {_LINK}",
    )

    def in_page(self, page: Page) -> Found:
        lines = set()
        for fragment in page.links:
            if facts := _wrong_link(page, fragment.text):
                lines.add(fragment.place.line)
                yield fragment.place, {"shown": fragment.text[:60], **facts}
        for fragment in page.addresses:
            bare = _bare(fragment.text)
            if fragment.place.line not in lines and (
                facts := _wrong_scheme(bare) or _hostless(bare) or _user(fragment.text)
            ):
                yield fragment.place, {"shown": fragment.text.split(")")[0][:60], **facts}


def _bare(link: str) -> str:
    """Return an address as a browser takes it: entities resolved, white space, controls and escapes dropped."""
    return re.sub(r"[\x00-\x20\\<]+", "", unescape(link)).lower()


def _wrong_scheme(address: str) -> Facts:
    scheme = (re.match(r"([a-z][a-z0-9+.-]*):", address) or ("", ""))[1]
    return {} if scheme in _SCHEMES else {"kind": "scheme", "scheme": scheme}


def _hostless(address: str) -> Facts:
    return {"kind": "host"} if re.match(r"[/\\]{2}", address) else {}


def _user(address: str) -> Facts:
    return {"kind": "user"} if re.match(r"\s*<?https?://[^\s/?#]*@", unescape(address), re.IGNORECASE) else {}


def _wrong_link(page: Page, link: str) -> Facts:
    address = _bare(link)
    if facts := _wrong_scheme(address) or _user(link):
        return facts
    slashed = unquote(unescape(link)).replace("\\", "/").strip()
    if slashed.startswith("//") or "\\" in link or re.match(r"https?:(?!//[^/])", slashed, re.IGNORECASE):
        return {"kind": "host"}
    if ":" not in slashed and slashed.partition("#")[0].split("/").count("..") > page.path.count("/"):
        return {"kind": "out"}
    return {}


class RemoteImage(PageRule):
    """An image from another host, which would be told of every reader."""

    code = "KB805"
    message = by_kind(
        endless="This image has a description that does not end, holds brackets or is longer than 1,000 characters. "
        + _IMAGE_FIX,
        nowhere=f"This image does not say here where it is kept. {_IMAGE_FIX}",
        far=f"This image is on another host, which would learn of every reader. {_IMAGE_FIX}",
    )

    def in_page(self, page: Page) -> Found:
        place = in_text(page)
        for begun in _BANG.finditer(page.text) if "![" in page.text else ():
            found = _IMAGE.match(page.text, begun.start())
            if kind := _wrong_image(found[1], found[2]) if found else "endless":
                yield place(begun.start()), {"kind": kind}


def _wrong_image(opened: str, address: str) -> str:
    if not opened:
        return "nowhere"
    return "far" if re.match(r"https?:|[/\\]{2}", _bare(address)) else ""
