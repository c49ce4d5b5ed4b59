"""Technical words in plain ones."""

from __future__ import annotations

from itertools import groupby
from unicodedata import normalize

from macros.handbook.resolve import page_named, require
from macros.markdown_extensions.typography import typeset
from macros.model import Library, Page, Term
from macros.render.text import GLOSSARY_PAGE, address, attribute, plain

OTHER = "Other"


def term(library: Library, page: Page, id: str, text: str = "") -> str:
    """A technical word, linked to the glossary and explained on pointing at it."""
    require("KB305", "glossary term", id, library.terms)
    found = library.terms[id]
    title = attribute(typeset(found.definition))
    return f"[{plain(text or found.term)}]({address(page, GLOSSARY_PAGE, id)}){{ .term title={title} }}"


def glossary(library: Library, page: Page) -> str:
    """Every term in plain words, in alphabetical order, with links to where it matters."""
    terms = sorted(
        library.terms.values(), key=lambda found: (_letter(found) == OTHER, _letter(found), found.term.lower())
    )
    blocks = []
    for letter, group in groupby(terms, key=_letter):
        blocks += [
            f"## {letter} {{ #letter-{letter.lower()} .letter }}",
            *(_entry(library, page, one) for one in group),
        ]
    return "\n\n".join(blocks)


def _letter(found: Term) -> str:
    """Return the letter under which a term is looked for, without its accent; for what begins with none, a word."""
    first = normalize("NFKD", found.term)[0].upper()
    return first if "A" <= first <= "Z" else OTHER


def _entry(library: Library, page: Page, one: Term) -> str:
    see = [page_named(library, id) for id in one.see]
    links = ", ".join(f"[{plain(other.title)}]({address(page, other)})" for other in see)
    title = plain(one.term[0].upper() + one.term[1:])
    return f"### {title} {{ #{one.id} }}\n\n{plain(one.definition)}" + (f" See {links}." if links else "")
