"""Each attack of the corpus is refused with its finding, or shown to do nothing in the built page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros import handbook
from macros.checks import check
from macros.checks.limits import check_within_limits
from macros.checks.report import github, text

Attack = dict[str, Any]
CORPUS: list[Attack] = yaml.safe_load((Path(__file__).parent / "corpus.yml").read_text("utf-8"))
SENTENCE = "They greet people you back."
PAGE = "docs/rapport/greet.md"
LARGE = {"NESTED": "items: " + "[" * 9_000, "DIGITS": "9" * 9_000}
REFUSED = [one for one in CORPUS if "refused" in one]
TODAY = date(2026, 6, 1)


def plant(root: Path, attack: Attack) -> str:
    """Put an attack into a handbook; gives the file it is in."""
    path = root / attack.get("file", PAGE)
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in attack:
        path.symlink_to(attack["link"])
    elif "bytes" in attack:
        path.write_bytes(attack["bytes"].encode("latin-1"))
    else:
        text = path.read_text("utf-8") if path.is_file() else ""
        path.write_text(attacked(text, attack), "utf-8", newline="")
    return path.relative_to(root).as_posix()


def attacked(text: str, attack: Attack) -> str:
    """A file's text with the attack in it, or in its place."""
    old, new = attack.get("old", SENTENCE), str(attack.get("new") or attack.get("text") or attack.get("write"))
    for word, large in LARGE.items():
        new = new.replace(word, large)
    assert "write" in attack or old in text, "the attack no longer fits the good handbook"
    return new if "write" in attack else text.replace(old, new, 1)


@pytest.mark.parametrize("attack", REFUSED, ids=[one["attack"] for one in REFUSED])
def test_an_attack_is_refused_with_its_finding_at_its_place(saved: Path, attack: Attack) -> None:
    before = (saved / PAGE).read_text("utf-8").partition(SENTENCE)[0].count("\n") + 1
    file = plant(saved, attack)
    everything = check(handbook.load(saved), TODAY)
    last = before + attack.get("text", "").count("\n")
    found = [one for one in everything if one.fails and one.place.file == file]
    if "text" in attack and "KB101" not in attack["refused"]:
        codes = {one.code for one in found if before <= one.place.line <= last}
        assert sorted(codes) == attack["refused"], "\n".join(map(str, found))
    else:
        assert set(attack["refused"]) <= {one.code for one in found}, "\n".join(map(str, found))
    gives_no_orders(text(everything, 1), r"(?!\s*::)")
    gives_no_orders(github(everything, 1), "::(error|warning) file=")


def gives_no_orders(said: str, begins: str) -> None:
    """What is said of an attack moves no cursor, and each line is what a log may begin with."""
    assert all(one.isprintable() or one == "\n" for one in said)
    assert all(re.match(begins, line) and "##[" not in line for line in said.splitlines())


UNENDED = ("{a", "{ ", "{{ x ", "```a\n", "![", "](")


@pytest.mark.parametrize("text", UNENDED, ids=[ascii(one) for one in UNENDED])
def test_much_of_what_never_ends_is_read_within_the_limits(saved: Path, text: str) -> None:
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, text * (300_000 // len(text))), "utf-8")
    assert "KB115" not in {one.code for one in check_within_limits(saved, TODAY).findings}


def test_the_corpus_is_large_and_every_attack_has_a_name_of_its_own() -> None:
    assert len(CORPUS) >= 60
    assert len({one["attack"] for one in CORPUS}) == len(CORPUS)
    assert all(("refused" in one) != ("harmless" in one) for one in CORPUS)
