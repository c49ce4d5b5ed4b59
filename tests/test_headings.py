"""Headings that link to themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import handbook
from macros.checks.readings import headings
from macros.markdown_extensions import reader
from macros.markdown_extensions.heading_links import unlinked


def link(id: str) -> str:
    return f'<a aria-hidden="true" href="#{id}" tabindex="-1"></a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## What *to* do { #do }", f'<h2 id="do">{link("do")}What <em>to</em> do</h2>'),
        ("### ICU\n\n*[ICU]: x", f'<h3 id="icu">{link("icu")}<abbr title="x">ICU</abbr></h3>'),
        ("### [Elsewhere](../x/) { #of }", '<h3 id="of"><a href="../x/">Elsewhere</a></h3>'),
        ("## In brief { #in-brief }\n\n## Sources { #sources }", f'<h2 class="folds" id="sources">{link("sources")}'),
        ("## A { #a .letter }", '<h2 class="letter" id="a">A</h2>'),
        ("#### Deep { #deep }", '<h4 id="deep">Deep</h4>'),
    ],
)
def test_headings_of_the_text_link_to_themselves_and_those_with_a_link_or_look_of_their_own_are_left(
    text: str, html: str
) -> None:
    assert html in reader().convert(text)


@pytest.mark.parametrize(
    "text",
    [
        " ## Indented",
        "   ## Indented { #in }",
        "## Closed { #closed } ##",
        "Ruled { #ruled }\n---",
        "Ruled\n---",
        "## It's `a` & *b*",
    ],
)
def test_the_check_knows_the_level_and_id_that_a_heading_has_on_the_site(good: Path, text: str) -> None:
    page = good / "docs/about/source.md"
    page.write_text(page.read_text("utf-8") + f"\n{text}\n\nText.\n", "utf-8")
    found = handbook.load(good).pages["about/source.md"]
    assert [(one.level, one.id) for one in found.sections] == headings(reader().convert(text))


def test_a_page_whose_headings_stay_as_they_are_leaves_the_next_one_alone() -> None:
    md = reader()
    assert md.convert(unlinked("## Do { #do }")) == '<h2 id="do">Do</h2>'
    assert md.reset().convert("## Do { #do }") == f'<h2 id="do">{link("do")}Do</h2>'
