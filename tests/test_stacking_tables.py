"""Cells carry the heads of their columns where the page does not lay the table out itself."""

from __future__ import annotations

import re

import markdown

from macros.markdown_extensions import OurExtension, stacking_tables

STACKING = OurExtension(stacking_tables)
TABLE = "| Dose | *Times* `a` |\n|---|---|\n| 5 | [three](x.md) |\n| | 2 | 9 |\n"


def cells(text: str) -> list[str]:
    html = markdown.markdown(text, extensions=["tables", "attr_list", "md_in_html", STACKING])
    return re.findall(r"<td[^>]*>", html)


def test_each_cell_has_the_words_of_its_head_and_an_empty_one_needs_none() -> None:
    assert cells(TABLE) == ['<td data-head="Dose">', '<td data-head="Times a">', "<td>", '<td data-head="Times a">']


def test_a_raw_tag_in_a_head_leaves_only_its_words() -> None:
    assert cells("| Dose<br>daily | b |\n|---|---|\n| 1 | 2 |")[0] == '<td data-head="Dosedaily">'


def test_tables_with_a_layout_of_their_own_are_left_as_they_are() -> None:
    for block in ("advice", "source", "status"):
        assert cells(f'<div class="{block}" markdown="block">\n\n{TABLE}\n</div>')[0] == "<td>"
    assert cells(f"## Words {{ #say }}\n\n{TABLE}")[0] == "<td>"
    assert cells(f"## Words {{ #say }}\n\n## When it is hard {{ #hard }}\n\n{TABLE}")[0] == '<td data-head="Dose">'


def test_rows_of_one_kind_that_follow_each_other_are_a_group() -> None:
    rows = "".join(
        f"| {tried} | {kind} |\n" for tried, kind in (("a", "Time"), ("b", "Time"), ("c", "*AI*"), ("d", "Time"))
    )
    html = markdown.markdown(f"| Tried | Kind |\n|---|---|\n{rows}", extensions=["tables", STACKING])
    bodies = re.findall(r"<tbody>.*?</tbody>", html, re.DOTALL)
    assert [re.findall(r'"Tried">(.)<', body) for body in bodies] == [["a", "b"], ["c"], ["d"]]


def test_a_head_as_long_as_a_text_is_not_given_to_each_cell() -> None:
    assert cells(f"| {'word ' * 25}| b |\n|---|---|\n| 1 | 2 |") == ["<td>", '<td data-head="b">']
