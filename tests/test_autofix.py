"""`kb check --fix` applies the fixes that leave no choice, says so, and leaves all else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.cli import main
from tests.attacks.test_corpus import PAGE, SENTENCE

CASES = [
    (
        "KB206",
        PAGE,
        "## Adapt to the person { #adapt }",
        "## Adapt to the person {#adapt}",
        "## Adapt to the person { #adapt }",
    ),
    ("KB205", PAGE, "## Adapt to the person { #adapt }", "## Adapt to the person", "## Adapt to the person { #adapt }"),
    ("KB205", PAGE, SENTENCE, "### A new part\n\nIt is here.", "### A new part { #a-new-part }\n\nIt is here."),
    ("KB706", PAGE, SENTENCE, "Recognize their behavior.", "Recognise their behaviour."),
    ("KB808", PAGE, SENTENCE, "They\u200b greet\u00ad you\u202e back.", "They greet you back."),
]


@pytest.mark.parametrize(("code", "file", "good_text", "spoilt", "wanted"), CASES, ids=[case[3][:30] for case in CASES])
def test_what_has_one_fix_is_fixed_and_nothing_else(
    good: Path, capsys: pytest.CaptureFixture[str], code: str, file: str, good_text: str, spoilt: str, wanted: str
) -> None:
    before = {path: path.read_bytes() for path in good.rglob("*") if path.is_file()}
    text = (good / file).read_text("utf-8")
    (good / file).write_text(text.replace(good_text, spoilt), "utf-8")
    assert main(["--root", str(good), "check", "--fix"]) == 0
    said = capsys.readouterr().out
    assert f" {code} fixed: " in said
    assert said.endswith("No findings in 3 articles.\n")
    assert (good / file).read_text("utf-8") == text.replace(good_text, wanted)
    assert {path for path, old in before.items() if path.read_bytes() != old} <= {good / file}
    after = (good / file).read_bytes()
    assert main(["--root", str(good), "check", "--fix"]) == 0
    assert "fixed" not in capsys.readouterr().out
    assert (good / file).read_bytes() == after


def test_references_are_sorted_and_each_entry_kept_whole(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = good / "docs/_data/references/a.yml"
    sorted_text = path.read_text("utf-8")
    first, second = sorted_text.split("\n\n")
    path.write_text(f"{second.rstrip()}\n\n{first}\n", "utf-8")
    assert main(["--root", str(good), "check", "--fix"]) == 0
    assert "KB507 fixed" in capsys.readouterr().out
    assert path.read_text("utf-8") == sorted_text


@pytest.mark.parametrize(
    "text",
    [
        'They said "your behavior" to me.',
        'See {{ xref("listen", "their behavior") }}.',
        "The id `behavior` stays.",
        "[behavior](../maintain/return-calls.md)",
    ],
)
def test_words_in_quotes_calls_code_and_links_are_left_to_a_person(good: Path, text: str) -> None:
    page = good / PAGE
    spoilt = page.read_text("utf-8").replace(SENTENCE, text)
    page.write_text(spoilt, "utf-8")
    main(["--root", str(good), "check", "--fix"])
    assert page.read_text("utf-8") == spoilt


def test_references_with_comments_between_them_are_left_to_a_person(good: Path) -> None:
    path = good / "docs/_data/references/a.yml"
    first, second = path.read_text("utf-8").split("\n\n")
    spoilt = f"{second.rstrip()}\n\n# About the next one.\n{first}\n"
    path.write_text(spoilt, "utf-8")
    assert main(["--root", str(good), "check", "--fix"]) == 1
    assert path.read_text("utf-8") == spoilt


def test_a_link_to_another_file_is_never_written_through(good: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "page.md"
    outside.write_text("---\ntitle: x\n---\n\u200b\n", "utf-8")
    (good / "docs/about/page.md").symlink_to(outside)
    main(["--root", str(good), "check", "--fix"])
    assert "\u200b" in outside.read_text("utf-8")
