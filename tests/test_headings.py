"""Headings that link to themselves."""

from __future__ import annotations

from pathlib import Path

from macros.site import page_policy
from macros.site.heading_links import linked

PAGE = (
    '<h2 id="before">Menu</h2><article class="x"><h2 id="do">What <em>to</em> do</h2>'
    '<h3 id="of"><a href="../x/">Elsewhere</a></h3><h2>No id</h2><h2 class="folds" id="sources">Sources</h2><h3 id="short"><abbr title="x">ICU</abbr></h3><h2 id="empty"></h2><p>x</p></article><h2 id="toc">On this page</h2>'
)
LINKED = (
    PAGE.replace("What <em>to</em> do", '<a href="#do">What <em>to</em> do</a>')
    .replace(">Sources<", '><a href="#sources">Sources</a><')
    .replace('<abbr title="x">ICU</abbr>', '<a href="#short"><abbr title="x">ICU</abbr></a>')
)


def test_headings_of_the_text_link_to_themselves_once_and_those_with_a_link_are_left() -> None:
    assert linked(PAGE) == LINKED
    assert linked(LINKED) == LINKED


def test_the_home_page_is_left(tmp_path: Path) -> None:
    page, home = tmp_path / "rapport/index.html", tmp_path / "index.html"
    page.parent.mkdir()
    for path in (page, home):
        path.write_text(PAGE, "utf-8")
    page_policy.write(tmp_path, "/", None)
    assert page.read_text("utf-8") == LINKED
    assert home.read_text("utf-8") == PAGE
