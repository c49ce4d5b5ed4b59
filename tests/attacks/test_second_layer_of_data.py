"""With the first layer of defence switched off, no field of data, and no reviewer's name, hides a character in what is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.builders.run import run_builder
from macros.checks.built_site import check_site
from macros.exports.write import export
from macros.handbook.invisible_characters import UNSEEN
from macros.site.pipeline import complete
from tests.attacks.test_markers import MATCHED, NOT_SHOWN, NUMBERS, prepare
from tests.attacks.test_second_layer import dress

UNLIKE = [chr(one) for one in range(0xE0001, 0xE01F0) if UNSEEN.fullmatch(chr(one))]  # one for each field


def test_a_character_that_nobody_sees_is_found_in_whatever_field_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/handbook/")
    root, of = dress(tmp_path), dict(zip(NUMBERS, UNLIKE, strict=False))
    library = prepare(root, lambda one: "deaf" if one == MATCHED else f"A{of[one]}a {NUMBERS[one]}")
    export(library)
    assert "\n".join(map(str, run_builder(root, root / "site"))) == ""
    complete(library, root / "site")
    said = [str(one.facts["what"]) for one in check_site(root / "site") if one.code == "KB914"]
    seen = {chr(int(code, 16)) for what in said for code in re.findall(r"U\+(\w+)", what)}
    assert len(of) == len(NUMBERS)
    assert {one for one in NUMBERS if of[one] not in seen} == {MATCHED, *NOT_SHOWN}
