"""The contributors' reference pages say what the code is today, and each names everything there is."""

from __future__ import annotations

import re

import pytest

from macros.cli.docs import FAMILIES, codes, pages
from macros.handbook.signatures import SIGNATURES
from tests.conftest import PROJECT

PAGES = pages(PROJECT)


@pytest.mark.parametrize("file", PAGES)
def test_a_reference_page_is_as_the_code_is(file: str) -> None:
    assert (PROJECT / file).read_text("utf-8") == PAGES[file], "run: .venv/bin/kb docs"


def test_every_code_has_a_family_and_a_sentence() -> None:
    for code, (text, _) in codes().items():
        assert code[2] in FAMILIES
        assert re.fullmatch(r"[A-Z\"].+\.(?: .+)?", text), f"{code}: {text}"


def test_every_macro_is_explained_by_hand_too() -> None:
    by_hand = PAGES["docs/contribute/macros.md"].partition("## All macros")[0]
    assert {name for name in SIGNATURES if f"{name}(" not in by_hand} == set()
