"""Marks are set as a printer would, and only in text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from macros import handbook
from macros.exports.feed import json_feed
from macros.markdown_extensions import OurExtension, typography
from macros.markdown_extensions.typography import typeset
from tests.conftest import PROJECT

CASES = [
    ('"Good morning," she said. "I\'m late."', "“Good morning,” she said. “I’m late.”"),
    ('Words like "evidence" (and "guideline")', "Words like “evidence” (and “guideline”)"),
    ("the '40 seconds' figure", "the ‘40 seconds’ figure"),
    ("patients' lives in the '80s", "patients’ lives in the ’80s"),
    ("\"'1 in 5' is clearer.\"", "“‘1 in 5’ is clearer.”"),
    ("Ten seconds... it can wait", "Ten seconds… it can wait"),
    ("2010--2014 --- a while", "2010–2014 — a while"),
    ("nothing to set", "nothing to set"),
]


def render(text: str) -> str:
    return markdown.markdown(text, extensions=["tables", "attr_list", OurExtension(typography)])


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:20] for text, _ in CASES])
def test_marks_are_set(text: str, expected: str) -> None:
    assert typeset(text) == expected


def test_a_mark_looks_at_what_stands_before_it_in_its_paragraph() -> None:
    assert render('He said "*now*" and "**I**" left') == "<p>He said “<em>now</em>” and “<strong>I</strong>” left</p>"
    assert render('*Said:* "yes"') == "<p><em>Said:</em> “yes”</p>"


def test_each_table_cell_begins_anew() -> None:
    assert "<td>“Come in.”</td>\n<td>“Next.”</td>" in render('|a|b|\n|-|-|\n|"Come in."|"Next."|')


def test_code_attributes_and_addresses_stay_as_written() -> None:
    text = '`a "b" -- c...` [x](y.md "a \'title\'") <span title="it\'s">"q"</span>'
    assert render(text) == (
        '<p><code>a "b" -- c...</code> <a href="y.md" title="a \'title\'">x</a> <span title="it\'s">“q”</span></p>'
    )


def test_a_heading_is_set_before_its_anchor_is_listed() -> None:
    md = markdown.Markdown(extensions=["toc", OurExtension(typography)])
    md.convert('# When we say "do"')
    assert md.toc_tokens[0]["name"] == "When we say “do”"  # type: ignore[attr-defined]


@given(st.text(alphabet="ab \"'.-(\n1980s"))
def test_no_letter_is_lost_and_no_straight_mark_is_left(text: str) -> None:
    done = typeset(text)
    assert "'" not in done
    assert '"' not in done
    assert [one for one in done if one.isalnum()] == [one for one in text if one.isalnum()]


STRAIGHT = re.compile("[\"']")
AS_TYPED = ("script", "style", "code", "pre", "kbd")
# What is read of a page though it stands in an attribute: descriptions, names of pictures, and what a word means.
HEARD = '//meta[@name="description" or @property]/@content | //@aria-label | //a[@class="term"]/@title'


def readable(page: Path) -> Iterator[str]:
    root = html.parse(str(page)).getroot()
    yield from root.xpath(HEARD)
    typed = " or ".join(f"ancestor::{one}" for one in AS_TYPED)
    yield from root.xpath(f"//text()[not({typed})]")


def test_no_page_shows_a_straight_mark(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    shown = [(page.relative_to(site).as_posix(), one) for page in pages for one in readable(page)]
    assert len(shown) > 50_000
    assert [(page, str(one)) for page, one in shown if STRAIGHT.search(one)] == []


def test_neither_a_result_of_the_search_nor_a_reader_of_feeds_shows_one(site: Path) -> None:
    found = [json.loads(path.read_text("utf-8")) for path in (site / "search").glob("pages-*.json")]
    shown = [text for file in found for about, parts in file for text in (about, *chain(*parts))]
    shown += [title for _, title in json.loads((site / "search/index.json").read_text("utf-8"))["pages"]]
    items = json_feed(handbook.load(PROJECT))["items"]
    shown += [one[key] for one in items for key in ("title", "content_text")]
    assert len(shown) > 2_000
    assert [one for one in shown if STRAIGHT.search(one)] == []
