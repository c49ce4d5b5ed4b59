"""People as dots: one for each, in their own shape, and the same in numbers and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

import pytest
from markupsafe import Markup

from macros import handbook
from macros.checks import check
from macros.checks.page_text import BEGIN, END, faults
from macros.handbook.natural_frequency import MOST, MOST_BYTES
from macros.handbook.resolve import Unknown
from macros.markdown_extensions.prerendered import finished
from macros.render import MACROS
from macros.render.dot_array import Grid, Shape, drawn, faint, full, squares
from macros.render.frequency import _FEW, _MANY, _shapes
from macros.render.plot import WIDTH, drawing
from tests.attacks.test_corpus import TODAY

WHOLE = ("100 people over ten years", "7 have a stroke", "3 are spared one", "2 are harmed", "88 are as they were")


def shown(good: Path, *texts: str) -> str:
    book = handbook.load(good)
    return MACROS["frequency"](book, book.pages["index.md"], *texts)


def people(picture: str) -> list[int]:
    """How many people each group has by the dashes of its first stroke; an outline has one above and one below."""
    found = []
    for path, dashes in re.findall(r'<path d="(.*?)".*?stroke-dasharray="(.*?)"', picture):
        period = sum(map(float, dashes.split()))
        starts = re.findall(r"M([\d.]+) [\d.]+h([\d.]+)", path)
        found.append(sum(int(float(length) / period) + 1 for _, length in starts))
    return found


def test_everyone_is_drawn_once_in_the_shape_of_their_group(good: Path) -> None:
    picture = re.findall("<svg.*?</svg>", shown(good, *WHOLE))[0]
    full, squares, uprights, crosses, again, faint = people(picture)
    assert (full, squares / 2, uprights, crosses, again, faint) == (7, 3, 3, 2, 2, 88)


@pytest.mark.parametrize("grid", [_FEW, _MANY], ids=["a hundred", "a thousand"])
def test_nobody_stands_in_anothers_place(grid: Grid) -> None:
    most = 100 if grid is _FEW else MOST
    places = {
        (x + grid.step * index, y)
        for start, count in ((0, 33), (33, most - 34), (most - 1, 1))
        for x, y, run in grid.runs(start, count)
        for index in range(run)
    }
    assert len(places) == most
    assert max(x for x, _ in places) < WIDTH
    assert max(y for _, y in places) < grid.height(most)


def weights(grid: Grid, most: int, shape: Shape) -> Callable[[int, int], int]:
    """The bytes of the runs between two people of one group: a line adds to each the digits of how far down it stands."""

    def weigh(start: int, end: int) -> int:
        runs = list(grid.runs(start, end - start))
        return sum(len(stroke.drawn(runs, grid.step)) - len(stroke.drawn([], grid.step)) for stroke in shape)

    line = grid.block * grid.blocks
    blocks = list(accumulate((weigh(at, at + grid.block) for at in range(0, most, grid.block)), initial=0))
    part = {
        (start, end): weigh(start, end)
        for start in range(line)
        for end in range(start, start - start % grid.block + grid.block + 1)
    }

    def within(start: int, end: int) -> int:
        if start == end:
            return 0
        block, down = start // grid.block, start // line * line
        deeper = blocks[block + 1] - blocks[block] - blocks[block % grid.blocks + 1] + blocks[block % grid.blocks]
        return part[start - down, end - down] + deeper

    def between(start: int, end: int) -> int:
        first, last = -(-start // grid.block), end // grid.block
        if last < first:
            return within(start, end)
        return within(start, first * grid.block) + blocks[last] - blocks[first] + within(last * grid.block, end)

    return between


def heaviest_mix(grid: Grid, most: int, shapes: Sequence[Shape]) -> int:
    """The bytes of the longest drawing of up to so many people, of all ways to share them among groups."""
    heaviest = [0] * (most + 1)  # of the groups so far, where they end with this person
    for shape in shapes:
        bare, weight = sum(len(stroke.drawn([], grid.step)) for stroke in shape), weights(grid, most, shape)
        ends = range(grid.block, most + 1, grid.block)
        closed = [max(heaviest[at] + weight(at, end) for at in range(end - grid.block, end)) for end in ends]
        heaviest = [
            bare
            + max(
                *(heaviest[at] + weight(at, end) for at in range(end - end % grid.block, end + 1)),
                *(before + weight(at, end) for before, at in zip(closed, ends, strict=True) if at <= end),
                0,
            )
            for end in range(most + 1)
        ]
    return max(heaviest)


@pytest.mark.parametrize(("grid", "most"), [(_FEW, 100), (_MANY, MOST)], ids=["a hundred", "a thousand"])
def test_no_mix_of_groups_takes_1500_bytes(grid: Grid, most: int) -> None:
    words = "Of 1,000 : 1,000 ; 1,000 ; 1,000 ; 1,000 ."
    frame = len(drawing(grid.height(most), words, [drawn([], [], grid)], "plot blank")) - len(finished(Markup()))
    for several in (1, 4):
        shapes = [shape(grid.step) for shape in _shapes(several)]
        assert frame + MOST_BYTES + heaviest_mix(grid, most, shapes) < 1500


def test_the_heaviest_mix_is_that_of_all_that_are_drawn() -> None:
    grid = Grid(block=4, blocks=2, step=6)
    shapes = [shape(grid.step) for shape in (full, squares, faint)]
    sizes = [
        len(drawn([one, two - one, people - two], shapes, grid)) - len(drawn([], [], grid))
        for people in range(17)
        for two in range(people + 1)
        for one in range(two + 1)
    ]
    bare = sum(len(stroke.drawn([], grid.step)) for shape in shapes for stroke in shape)
    assert max(sizes) <= heaviest_mix(grid, 16, shapes) <= max(sizes) + bare


def test_the_picture_says_in_words_and_the_table_in_numbers_what_it_shows(good: Path) -> None:
    text = shown(good, *WHOLE)
    label = "Of 100 people over ten years: 7 have a stroke; 3 are spared one; 2 are harmed; 88 are as they were."
    assert f'role="img" aria-label="{label}"' in text
    assert "\n\nOf 100 people over ten years:\n\n" in text
    assert [row.split(" | ")[1:] for row in text.split("\n") if "<svg" in row and row.startswith("| ")] == [
        [one.partition(" ")[0], one.partition(" ")[2] + " |"] for one in WHOLE[1:]
    ]


def test_a_thousand_people_are_drawn(good: Path) -> None:
    text = shown(good, "1,000 people", "5 have it", "50 are called back", "945 are not")
    assert people(re.findall("<svg.*?</svg>", text)[0])[-1] == 945


def test_words_that_would_weigh_more_than_the_people_are_refused(good: Path) -> None:
    with pytest.raises(Unknown, match="take 297 bytes"):
        shown(good, "100 people", f"3 greet {'and bow ' * 35}", "97 do not")
    assert "&amp;" in shown(good, "100 people", f"3 greet {'&' * 30}", "97 do not")
    with pytest.raises(Unknown, match="fewer words"):
        shown(good, "100 people", f"3 greet {'&' * 60}", "97 do not")


@pytest.mark.parametrize("many", ["1" * 5_000, "1" + ",111" * 2_000])
def test_a_number_longer_than_any_is_refused_like_others_that_cannot_be_read(good: Path, many: str) -> None:
    page = good / "docs/rapport/greet.md"
    call = f'{{{{ frequency("{many} people", "3 greet") }}}}'
    page.write_text(page.read_text("utf-8").replace("They greet people you back.", call), "utf-8")
    assert [(one.code, one.facts.get("kind")) for one in check(handbook.load(good), TODAY)] == [("KB311", "words")]


def test_a_single_group_is_left_empty_to_fill_in(good: Path) -> None:
    text = shown(good, "100 people", "100 dots to fill in")
    assert text.count("<svg") == 1
    assert people(text) == [200, 100]


def test_what_it_draws_may_stand_in_a_page_and_shows_words_letter_for_letter(good: Path) -> None:
    text = shown(good, "10 people", '4 <mark>"say"</mark>', "6 do not")
    drawn = "".join(re.findall("<svg.*?</svg>", text))
    assert list(faults(f"<html><body><article>{BEGIN}{drawn}{END}</article></body></html>")) == []
    assert "<mark>" not in text


def test_people_who_do_not_add_up_stop_the_build(good: Path) -> None:
    with pytest.raises(Unknown, match="add up to 93"):
        shown(good, "100 people", "3 greet", "90 do not")
