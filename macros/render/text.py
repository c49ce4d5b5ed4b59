"""Small pieces that every macro writes with."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from html import escape

from markupsafe import Markup
from markupsafe import escape as escape_html

from macros.handbook import schemas
from macros.handbook.grounds import of_item
from macros.handbook.html_templates import fill
from macros.markdown_extensions.typography import typeset
from macros.model import Item, Page

_LINE_END = re.compile(r"\s*[\n\r]\s*")
# What begins a list, a rule, a quotation or a definition where a line begins.
_BEGINS_BLOCK = re.compile(r"^((?:\d+(?=[.)]))?)([-+=:.)])")
_SPECIAL = re.compile(r"([\\`*_\[\]{}|#])")
# What makes a link of an address, a host or a mail address wherever it stands, or strikes text out.
_LINKS = re.compile(r"(?<=:)/(?=/)|(?<=www)\.|[@~]", re.IGNORECASE)
_IN_ATTRIBUTE = re.compile(rf"{_LINKS.pattern}|[\\`*_\[\]{{}}<>&#|]", re.IGNORECASE)
_SYMBOLS = {"<": "below", ">": "above", "\u2264": "at most", "\u2265": "at least"}
_SYMBOL = re.compile(r"\s*([<>\u2264\u2265])\s*(?=\d|\.\d)")
BREAK = Markup("<br>")
EVIDENCE_PAGE = "about/evidence.md"
GLOSSARY_PAGE = "reference/glossary.md"


def plain(text: str) -> str:
    """Return text as Markdown that shows it letter for letter, on one line and wherever on it."""
    line = _SPECIAL.sub(r"\\\1", escape(_LINE_END.sub(" ", text.lstrip()), quote=False))
    return _BEGINS_BLOCK.sub(lambda found: found[1] + _number(found[2]), _LINKS.sub(_entity, line))


def _entity(found: re.Match[str]) -> str:
    return _number(found[0])


def _number(character: str) -> str:
    return f"&#{ord(character)};"


def heard(text: str) -> str:
    """Return a text with words for the symbols that voices leave out, by which "p<0.05" and "p>0.05" would sound alike."""
    text = _SYMBOL.sub(lambda found: f" {_SYMBOLS[found[1]]} ", text)
    return re.sub(r"(?<![\w.])\u2013(?=\d)", "\u2212", re.sub(r"(?<=\d)\u2013(?=\d)", " to ", text))


def attribute(text: str) -> str:
    """Return text as a quoted value in an attribute list, which can hold no quotes and where Markdown still counts."""
    return '"' + _IN_ATTRIBUTE.sub(_entity, text.replace('"', "'").replace("\n", " ")) + '"'


class NoDay(ValueError):
    """A text that stands where a day should."""

    def __init__(self, shown: str) -> None:
        super().__init__(f"{shown[:40]!r} is no day. Correct the key of the front matter that `kb check` names.")


def day(iso: str) -> str:
    """Return an ISO date as people write it, such as 4 Nov 2026; raises NoDay."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        raise NoDay(iso) from None
    return f"{found.day} {found:%b %Y}"


def address(page: Page, to: Page | str, anchor: str = "") -> str:
    """Return the relative link from one page's Markdown file to another, as every builder checks it."""
    path = to if isinstance(to, str) else to.path
    fragment = f"#{anchor}" if anchor else ""
    if path == page.path and fragment:
        return fragment
    return posixpath.relpath(path, posixpath.dirname(page.path) or ".") + fragment


def shown(text: str) -> Markup:
    """Return text from a data file as finished HTML that shows it letter for letter, with typographic marks."""
    return escape_html(typeset(text))


def link(to: str, words: Markup) -> Markup:
    """Return a link as finished HTML, for addresses that no builder can look for."""
    return Markup('<a href="{}">{}</a>').format(to, words)


def anchor(id: str) -> Markup:
    """Return an address of its own for what stands in the middle of Markdown, where builders look for it."""
    return Markup('<span id="{}"></span>').format(id)


def counted(number: int, what: str) -> str:
    """Return a number with what is counted, such as "1 minute" or "4 minutes"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def small(words: str) -> Markup:
    """Return a few words in small print, as Markdown that is safe already."""
    return Markup("<small>{}</small>").format(Markup(words))


def box(kind: str, *parts: str, tag: str = "div", **attributes: str) -> str:
    """Return blocks of Markdown that is safe already in an element of this class."""
    return fill("page/box.md", tag=tag, kind=kind, parts=[Markup(one) for one in parts], attributes=attributes)


def grounds(page: Page, item: Item) -> list[str]:
    """Return what an item rests on, each with its mark: its duties by name, else the danger it averts; and what studies show."""
    marked = ((_mark(page, one.word, one.title), one.whose) for one in of_item(item))
    return [small(f"{mark} {plain(whose)}") if whose else mark for mark, whose in marked]


def ground(page: Page, item: Item) -> str:
    """Return the one mark that says most about what an item rests on, for where there is space for no more."""
    if item.duties:
        return _mark(page, "duty", "duty")
    if item.danger:
        return _mark(page, "danger", "safety")
    return _mark(page, item.certainty, schemas.vocabulary("certainty")[item.certainty]["title"])


def _mark(page: Page, word: str, title: str) -> str:
    return f"[{title}]({address(page, EVIDENCE_PAGE, word)}){{ .certainty .certainty-{word} }}"
