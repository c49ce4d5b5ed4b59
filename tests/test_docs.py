"""The contributors' reference pages say what the code is today, and each names everything there is."""

from __future__ import annotations

import re
import subprocess
from itertools import combinations

import pytest

from macros.cli import architecture
from macros.cli.docs import FAMILIES, codes, pages
from macros.handbook.signatures import SIGNATURES
from tests.conftest import PROJECT

PAGES = pages(PROJECT)


@pytest.mark.parametrize("file", PAGES)
def test_a_reference_page_is_as_the_code_is(file: str) -> None:
    assert (PROJECT / file).read_text("utf-8") == PAGES[file], "run: .venv/bin/kb docs"


def test_no_line_of_the_drawing_crosses_a_name() -> None:
    found = architecture.imports()
    foot = {name: 56 * level for name, level in architecture.levels(found).items()}
    for name, other in architecture.lines(found):
        start, end = (architecture.COLUMNS[name], foot[name] - 14), (architecture.COLUMNS[other], foot[other] + 6)
        for step in range(101):
            x, y = (a + (b - a) * step / 100 for a, b in zip(start, end, strict=True))
            crossed = [
                one
                for one, column in architecture.COLUMNS.items()
                if one not in (name, other) and abs(x - column) < 4 * len(one) and -11 < y - foot[one] < 4
            ]
            assert crossed == [], (name, other)
    for (one, row), (other, beside) in combinations(foot.items(), 2):
        apart = abs(architecture.COLUMNS[one] - architecture.COLUMNS[other])
        assert row != beside or apart > 4 * (len(one) + len(other)), (one, other)
    assert max(column + 3.5 * len(one) for one, column in architecture.COLUMNS.items()) < 300


def test_imports_that_go_round_are_named() -> None:
    with pytest.raises(ValueError, match=r"'a', 'b'|'b', 'a'"):
        architecture.levels({"a": frozenset("b"), "b": frozenset("a"), "c": frozenset()})


def test_every_code_has_a_family_and_a_sentence() -> None:
    for code, (text, _) in codes().items():
        assert code[2] in FAMILIES
        assert re.fullmatch(r"[A-Z\"].+\.(?: .+)?", text), f"{code}: {text}"


def test_every_macro_is_explained_by_hand_too() -> None:
    by_hand = PAGES["docs/contribute/macros.md"].partition("## All macros")[0]
    assert {name for name in SIGNATURES if f"{name}(" not in by_hand} == set()


def test_the_how_to_pages_name_files_and_commands_that_are_there() -> None:
    commands = set(re.findall(r"(?m)^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8")))
    for page in (PROJECT / "docs/contribute/how-to").glob("*.md"):
        text = page.read_text("utf-8")
        named = re.findall(r"(?:macros|tests|overrides|docs|findings)/[\w./-]*\w|\.github/", text)
        assert [name for name in named if not (PROJECT / name).exists() and name not in MADE] == [], page.name
        assert set(re.findall(r"`make ([a-z]+)", text)) <= commands


# Written by a command, or in the small handbook of the tests.
MADE = {"docs/downloads", "docs/rapport/greet.md"}


def test_the_readme_names_every_folder_and_only_files_that_are_there() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    paths = [line.split("/") for line in tracked.splitlines()]
    assert not [path for path in paths if path[0] == ".cache"], "what is kept there would be published as it is"
    folders = {path[0] for path in paths if len(path) > 1} | {
        "/".join(path[:2]) for path in paths if path[0] == "macros" and len(path) > 2
    }
    assert {one for one in folders if not one.startswith(".") and f"`{one}/`" not in readme} == {"macros"}
    named = re.findall(r"`((?:macros|overrides|docs|tests)/[\w./-]+)`", readme)
    assert [one for one in named if not (PROJECT / one).exists()] == []
