"""The search's files: the same each time, small, whole, and cut into words as a reader would."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from macros import handbook
from macros.handbook.adaptations import by_group
from macros.model import Location, Page, SourceMap
from macros.site import search_index
from macros.site.search_passages import KINDS, Entry, entries, plain
from macros.site.search_postings import MOST_PAGES_A_WORD, fronted, postings, tokens
from tests.conftest import PROJECT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't say \N{RIGHT SINGLE QUOTATION MARK}Naïve\N{RIGHT SINGLE QUOTATION MARK}.", ["dont", "say", "naive"]),
        ("Teach-back, 2 of 24", ["teach", "back", "teachback", "of"]),
        ("point-of-care COVID-19", ["point", "of", "care", "covid"]),
    ],
)
def test_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert list(tokens(text)) == expected


def test_markdown_and_macro_calls_leave_only_their_words() -> None:
    markdown = '**Do.** See {{ xref("a#b", "other words") }} and [this](x.md){{ cite("smith-2020", "lee-2021") }}.\n\n| Say | "Yes" |'
    assert plain(markdown).split() == ["Do.", "See", "other", "words", "and", "this", ".", "Say", '"Yes"']


def test_words_are_fronted_by_what_they_share() -> None:
    assert fronted(["act", "action", "bad"]) == "AactDionAbad"


def _page(number: int, **texts: str) -> Entry:
    page = Page(
        path=f"rapport/{number}.md", place=Location(""), meta={}, places=SourceMap(""), head="", text="", text_line=1
    )
    entry = Entry(page, "", True)
    for kind, text in texts.items():
        entry.add(kind, text)
    return entry


def test_a_word_that_is_everywhere_is_kept_where_it_says_most() -> None:
    pages = [_page(number, item="pain") for number in range(MOST_PAGES_A_WORD + 50)] + [_page(9999, title="pain")]
    groups = postings(pages)["pain"].split(" ")[1:]
    assert len(groups) == MOST_PAGES_A_WORD
    assert groups[-1].split(".")[1].startswith(chr(97 + KINDS.index("title")))


def test_the_same_handbook_gives_the_same_small_files(tmp_path: Path) -> None:
    found = handbook.load(PROJECT)
    first, second = tmp_path / "first", tmp_path / "second"
    (second / "search").mkdir(parents=True)
    (second / "search" / "words-old.json").write_text("[]", "utf-8")
    for site in (first, second):
        search_index.write(found, site)
    files = {path.name: path.read_bytes() for path in (first / "search").iterdir()}
    assert files == {path.name: path.read_bytes() for path in (second / "search").iterdir()}
    sizes = {name: len(gzip.compress(body, 6, mtime=0)) for name, body in files.items()}
    assert sizes.pop("index.json") < 36_000
    assert max(sizes.values()) < 5_500
    head = json.loads(files["index.json"])
    assert set(sizes) == {f"words-{name}.json" for name in head["found"]} | {
        f"pages-{name}.json" for name in head["shown"]
    }


def test_a_group_of_people_leads_to_its_place_on_the_page_by_person() -> None:
    book = handbook.load(PROJECT)
    (by_person,) = [one for one in entries(book) if one.page.path == "visit/people.md"]
    places = [place for place, _, _ in by_person.parts if place]
    assert places == [group.id for group, _ in by_group(book)]
    assert len(places) > 10


def test_no_phrase_that_readers_type_holds_two_spaces() -> None:
    book = handbook.load(PROJECT)
    assert [name for words in book.search.values() for name in words.names if name != " ".join(name.split())] == []
