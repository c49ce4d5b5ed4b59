"""Markdown that is spared work gives what it gives without, and finished HTML stands as it is."""

from __future__ import annotations

import markdown
from hypothesis import given
from hypothesis import strategies as st

from macros.lean import finished

EXTENSIONS = ["abbr", "attr_list", "md_in_html", "tables", "fenced_code", "toc"]
# Each rule of Markdown at least once, and the marks that rules look for where they mean nothing.
PIECES = [
    "# One", "## Two { #two }", "Title\n=====", "Title\n---", "---", "* * *", "_ _ _", "- ---", "plain words", "a \\* b",
    "`code` here", "``a ` b``", "*one* **two** ***three***", "_one_ __two__ a_b_c", "[text](to.md)", "[text](to.md){ .x }",
    "[text][ref]", "[ref]", "[ref]: to.md", "![alt](a.png)", "![alt][ref]", "<https://a.example/>", "<a@b.example>",
    "a line  \nbroken", "a &amp; b & c", "<b>raw</b> and <br>", "<div>\nraw *x*\n</div>",
    '<div markdown="block">\n\n> *quoted*\n\n</div>', "> quoted\n> more", "1. > quoted", "- item\n- item", "1. one\n2. two",
    "- item\n\n        code in it", "    code", "\tcode", "-     code", "| a | b |\n|---|---|\n| 1 | 2 |", "*[HTML]: language",
    "HTML here", "```\nfenced *x* [y]\n```", "a -- b ... \"c\"", "x\n{ .y }", "trailing \nspace", "=", "-", "<", ">", "\\",
]  # fmt: skip


def html(text: str, *more: str) -> str:
    return markdown.markdown(text, extensions=[*EXTENSIONS, *more])


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.sampled_from(["\n\n", "\n", "\n\n    ", " "]))
def test_rules_that_a_page_cannot_need_are_not_missed(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert html(text, "macros.lean") == html(text)


def test_each_piece_by_itself_is_as_without() -> None:
    for piece in PIECES:
        assert html(piece, "macros.lean") == html(piece), piece


def test_finished_html_is_not_touched_wherever_it_stands() -> None:
    block, inline = finished("<ul>\n<li>*a* [b](c.md)</li>\n</ul>"), finished("<label>*d*</label>")
    given_text = f"- {inline} *e*\n\n{block}\n\n<section markdown='block'>\n\n{block}\n\n</section>"
    found = html(given_text, "macros.lean")
    assert found.count("<ul>\n<li>*a* [b](c.md)</li>\n</ul>") == 2
    assert "<li><label>*d*</label> <em>e</em></li>" in found
    assert "finished" not in found
    assert "<p><ul>" not in found
