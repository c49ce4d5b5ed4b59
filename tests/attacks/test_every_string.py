"""An attack in any string of any data file is refused, whatever kind of data it is, and kinds to come are too."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import yaml

from macros import checks, handbook
from macros.checks import check
from macros.handbook.authored_text import SIGNS
from tests.conftest import PROJECT

TODAY = date(2026, 6, 1)
PROBES = {"KB807": ("{{ 7*7 }}", "<mark>probe</mark>"), "KB808": ("pro\u202ebe",)}
COPIED = {"docs/_data/references", "docs/_data/synonyms.yml"}  # shown letter for letter, or only searched


def spoilt(value: Any, probe: str) -> Any:
    """The value with every string in it spoilt, and of its lists no more than three entries."""
    if isinstance(value, dict):
        return {key: spoilt(one, probe) for key, one in value.items()}
    if isinstance(value, list):
        return [spoilt(one, probe) for one in value[:3]]
    return f"{value} {probe}" if isinstance(value, str) else value


def places(value: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    if isinstance(value, str):
        yield keys
    for key, one in entries:
        yield from places(one, (*keys, key))


def kinds() -> list[str]:
    """One file of each kind of data that the handbook has."""
    found: dict[str, str] = {}
    for path in sorted((PROJECT / "docs/_data").rglob("*.yml")):
        file = path.relative_to(PROJECT).as_posix()
        found.setdefault(file.rpartition("/")[0] if file.count("/") > 2 else file, file)
    return list(found.values())


@pytest.mark.parametrize("file", kinds())
@pytest.mark.parametrize("code", PROBES)
def test_an_attack_in_any_string_is_refused(saved: Path, code: str, file: str) -> None:
    value = yaml.safe_load((PROJECT / file).read_text("utf-8"))
    for probe in PROBES[code]:
        path = saved / file
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(spoilt(value, probe), allow_unicode=False, width=10_000)
        path.write_text(text, "utf-8")
        tree = yaml.safe_load(text)
        wanted = len(set(places(tree)))
        if not wanted:
            continue
        found = [one for one in check(handbook.load(saved), TODAY) if one.code == code and one.place.file == file]
        if not COPIED & {file, str(Path(file).parent)} or code == "KB808":
            assert len({one.place for one in found}) == wanted, file


def test_nobody_would_find_anything_in_a_text_without_a_sign(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Callable[[str, bool], object]] = []
    for one in iter_modules(checks.__path__):
        module = import_module(f"macros.checks.{one.name}")
        if hasattr(module, "found_in_strings"):
            monkeypatch.setattr(module, "found_in_strings", lambda _, look: looks.append(look) or ())
    check(handbook.load(good), TODAY)
    assert len(looks) == 6
    plain = [one for one in string.printable if not SIGNS.search(one)]
    pieces = [
        *plain,
        " Rendering Error",
        " Syntax Error",
        "TOC",
        "} #id",
        "}}",
        "%}",
        "#}",
        "lt;",
        "#60;",
        "/b>",
        "!--",
    ]
    made = random.Random(1)
    for _ in range(5_000):
        text = "".join(made.choices(pieces, k=20))
        assert [look(text, copied) for look in looks for copied in (True, False)] == [None] * 2 * len(looks)
