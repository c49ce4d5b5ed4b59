"""What the check lets pass, the renderer makes into nothing but what a page may hold: tried with generated pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from macros import handbook
from macros.builders.adapter import Host
from macros.checks import check
from macros.checks.page_text import BEGIN, END, faults
from macros.markdown_extensions import reader
from tests import small_handbook
from tests.attacks.test_corpus import PAGE, SENTENCE

PIECES = (
    "<mark>x</mark>", "<span id='a'>", "<abbr title=\"`\">x</abbr>", "<https://x.example/>", "<https:x/autofocus>", "<!-- x -->", "`", "``", "```", "~~~",
    "[x](listen.md)", "[x](javascript:x)", "[x](//elsewhere.example)", "![x](https://elsewhere.example/x.png)", "{ .said }", "{ #a }", "{: onclick=x }",
    "{ title=\"a\" }", "{{ xref('listen') }}", "{{ xref('listen', '~~~') }}", "{{ 7*7 }}", "{% raw %}", "{% endraw %}", "{#", "\n", "\n\n", "\n- ", "\n1. ",
    "\n> ", "\n    ", "| a | b |\n|---|---|\n| ", " | ", "\\", "*", "_", "word", " ", "&lt;", "&#x202E;", "\u202e", "[y]: x", "[^1]", "<div>", "</p>", "\n---\n",
)  # fmt: skip
TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzzed")
    small_handbook.write(folder)
    return folder


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(some.lists(some.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_what_the_check_lets_pass_holds_nothing_else(root: Path, text: str) -> None:
    page = root / PAGE
    small_handbook.write(root)
    page.write_text(page.read_text("utf-8").replace(SENTENCE, text), "utf-8")
    found = handbook.load(root)
    if any(
        one.code.startswith(("KB1", "KB206", "KB3", "KB8")) and one.place.file == PAGE for one in check(found, TODAY)
    ):
        return
    rendered = Host(root, SystemExit).render("rapport/greet.md", found.pages["rapport/greet.md"].text, {})
    html = reader().convert(rendered)
    built = f"<!doctype html><html><body><article>{BEGIN}{html}{END}<p>x</p></article></body></html>"
    assert list(faults(built)) == [], text
