"""No value, file or name ends a check: whatever one file holds, the others keep their findings and a program can read them all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from macros import handbook
from macros.checks import check
from macros.checks.report import FORMATS
from macros.model import Diagnostic
from tests.attacks.authored_fields import FILES, SAMPLE, filled

TODAY = date(2026, 6, 1)
ODD = (
    "null", "~", "[]", "{}", "[[]]", "[{}]", "[null, 1, true, .nan, [], {}]", "{a: [{b: {c: [1, null]}}]}", "{~: 1}", "{[a]: 1}",
    "0", "-1", "-0.5", "1e400", "1.0e+400", ".inf", "-.inf", ".nan", "1:30", "0o17", "1_000", "12345678901234567890", "9" * 5_000,
    "true", "2026-01-02", "2026-02-30", "9999-12-31", "0001-01-01", "=", '""', '" "', '"#"', '"%41%"', '"a#b#c"', '"../x"', '"a\\nb\\n"',
    '"\\u0130\\uFB01\\u2028"', '"\\u05E9 1"', '["\\u05E9 1"]', f'"{"x y" * 4_000}"',
)  # fmt: skip
ROUNDS = 3  # for each kind of file
PLACE = "@odd@"
OTHER = "docs/rapport/listen.md"  # has a finding of its own, which none of the others may hide
Keys = tuple[str | int, ...]


def nodes(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    """Every place within a value, of its lists no more than three entries."""
    yield keys
    entries = value.items() if isinstance(value, dict) else enumerate(value[:3] if isinstance(value, list) else ())
    for key, one in entries:
        yield from nodes(one, (*keys, key))


def with_odd(value: Any, at: set[Keys], keys: Keys = ()) -> Any:
    """The value with a mark for an odd one in these places."""
    if keys in at:
        return PLACE
    if isinstance(value, dict):
        return {key: with_odd(one, at, (*keys, key)) for key, one in value.items()}
    return [with_odd(one, at, (*keys, n)) for n, one in enumerate(value)] if isinstance(value, list) else value


def spoil(root: Path, name: str, draw: Random) -> None:
    """Write the file of a schema with every field, a few of which hold something odd."""
    path = root / FILES[name]
    value, body = filled(root, name, lambda _: SAMPLE)
    places = list(nodes(value))
    text = yaml.safe_dump(with_odd(value, set(draw.sample(places, min(3, len(places))))), sort_keys=False, width=10_000)
    while PLACE in text:
        text = text.replace(f"'{PLACE}'", PLACE, 1).replace(PLACE, draw.choice(ODD), 1)
    path.write_text(f"---\n{text}---\n{body}" if path.suffix == ".md" else text, "utf-8")


def findings(root: Path) -> list[Diagnostic]:
    """What is found; each format can be printed, and a program can read the one for programs."""
    found = check(handbook.load(root), TODAY)
    said = {name: form(found, 1).encode("utf-8").decode("utf-8") for name, form in FORMATS.items()}
    assert len(json.loads(said["json"], parse_constant=pytest.fail)) == len(found)
    return found


def stopped(found: list[Diagnostic]) -> list[str]:
    return [str(one) for one in found if "report it" in one.message]


@pytest.fixture
def other(saved: Path) -> Path:
    path = saved / OTHER
    path.write_text(path.read_text("utf-8").replace("Where it is loud", "Where <mark>it</mark> is loud"), "utf-8")
    return saved


def goes_on(found: list[Diagnostic]) -> bool:
    return any(one.code == "KB802" and one.place.file == OTHER for one in found)


@pytest.mark.parametrize("name", [one for one in FILES if one != "links"])
def test_no_value_ends_a_check(other: Path, name: str) -> None:
    path, draw = other / FILES[name], Random(name)
    kept = path.read_bytes() if path.is_file() else None
    for _ in range(ROUNDS):
        path.unlink(missing_ok=True)
        if kept is not None:
            path.write_bytes(kept)
        spoil(other, name, draw)
        found = findings(other)
        assert stopped(found) == [], path.read_text("utf-8")[:4_000]
        assert goes_on(found)


@pytest.mark.parametrize("odd", [".nan", "1", "true", "x", "[]", "null"])
def test_a_reference_may_have_any_author(other: Path, odd: str) -> None:
    references = other / "docs/_data/references/a.yml"
    references.write_text(
        references.read_text("utf-8").replace("- family: Author", f"- {odd}\n    - family: A"), "utf-8"
    )
    found = findings(other)
    assert stopped(found) == []
    assert {one.code for one in found if one.place.file == "docs/_data/references/a.yml"} == {"KB505"}


def changed(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda path: (path.write_bytes(change(path.read_bytes())), None)[1]


def linked(target: str) -> Callable[[Path], None]:
    def link(path: Path) -> None:
        path.unlink()
        path.symlink_to(target)

    return link


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "index.md").write_text("# x\n", "utf-8")


WAYS: dict[str, Callable[[Path], None]] = {
    "gone": Path.unlink, "a folder": made_a_folder, "a link to nowhere": linked("nowhere"), "a link to a folder": linked(".."),
    "a link to itself": lambda path: linked(path.name)(path),
    **{name: changed(lambda _, new=new: new) for name, new in {  # type: ignore[misc]
        "empty": b"", "white space": b" \n\t\n", "NUL": b"a\0b", "a mark": b"\xef\xbb\xbf", "UTF-16": "a: b".encode("utf-16"), "not UTF-8": b"a: \xe9",
        "a word": b"word\n", "a number": b"1", "nothing": b"null", "a list": b"- a", "a document": b"---\n---\n", "a brace": b"{", "a version": b"%YAML 9.9\n---\na: b",
        "a control": b"a: \x1b[31m", "line ends": "a:\u0085b\u2028c: d".encode(), "a tab": b"a:\n\tb: c", "keys alone": b"? a\n? b\n",
    }.items()},
    "marks before it": changed(lambda old: b"\xef\xbb\xbf" * 2 + old), "half of it": changed(lambda old: old[: len(old) // 2]),
    "carriage returns": changed(lambda old: old.replace(b"\n", b"\r")), "both": changed(lambda old: old.replace(b"\n", b"\r\n")),
}  # fmt: skip
SPOILT = (
    "docs/index.md", "docs/rapport/index.md", "docs/maintain/return-calls.md", "docs/_data/permalinks.tsv",
    *(f"docs/_data/{name}.yml" for name in ("references/a", "glossary", "groups", "source")),
    *(f"docs/_data/{name}/return-calls.yml" for name in ("checklists", "quizzes", "scenes", "search", "watch")),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_no_file_ends_a_check(other: Path, way: str) -> None:
    for file in SPOILT:
        WAYS[way](other / file)
    found = findings(other)
    assert stopped(found) == []
    assert goes_on(found)


@pytest.mark.parametrize("file", [*SPOILT, "docs/_data/waivers.yml", "docs/rapport/new.md"])
def test_a_link_that_leads_nowhere_is_told(other: Path, file: str) -> None:
    (other / file).unlink(missing_ok=True)
    (other / file).symlink_to("nowhere")
    assert any(one.fails and one.place.file == file and "link" in one.message for one in findings(other))


NAMES = (
    b"a b", b"a'b\"", b"a#b", b"a%41", b"\xff", b"a\nb", b"\x1b[31m", "\u202e".encode(), b"<mark>", b"{{ 7*7 }}", b"a" * 240, b"a::b,c", b".", b"", b"x.md",
)  # fmt: skip


def test_no_name_ends_a_check(other: Path) -> None:
    docs = os.fsencode(other / "docs")
    for name in NAMES:
        for place, ending in (
            (b"rapport", b".md"),
            (b"_data/checklists", b".yml"),
            (b"_data/pictures", b".svg"),
            (b"", b".png"),
        ):
            Path(os.fsdecode(os.path.join(docs, place))).mkdir(exist_ok=True)
            Path(os.fsdecode(os.path.join(docs, place, name + ending))).write_bytes(b"x")
    folder = Path(os.fsdecode(docs + b"/\xff"))
    folder.mkdir()
    (folder / "x.md").write_text("x", "utf-8")
    found = findings(other)
    assert stopped(found) == []
    assert goes_on(found)
    assert len({one.place.file for one in found}) > 2 * len(NAMES)
