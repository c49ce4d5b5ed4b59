"""A page is the same whether each inline pattern is tried on it or only those of which it holds a sign."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some
from markdown.treeprocessors import InlineProcessor

from macros.markdown_extensions import reader, used_patterns

_PIECES = (
    "a", "word", " ", "  \n", "\n", "\n\n", "\\", "\\\n", "\\*", "`", "``", "[", "]", "](b.md)", "](c.md 'd')", "][e]", "[e]: f.md\n",
    "![", "<", ">", "<b>", "</b>", "<br>", "<!-- g -->", "<https://h.example>", "<i@j.example>", "https://k.example/l",
    "WWW.m.example", "ftp://n", "o@p.example", "&amp;", "&#35;", "&", "*", "**", "_", "__", "~", "~~", "(", ")", "'", '"', "- ", "# ", "| q | r |\n|---|---|\n",
)  # fmt: skip


def every_pattern(text: str) -> str:
    md = reader()
    md.treeprocessors.register(InlineProcessor(md), "inline", 20)
    return md.convert(text)


@given(some.lists(some.sampled_from(_PIECES), max_size=30).map("".join))
@settings(max_examples=500)
def test_patterns_without_a_sign_would_change_nothing(text: str) -> None:
    assert reader().convert(text) == every_pattern(text)


def test_each_of_our_patterns_has_its_sign() -> None:
    patterns = reader().inlinePatterns
    known = {patterns.get_index_for_name(name) for name in used_patterns._SIGNS}
    assert known == set(range(len(patterns)))
