"""People as dots: one for each, in their own shape, and the same in numbers and words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros import handbook
from macros.checks import check
from macros.checks.page_text import BEGIN, END, faults
from macros.handbook.resolve import Unknown
from macros.render import MACROS
from tests.attacks.test_corpus import TODAY

WHOLE = ("100 people over ten years", "7 have a stroke", "3 are spared one", "2 are harmed", "88 are as they were")


def shown(good: Path, *texts: str) -> str:
    book = handbook.load(good)
    return MACROS["frequency"](book, book.pages["index.md"], *texts)


def dots(path: str, step: int) -> int:
    """How many dots a dashed path draws."""
    return sum(int(float(length)) // step + 1 for length in re.findall(r"h([\d.]+)", path))


def test_everyone_is_drawn_once_in_the_shape_of_their_group(good: Path) -> None:
    picture = re.findall("<svg.*?</svg>", shown(good, *WHOLE))[0]
    full, squares, rings, faint = re.findall(r'<path d="(.*?)"', picture)
    assert (dots(full, 14), squares.count("z"), rings.count("z"), dots(faint, 14)) == (7, 3, 2, 88)
    assert len(picture) < 1536


def test_groups_of_any_shape_are_light(good: Path) -> None:
    halves = shown(good, "100 people", "25 have a stroke", "25 are spared one", "25 are harmed", "25 are as they were")
    assert max(map(len, re.findall("<svg.*?</svg>", halves))) < 1536
    assert len(re.findall("<svg.*?</svg>", shown(good, "100 people", "100 dots to fill in"))[0]) < 1.6 * 1536


def test_the_picture_says_in_words_and_the_table_in_numbers_what_it_shows(good: Path) -> None:
    text = shown(good, *WHOLE)
    label = "Of 100 people over ten years: 7 have a stroke; 3 are spared one; 2 are harmed; 88 are as they were."
    assert f'role="img" aria-label="{label}"' in text
    assert text.startswith("Of 100 people over ten years:\n\n")
    assert [row.split(" | ")[1:] for row in text.split("\n")[6:]] == [
        [one.partition(" ")[0], one.partition(" ")[2] + " |"] for one in WHOLE[1:]
    ]


def test_a_thousand_people_are_drawn_in_little_more(good: Path) -> None:
    picture = re.findall(
        "<svg.*?</svg>", shown(good, "1,000 people", "5 have it", "50 are called back", "945 are not")
    )[0]
    assert dots(re.findall(r'<path d="(.*?)"', picture)[-1], 6) == 945
    assert len(picture) < 1.5 * 1536


@pytest.mark.parametrize("many", ["1" * 5_000, "1" + ",111" * 2_000])
def test_a_number_longer_than_any_is_refused_like_others_that_cannot_be_read(good: Path, many: str) -> None:
    page = good / "docs/rapport/greet.md"
    call = f'{{{{ frequency("{many} people", "3 greet") }}}}'
    page.write_text(page.read_text("utf-8").replace("They greet people you back.", call), "utf-8")
    assert [(one.code, one.facts.get("kind")) for one in check(handbook.load(good), TODAY)] == [("KB311", "words")]


def test_a_single_group_is_left_empty_to_fill_in(good: Path) -> None:
    text = shown(good, "100 people", "100 dots to fill in")
    assert text.count("<svg") == 1
    assert re.findall(r'<path d="(.*?)"', text)[0].count("z") == 100


def test_what_it_draws_may_stand_in_a_page_and_shows_words_letter_for_letter(good: Path) -> None:
    text = shown(good, "10 people", '4 <mark>"say"</mark>', "6 do not")
    drawn = "".join(re.findall("<svg.*?</svg>", text))
    assert list(faults(f"<html><body><article>{BEGIN}{drawn}{END}</article></body></html>")) == []
    assert "<mark>" not in text


def test_people_who_do_not_add_up_stop_the_build(good: Path) -> None:
    with pytest.raises(Unknown, match="add up to 93"):
        shown(good, "100 people", "3 greet", "90 do not")
