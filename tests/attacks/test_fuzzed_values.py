"""Titles, descriptions and data in every spelling of YAML: refused, or on the page letter for letter and as text alone."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import lxml.html
import pytest

from macros import handbook
from macros.builders.run import run_builder
from macros.checks import check
from macros.checks.page_text import faults
from macros.handbook import yaml_tree
from macros.handbook.text_file import Source, Unreadable
from macros.markdown_extensions.typography import typeset
from macros.model import Library, Page
from tests.attacks.test_second_layer import dress

TODAY = date(2026, 6, 1)
PAGES, TERMS, SEED = 280, 180, 13
MADE, GLOSSARY = "docs/about/page-", "docs/_data/glossary.yml"
ODD = (
    "12", "-1", "1_000", "0x1F", "0o17", "017", "1e3", "1e400", "1.0e+400", ".inf", "-.inf", ".nan", "~", "null", "yes", "NO", "on", "true", "1:30",
    "2026-01-02", "2026-02-30", "2026-01-02 10:00:00", "2026-01-02T10:00:00Z", "=", "<<", "[]", "{}", "9" * 5_000,
)  # fmt: skip
PIECES = (
    "word", "a", "12", " ", " ", " ", ": ", " #", "#x", "'", '"', "''", "&", "&amp;", "&lt;mark&gt;", "<mark>x</mark>", "<", "</title>", "-->", "]]>", "*x*", "_x_",
    "`x`", "`", "[x](x.md)", "[x]", "![x](x.png)", "{{ 7*7 }}", "{{ site() }}", "{% x %}", "{ .x }", "{#x}", "|", ">", "\\", "\\n", "\\u202E", "\u202e", "\x1b", "\x85",
    "\u2028", "\ufeff", "\u200b", "\t", "--", "...", "---", "1/2", "(c)", "$x$", "%x", "@x", "=1+1", "+1", "~", "!x", "\u00e9", "\ufb01", "\U0001d400", "long " * 30,
    "//elsewhere.example", "https://elsewhere.example", "www.elsewhere.example", "x@elsewhere.example", "javascript:x",
)  # fmt: skip
SPELLINGS = (
    "{0}", "{0}", "{0}", '"{0}"', "'{0}'", "{1}", "{1}", "{1}", ">-\n    {0}", "|-\n    {0}", ">\n    {0}\n\n    {0}", "{0}\n    {0}", "&a {0}", "*a", "!!str {0}", "!x {0}",
    "!!python/name:x {0}", "{0} # x", "[{0}]", "{{a: {0}}}", "\n    <<: {{a: {0}}}", "? {0}",
)  # fmt: skip


def texts(draw: Random) -> Iterator[str]:
    """Texts without end: one odd scalar, or pieces that mean something to YAML, Markdown, HTML or the engine of templates."""
    while True:
        yield draw.choice(ODD) if draw.random() < 0.2 else "".join(draw.choices(PIECES, k=draw.randint(1, 4)))


def spelt(draw: Random, text: str) -> str:
    return draw.choice(SPELLINGS).format(text, json.dumps(text, ensure_ascii=draw.random() < 0.5))


def page(draw: Random, made: Iterator[str], number: int) -> str:
    """A page whose title or description is odd, and the other unlike that of any other page."""
    title, description = f"Page {number}", f"A page of a small handbook, number {number}."
    if draw.random() < 0.5:
        title = spelt(draw, next(made))
    else:
        description = spelt(draw, f"A page of a small handbook {next(made)}")
    return f"---\ntitle: {title}\ndescription: {description}\n---\n\nText.\n"


def term(draw: Random, made: Iterator[str], number: int) -> str:
    name, definition = spelt(draw, next(made)), spelt(draw, f"Words {next(made)} of words")
    if draw.random() < 0.5:
        name = f"Word {number}"
    return f"  - id: term-{number}\n    term: {name}\n    definition: {definition}\n    see: [greet]\n"


def plainly(text: str | None) -> str:
    """A text without white space, and with its quotes and dashes as they are typed."""
    typed = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2212\u2026", "''\"\"---.")
    return re.sub(r"-+|\.+", lambda run: run[0][0], re.sub(r"\s", "", (text or "").translate(typed)))


def in_yaml(entries: list[str]) -> list[str]:
    """The entries that are plain YAML, each alone: one that is not hides all others of its file.

    Those with a line end that only YAML knows are left to pages, as findings behind it stand on other lines there.
    """
    kept = []
    for one in (one for one in entries if len(one.splitlines()) == one.count("\n")):
        with suppress(Unreadable):
            if not yaml_tree.read(Source(GLOSSARY, f"terms:\n{one}"), "KB402").problems:
                kept.append(one)
    return kept


def write_glossary(root: Path, known: str, entries: list[str]) -> None:
    (root / GLOSSARY).write_text(known + "".join(entries), "utf-8")


def allowed(root: Path, known: str, entries: list[str]) -> list[str]:
    """The entries without a finding; the pages with one are taken away."""
    lines: defaultdict[str, set[int]] = defaultdict(set)
    for one in check(handbook.load(root), TODAY):
        if one.fails:
            lines[one.place.file].add(one.place.line)
    for file in list(lines):
        if file.startswith(MADE):
            (root / file).unlink()
    kept, line = [], known.count("\n") + 1
    for entry in entries:
        end = line + entry.count("\n")
        if lines[GLOSSARY].isdisjoint(range(line, end)):
            kept.append(entry)
        line = end
    return kept


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The handbook and site of what the check allows of many pages and terms, made in one build."""
    root, draw = dress(tmp_path_factory.mktemp("values")), Random(SEED)
    made, known = texts(draw), (root / GLOSSARY).read_text("utf-8")
    for number in range(PAGES):
        (root / f"{MADE}{number}.md").write_text(page(draw, made, number), "utf-8")
    entries = in_yaml([term(draw, made, number) for number in range(TERMS)])
    write_glossary(root, known, entries)
    write_glossary(root, known, allowed(root, known, entries))
    assert [str(one) for one in check(handbook.load(root), TODAY) if one.fails] == []
    assert "\n".join(map(str, run_builder(root, root / "site"))) == ""
    return handbook.load(root)


def html(library: Library, page: Page) -> tuple[str, Any]:
    text = (library.root / "site" / page.url / "index.html").read_text("utf-8")
    return text, lxml.html.document_fromstring(text)


def parts(tree: Any) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes."""
    return [(one.tag, sorted(one.attrib)) for one in tree.iter() if isinstance(one.tag, str)]


def test_titles_and_descriptions_are_text_alone_and_letter_for_letter(built: Library) -> None:
    made = [page for page in built.pages.values() if page.place.file.startswith(MADE)]
    assert PAGES / 5 < len(made) < PAGES / 2
    usual = parts(html(built, made[0])[1])
    for page in made:
        text, tree = html(built, page)
        title, description = typeset(page.title), typeset(page.meta["description"])
        assert tree.findtext(".//title") == f"{title} - {built.settings.site_name}"
        assert tree.findtext(".//h1") == title
        assert tree.xpath("//meta[@name='description']/@content") == [description]
        described = json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)
        assert (described["name"], described["description"]) == (title, description)
        assert parts(tree) == usual, title
        assert list(faults(text)) == [], title


def test_terms_are_text_alone_and_as_they_were_typed(built: Library) -> None:
    assert TERMS / 10 < len(built.terms) < TERMS / 2
    text, tree = html(built, built.pages["reference/glossary.md"])
    assert list(faults(text)) == []
    for id, one in built.terms.items():
        heading = tree.get_element_by_id(id)
        below = heading.getnext()
        assert plainly(heading.text_content()).casefold() == plainly(one.term).casefold()
        assert plainly(below.text_content()) == plainly(f"{one.definition} See Greet people.")
        assert [link.get("href") for link in below.iter("a")] == ["../../rapport/greet/"]
        assert {part.tag for part in (*heading.iter(), *below.iter())} <= {"h3", "p", "a"}
