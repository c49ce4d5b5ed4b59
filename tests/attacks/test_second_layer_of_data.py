"""What stands in a field of data is held to the same rule by the check and, with that switched off, by the look at what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.builders.run import run_builder
from macros.checks import check, page_text
from macros.checks.built_site import check_site
from macros.exports.write import export
from macros.handbook.invisible_characters import RIGHT_TO_LEFT, UNSEEN
from macros.site.completion import complete
from tests.attacks.authored_fields import FILES
from tests.attacks.test_markers import MATCHED, NOT_SHOWN, NUMBERS, Field, prepare
from tests.attacks.test_second_layer import dress

UNLIKE = [chr(one) for one in range(0xE0001, 0xE01F0) if UNSEEN.fullmatch(chr(one))]  # one for each field
CHARACTER = dict(zip(NUMBERS, UNLIKE, strict=False))
LETTERS = [chr(one) for one in range(0x5D0, 0x5EB)]  # Hebrew
WORD = {
    one: f"{LETTERS[n // len(LETTERS)]}{LETTERS[n % len(LETTERS)]}{LETTERS[0] * 2}" for n, one in enumerate(NUMBERS)
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What is built of a handbook that has a hidden character and a Hebrew word in each field, unlike those of all others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", "https://example.org/handbook/")
        root = dress(tmp_path_factory.mktemp("data"))
        library = prepare(root, lambda one: "deaf" if one == MATCHED else f"A{CHARACTER[one]}a {WORD[one]} b")
        export(library)
        assert "\n".join(map(str, run_builder(root, root / "site"))) == ""
        complete(library, root / "site")
        yield root / "site"


def test_a_character_that_nobody_sees_is_found_in_whatever_field_it_stands(site: Path) -> None:
    said = [str(one.facts["what"]) for one in check_site(site) if one.code == "KB914"]
    seen = {chr(int(code, 16)) for what in said for code in re.findall(r"U\+(\w+)", what)}
    assert len(CHARACTER) == len(NUMBERS)
    assert {one for one in NUMBERS if CHARACTER[one] not in seen} == {MATCHED, *NOT_SHOWN}


def test_a_field_that_is_shown_beside_a_number_takes_no_writing_from_right_to_left(site: Path, good: Path) -> None:
    lines = {line for path in site.rglob("*.html") for line in _mixed_lines(path.read_text("utf-8"))}
    beside = {one for one in NUMBERS if any(WORD[one] in line for line in lines)}
    prepare_with_words = prepare(good, lambda one: "deaf" if one == MATCHED else f"Aa {WORD[one]} b")
    places = {
        (one.place.file, one.place.line) for one in check(prepare_with_words, date(2026, 6, 1)) if one.code == "KB817"
    }
    refused = {one for one in NUMBERS if places & _places(good, one)}
    assert ("references", ("author", "family")) in beside
    assert beside - refused <= {("watch", ("query",))}  # which stands in no page but as the test's own words
    assert not refused & {("synonyms", ("groups", "words")), ("search", ("asked",)), ("search", ("words",))}


def _mixed_lines(html: str) -> Iterator[str]:
    """Yield the lines of a page's text, as readers see them, that hold a number and writing from right to left."""
    for node in page_text._between(LexborHTMLParser(html)):
        for one in node.traverse(include_text=True):
            if one.is_text_node and RIGHT_TO_LEFT.search(one.text_content or ""):
                shown = "".join(page_text._together(page_text._block(one)))
                yield from filter(page_text._mixed, shown.split("\n"))


def _places(root: Path, field: Field) -> set[tuple[str, int]]:
    """Return where a field's word stands."""
    file = FILES[field[0]]
    return {
        (file, line)
        for line, text in enumerate((root / file).read_text("utf-8").splitlines(), 1)
        if f" {WORD[field]} " in text
    }
