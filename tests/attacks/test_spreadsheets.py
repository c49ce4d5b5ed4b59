"""No text of the handbook reaches a spreadsheet as a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from macros import handbook
from macros.exports.write import export


@pytest.mark.parametrize("begins", ["=1+1 ", "+1+1 ", "-1+1 ", "@A1 "])
def test_a_text_that_begins_like_a_formula_is_text_in_each_table(good: Path, begins: str) -> None:
    checklist = good / "docs/_data/checklists/greet.yml"
    text = checklist.read_text("utf-8")
    assert "do: Look up" in text
    checklist.write_text(re.sub("do: Look up[^\n]*", f"do: '{begins}look up'", text), "utf-8")
    export(handbook.load(good))
    with zipfile.ZipFile(good / "docs/downloads/evidence.zip") as archive:
        tables = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]
    assert [cell for cell in cells if cell.startswith(f"'{begins}")]
    assert not [cell for cell in cells if cell.startswith(begins)]
