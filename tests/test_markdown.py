"""What people write in GitHub's editor makes on the site what GitHub shows; what it cannot make is found on its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from macros.checks.reading import _is_simple, _parting
from macros.checks.readings import as_built, html_as_built, on_github
from macros.markdown_extensions import reader


def html(text: str) -> str:
    return re.sub(r">\s+<", "><", reader().convert(text))


def items(text: str) -> list[int]:
    """How deep each list item lies, in order."""
    tree = fragment_fromstring(reader().convert(text), create_parent="div")
    return [sum(1 for _ in one.iterancestors("ul", "ol")) for one in tree.iter("li")]


@pytest.mark.parametrize(
    ("text", "depths"),
    [
        ("Before you start:\n- wash\n- sit\n- ask", [1, 1, 1]),
        ("- sleep\n  - waking early", [1, 2]),
        ("1. Sit\n   - at eye level\n   - near\n2. Ask", [1, 2, 2, 1]),
        ("- a\n  - b\n    - c\n- d", [1, 2, 3, 1]),
        ("- a\n1. b", [1, 1]),
        ("1) a\n2) b", [1, 1]),
        ("- a\n\t- b", [1, 2]),
    ],
)
def test_lists_are_made_as_they_are_written(text: str, depths: list[int]) -> None:
    assert items(text) == depths


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("1. a\n2. b\n\nText\n\n3. c", '<ol start="3"><li>c</li></ol>'),
        ("3. c\n4. d", '<ol start="3">'),
        (
            "1. Run\n\n   ```\n   <b>x</b>\n   ```\n2. Look",
            "<pre><code>&lt;b&gt;x&lt;/b&gt;\n</code></pre></li><li><p>Look",
        ),
        ("1. a\n\n   more\n2. b", "<p>more</p></li><li><p>b"),
        ("1986. That year", '<ol start="1986"><li>That year</li></ol>'),
        ("- a\n1. b", "</ul><ol><li>b</li></ol>"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", ">2</td></tr>"),
        ("!!! note\n    hello", "<p>!!! note\n    hello</p>"),
        ("Term\n:   text", "<p>Term\n:   text</p>"),
        ("Write to someone@trust.example now", "</a> now"),
        ("See www.ward.health", '<a href="http://www.ward.health">'),
        ("`x`{ #here } or read.me", '<code id="here">x</code> or read.me'),
        ("the\n#1 reason", "<p>the\n#1 reason</p>"),
        ("Doses:\n| a | b |\n|---|---|\n| 1 | 2 |", ">2</td>"),
        ("See https://example.org/a_b_c.", '<a href="https://example.org/a_b_c">https://example.org/a_b_c</a>.'),
        ("Not ~~this~~", "<del>this</del>"),
        ("https://example.org/a%20b", '<a href="https://example.org/a%20b">'),
        ("[a](b.md) https://example.org/b", '</a><a href="https://example.org/b">'),
        ("one\\\ntwo", "one<br />\ntwo"),
        ("> - a\n>   - b", "<blockquote><ul><li>a<ul><li>b</li>"),
        ("```\n<div>\n```", "<code>&lt;div&gt;\n</code>"),
        ("[a][one]\n\n[One]: listen.md 'Title'", '<a href="listen.md" title="Title">a</a>'),
        ('<div markdown="block">\n\n- a\n  - b\n\n</div>', "<div><ul><li>a<ul><li>b</li>"),
        ("## Title { #id }", '<h2 id="id"><a aria-hidden="true" href="#id" tabindex="-1"></a>Title</h2>'),
        ("- a\n\n      code", "<pre><code>code\n</code></pre>"),
    ],
)
def test_what_people_write_makes_what_they_mean(text: str, made: str) -> None:
    assert made in html(text)
    assert _parting(text) is None


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    [
        ("a\n\nfast.[^1]\n\n[^1]: y", 2, "footnote"),
        ("fast.[^1]\n\n[^1]: Smith and others", 0, "word"),
        ("a\n\nfast.[^n]\n\n[^n]: https://trust.example/a", 2, "footnote"),
        ("- [x] x", 0, "task"),
        ("a\n\n- [ ] x", 2, "task"),
        ("So :+1: it is", 0, "emoji"),
        ("## Word{: #n }", 0, "word"),
        ("## Title\n{: #id }", 0, "end"),
        ("## Two { #a } { #n }", 0, "/h2"),
        ("## Kept \\{ #n }", 0, "/h2"),
        ("> [!WARNING]\n> x", 0, "alert"),
        ("a\n\n[x] [y]\n\n[y]: z.md", 2, "word"),
        ("a\n\nfor ~5 days~", 2, "del"),
        ("a\n\n[see https://example.org/a]", 2, "word"),
    ],
)
def test_what_the_site_does_not_make_is_found_on_its_line(text: str, line: int, kind: str) -> None:
    found = _parting(text)
    assert found
    assert (found[0], found[1].kind) == (line, kind)


def test_other_extensions_are_asked_before_a_paragraph_is_one() -> None:
    assert '<abbr title="Family doctor">GP</abbr>' in html("*[GP]: Family doctor\n\nA GP.")


_PIECES = st.sampled_from(
    ["- ", "  ", "    ", "1. ", "2) ", "# ", "> ", "| ", "|-|-|", "\n", "\n\n", "a", "b c", "**", "*", "[a](b.md)", "3.", "+ ", "---"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_a_text_that_is_not_looked_at_closer_reads_alike(text: str) -> None:
    if _is_simple(text):
        assert [one for _, one in as_built(html_as_built(text))] == [one for _, one in on_github(text)]
