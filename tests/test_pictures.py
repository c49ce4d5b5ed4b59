"""Drawings: what a page shows of a file, the words that go with it, and what none may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros import handbook
from macros.checks.page_text import BEGIN, END, faults
from macros.handbook import pictures
from macros.handbook.resolve import Unknown
from macros.handbook.text_file import Source
from macros.render import MACROS
from tests.conftest import PROJECT

SHEET = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round" font-size="13">'
)
TITLE = "<title>Two people sit &amp; look at each other across a table.</title>"
LINE = '<path d="M4 4h9"/>'


def read(*inside: str, sheet: str = SHEET) -> tuple[str, list[tuple[int, str]]]:
    """What is drawn, and the line and code of each finding."""
    source = Source("docs/_data/pictures/table.svg", "\n".join([sheet, *inside, "</svg>"]))
    picture, problems = pictures.read(source, "table")
    return picture.drawn, [(one.place.line, one.code) for one in problems]


def test_a_page_shows_lines_and_words_and_says_what_they_show(good: Path) -> None:
    folder = good / "docs/_data/pictures"
    folder.mkdir()
    group = '<g fill="currentColor" stroke="none" text-anchor="middle">\n  <text x="9" y="20">you</text>\n</g>'
    (folder / "table.svg").write_text("\n".join([SHEET, TITLE, LINE, group, "</svg>"]), "utf-8")
    book = handbook.load(good)
    shown = MACROS["picture"](book, book.pages["index.md"], "table")
    assert 'role="img" aria-label="Two people sit &amp; look at each other across a table."' in shown
    assert shown.split("\n")[1:] == ["{ .drawn }"]
    drawn = "".join(re.findall("<svg.*?</svg>", shown))
    assert '<text x="9" y="20">you</text></g></svg>' in drawn
    assert list(faults(f"<html><body><article>{BEGIN}{drawn}{END}</article></body></html>")) == []
    with pytest.raises(Unknown, match="Did you mean 'table'"):
        MACROS["picture"](book, book.pages["index.md"], "tabel")


@pytest.mark.parametrize(
    "other",
    [
        "<style>path {}</style>",
        "<script>1</script>",
        '<image href="face.png"/>',
        '<a href="https://elsewhere.example/">you</a>',
        "<mark>you</mark>",
        '<path d="M4 4h9" onclick="x"/>',
        '<path d="M4 4h9" fill="url(#a)"/>',
        '<text x="9" y="20" class="big">you</text>',
    ],
)
def test_what_no_picture_may_hold_is_found_on_its_line_and_not_shown(other: str) -> None:
    drawn, found = read(TITLE, LINE, other)
    assert {code for _, code in found} == {"KB431"}
    assert {line for line, _ in found} == {4}
    assert not re.search("style|script|image|href|mark|onclick|url|class", drawn)


def test_a_sheet_has_the_strokes_of_all_others() -> None:
    assert read(TITLE, LINE, sheet=SHEET.replace('stroke-width="2"', 'stroke-width="5"'))[1] == [(1, "KB431")]
    assert read(TITLE, LINE, sheet=SHEET.replace(' stroke-width="2"', ""))[1] == [(1, "KB431")]
    assert read(TITLE, LINE, sheet="<!DOCTYPE svg>" + SHEET)[1] == [(1, "KB431")]
    assert read(TITLE, "<path")[1] == [(4, "KB431")]


@pytest.mark.parametrize(
    "title",
    [
        "",
        "<title>Chairs</title>",
        "<title>Diagram of two people at a table in a room</title>",
        "<title>An image of two people at a table in a room</title>",
        "<title>This picture shows two people at a table in a room</title>",
        "<title>Drawing: two people sit at a table in a room</title>",
    ],
)
def test_a_picture_says_in_words_what_it_shows(title: str) -> None:
    assert read(title, LINE)[1] == [(1, "KB432")]


def test_a_picture_weighs_no_more_than_a_page_has_space_for() -> None:
    assert read(TITLE, LINE * 120)[1] == [(1, "KB433")]


def test_every_picture_of_the_handbook_is_shown_and_told_apart_by_its_words() -> None:
    book = handbook.load(PROJECT)
    assert len(book.pictures) >= 12
    assert len({one.words for one in book.pictures.values()}) == len(book.pictures)
