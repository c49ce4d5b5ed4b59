"""Trials of trust: a row with an address for each, and pictures that say in words what they show."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from macros import handbook
from macros.checks.page_text import BEGIN, END, faults
from macros.handbook.resolve import target
from macros.model import Library, Page
from macros.render import MACROS
from tests.conftest import PROJECT

ROW = (
    "  - {{id: {id}, source: author-a, kind: {kind}, tried: Tried {id}, against: Nothing, with: {among}, country: Germany, "
    "people: 1200, randomised: {chance}, result: {result}, found: Found {id}.{size}}}\n"
)
ROWS = (
    ("smile", "manner", "film", "true", "higher", ", measure: odds-ratio, value: 2, low: 1.5, high: 4"),
    ("course", "training", "patients", "false", "no-difference", ", measure: beta, value: 0.1, low: -0.2, high: 0.4"),
    ("advert", "ai", "text", "true", "lower", ""),
    ("talk", "manner", "patients", "true", "unseen", ""),
)


@pytest.fixture
def book(good: Path) -> tuple[Library, Page]:
    rows = (
        ROW.format(**dict(zip(("id", "kind", "among", "chance", "result", "size"), row, strict=True))) for row in ROWS
    )
    (good / "docs/_data/trust_trials.yml").write_text("trials:\n" + "".join(rows), "utf-8")
    page = good / "docs/rapport/greet.md"
    called = "{{ trials_plot() }}\n\n{{ trials_table() }}\n\n{{ evidence() }}"
    page.write_text(page.read_text("utf-8").replace("{{ evidence() }}", called), "utf-8")
    found = handbook.load(good)
    return found, found.pages["rapport/greet.md"]


def test_each_trial_is_a_row_with_an_address_and_its_source(book: tuple[Library, Page]) -> None:
    library, _ = book
    table = MACROS["trials_table"](*book)
    rows = [line for line in table.split("\n") if 'id="trial-' in line]
    assert len(rows) == len(ROWS)
    for row, (id, *_, result, _size) in zip(rows, ROWS, strict=True):
        assert row.startswith(f'| <span id="trial-{id}"></span>Tried {id} |')  # as it is: builders must see the id
        assert 'href="#ref-author-a"' in row
        assert {"higher": "| Higher |", "unseen": "| Result not seen |"}.get(result, "|") in row
        assert target(library, f"greet#trial-{id}").text == f"Tried {id}"
    assert ["not randomised" in row for row in rows] == [False, True, False, False]
    assert "1,200, Germany" in rows[0]


def test_pictures_say_what_they_show_and_leave_out_what_nobody_saw(book: tuple[Library, Page]) -> None:
    shown = MACROS["trials_plot"](*book)
    field, intervals = re.findall(r'<svg [^>]*aria-label="(.*?)">', shown)
    assert "Words and manner: 1 higher. Training: 1 no difference. Naming AI: 1 lower." in field
    assert "Tried smile: odds ratio 2.0 (1.5 to 4.0)." in intervals
    assert "Of 3 results 1 were higher, 1 showed no difference and 1 were lower." in shown
    page = f"<html><body><article>{BEGIN}{''.join(re.findall('<svg.*?</svg>', shown))}{END}</article></body></html>"
    assert list(faults(page)) == []


def test_an_interval_is_drawn_on_its_side_of_no_difference(book: tuple[Library, Page]) -> None:
    intervals = re.findall("<svg.*?</svg>", MACROS["trials_plot"](*book))[1]
    drawn = [tuple(map(int, found)) for found in re.findall(r"M(\d+) \d+H(\d+)", intervals)]
    assert len(drawn) == 2
    (low, high), (low_2, high_2) = drawn
    assert 100 < low < high <= 190
    assert low_2 < 100 < high_2


def test_the_handbooks_pictures_are_small_and_its_words_agree_with_the_data() -> None:
    library = handbook.load(PROJECT)
    page = library.pages["foundations/what-raises-trust.md"]
    assert all(len(one) < 4096 for one in re.findall("<svg.*?</svg>", MACROS["trials_plot"](library, page)))
    chance = [one for one in library.trials if one.among == "patients" and one.randomised and one.result != "unseen"]
    counts = Counter(one.result for one in chance)
    words = {9: "nine", 14: "fourteen"}
    assert f"{len(chance)} reports" in page.text
    assert f"in {words[counts['no-difference']]} there was no significant difference" in page.text
    assert f"in {words[counts['higher']]} trust was higher" in page.text
