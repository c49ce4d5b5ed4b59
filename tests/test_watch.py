"""`kb watch`: what an editor runs for its list of problems and its completion of front matter."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from macros import handbook
from macros.checks import check
from macros.cli.shared import report
from macros.devserver.watch import _changes, until_stopped
from macros.editing.snippets import FILE, snippets, write
from macros.handbook.schemas import schema
from tests.conftest import PROJECT

TYPED = {
    "description": "What somebody types here.",
    "minutes": "10",
    "source_statements": "S1",
    "version": '"768a4102"',
    "module": "pick/start",
}
TYPED |= dict.fromkeys(("evidence_checked", "review_due", "date"), "2026-01-02") | {"template": "home.html"}


def filled(body: list[str]) -> str:
    """A snippet once somebody has taken the first of each choice and typed something at every other stop."""
    text = re.sub(r"\$\{\d+\|([^,|]+)[^}]*\}", r"\1", "\n".join(body))
    for key, value in TYPED.items():
        text = re.sub(rf"({key}: \[?)\$\d+", rf"\g<1>{value}", text)
    return re.sub(r"\$(\d+)", r"Words \1", text)


@pytest.mark.parametrize(("kind", "file"), [("article", "docs/rapport/wave.md"), ("page", "docs/about/wave.md")])
def test_there_is_a_snippet_for_each_key_and_the_schema_allows_what_it_writes(good: Path, kind: str, file: str) -> None:
    found = snippets(handbook.load(good))
    head = "\n".join(filled(found[key]["body"]) for key in schema(kind)["properties"])
    (good / file).write_text(f"---\n{head}\n---\n", "utf-8")
    book = handbook.load(good)
    assert [str(one) for one in book.problems] == []
    assert book.pages[file.removeprefix("docs/")].title == "Words 1"


def test_a_snippet_says_what_is_wanted_and_offers_what_there_is(good: Path) -> None:
    found = snippets(handbook.load(good))
    assert found["stage"]["description"] == "1 to 3 stages of the visit"
    assert found["stage"]["body"] == ["stage: [${1|before,opening,listening,explaining,deciding,closing,after|}]"]
    assert found["more-see_also"]["body"] == ["- to: ${1|greet,listen,return-calls|}", "  why: $2"]
    assert "more-title" not in found
    assert "more-description" not in found


def test_snippets_that_have_not_changed_are_not_written_again(good: Path) -> None:
    write(handbook.load(good))
    before = (good / FILE).stat().st_mtime_ns
    write(handbook.load(good))
    assert (good / FILE).stat().st_mtime_ns == before


@pytest.fixture
def lines(good: Path) -> Iterator[Iterator[str]]:
    """What `kb watch` prints about the good handbook, which has a file of code."""
    (good / "macros").mkdir()
    (good / "macros/code.py").touch()
    command = [sys.executable, "-m", "macros", "--root", str(good), "watch"]
    watching = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert watching.stdout
    hanging = threading.Timer(300, watching.kill)
    hanging.start()
    try:
        yield (line.rstrip("\n") for line in watching.stdout)
    finally:
        watching.kill()
        watching.wait()
        hanging.cancel()


def test_findings_are_listed_again_after_every_save(good: Path, lines: Iterator[str]) -> None:
    assert [next(lines), next(lines)] == ["Checking ...", "No findings in 3 articles."]
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("stage: [opening]", "stage: [openning]"), "utf-8")
    said = [next(lines), next(lines).partition(" KB105 ")[0], next(lines)]
    assert said == ["Checking ...", "docs/rapport/greet.md:5:9:", "1 error in 3 articles."]
    page.rename(page.with_name("wave.md"))
    assert next(lines) == "Checking ..."
    while not next(lines).endswith(" articles."):
        pass
    offered = json.loads((good / FILE).read_text("utf-8"))["more-see_also"]["body"][0]
    assert offered == "- to: ${1|listen,return-calls,wave|}"


@pytest.mark.parametrize("terminal", [True, False])
def test_the_line_in_question_is_shown_on_a_terminal_only(
    good: Path, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("stage: [opening]", "stage: [openning]"), "utf-8")
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    said = report(check(handbook.load(good), date(2026, 1, 2)), 3, good).split("\n")
    shown = ["    | stage: [openning]", "    |         ^^^^^^^^", "    See docs/contribute/findings.md#kb105"]
    assert said[1:-1] == (shown if terminal else [])


def test_new_code_is_used_at_once(good: Path, lines: Iterator[str]) -> None:
    assert [next(lines), next(lines)] == ["Checking ...", "No findings in 3 articles."]
    (good / "macros/code.py").write_text("# edited\n", "utf-8")
    assert [next(lines), next(lines)] == ["The Python code changed: starting again.", "Checking ..."]


def test_a_file_that_an_editor_replaces_is_watched_on(good: Path) -> None:
    changes = _changes(good)
    next(changes)
    for _ in range(2):
        (good / "new.yml").write_text((good / "mkdocs.yml").read_text("utf-8"), "utf-8")
        (good / "new.yml").replace(good / "mkdocs.yml")
        assert next(filter(None, islice(changes, 20))) == {"mkdocs.yml"}
        next(changes)


def test_ctrl_c_ends_it_well(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert until_stopped(interrupted) == 0
    assert capsys.readouterr().out == "\nStopped.\n"
