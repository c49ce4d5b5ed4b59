"""Results beside each other: drawn on their side of no difference, said in words, and never alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros import handbook
from macros.checks.page_text import BEGIN, END, faults
from macros.handbook.resolve import Unknown
from macros.render import MACROS
from tests.conftest import PROJECT

FOUND = "Greeted 0.5 (0.25 to 0.80) of 1,200; not greeted 2.25 (1.5 to 4); apart 0.3 (0.1 to 0.5)."
RESULTS = """
  results:
  - {what: Greeted, outcome: trust, measure: odds-ratio, value: 0.5, low: 0.25, high: 0.8, n: 1200}
  - {what: Not greeted, outcome: trust, measure: odds-ratio, value: 2.25, low: 1.5, high: 4}
  - {what: Apart, outcome: trust, measure: smd, value: 0.3, low: 0.1, high: 0.5}"""


def shown(root: Path, outcome: str = "trust", measure: str = "odds-ratio") -> str:
    book = handbook.load(root)
    return MACROS["results"](book, book.pages["rapport/greet.md"], outcome, measure)


@pytest.fixture
def told(good: Path) -> Path:
    file = good / "docs/_data/references/a.yml"
    first, rest = file.read_text("utf-8").split("\n\n", 1)
    first = re.sub(r"finding: .*", f"finding: '{FOUND}'", first) + RESULTS
    file.write_text(f"{first}\n\n{rest}", "utf-8")
    return good


def test_each_result_is_a_line_on_its_side_of_no_difference_with_its_numbers_and_source(told: Path) -> None:
    text = shown(told)
    picture = re.findall("<svg.*?</svg>", text)[0]
    below, above = [tuple(map(int, found)) for found in re.findall(r"M(\d+) \d+H(\d+)", picture)]
    middle = int(re.findall(r"M(\d+) 24v14", picture)[0])
    assert below[1] < middle < above[0]
    assert 'aria-label="Sizes with 95% intervals. Greeted: odds ratio 0.50 (0.25 to 0.80). Not greeted:' in picture
    assert "Greeted (1,200 people)</text>" in picture
    assert re.search(r'class="cite" href="#ref-[\w-]+">\d+</a></sup>', text)
    assert list(faults(f"<html><body><article>{BEGIN}{picture}{END}</article></body></html>")) == []


def test_one_result_alone_stops_the_build(told: Path) -> None:
    with pytest.raises(Unknown, match="two or more"):
        shown(told, measure="smd")


def test_pictures_of_the_handbook_are_light_and_hold_at_least_two_results() -> None:
    book = handbook.load(PROJECT)
    calls = [(page, call) for page in book.pages.values() for call in page.calls if call.name == "results"]
    drawn = [re.findall("<svg.*?</svg>", MACROS["results"](book, page, *call.args))[0] for page, call in calls]
    assert len(drawn) >= 12
    assert max(map(len, drawn)) < 1536
    assert min(one.count(" to ") for one in drawn) >= 4, "each is in the picture and in its words"


def test_the_map_holds_every_item_once() -> None:
    book = handbook.load(PROJECT)
    picture = MACROS["certainty_map"](book, book.pages["reference/evidence-library.md"])
    numbers = map(int, re.findall(r">(\d+)</text>", picture))
    assert sum(numbers) == sum(len(one.items) for one in book.checklists.values())
