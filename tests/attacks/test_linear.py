"""Twice the text may cost hardly more than twice the work, whatever never ends in it: counted in calls, on every machine."""

from __future__ import annotations

import cProfile
import pstats
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from macros import handbook
from macros.checks import check
from macros.checks.reading import OtherReading
from macros.checks.report import text
from macros.checks.safety import Invisible
from macros.checks.tally import FIRST, MANY, MOST, MOST_IN_ALL, Tally
from macros.handbook import marks, python_markdown
from macros.handbook.text_file import Source
from macros.model import ARTICLE_FOLDERS, Diagnostic, Location, Severity
from tests.attacks.test_corpus import PAGE, SENTENCE, UNENDED
from tests.conftest import PROJECT

TODAY = date(2026, 6, 1)
SMALL, LARGE = 1_500, 6_000  # characters
# Pieces of what each reader and rule looks for, over and over.
PIECES = {
    "headings": ("# a\n", "# a   ", "a\n=\n", "a\n-\n", "# a\n<span id='x'></span>\n"),
    "calls": (
        "`a` {{x()}} ",
        "{{ xref('nope') }}\n",
        "{{ cite('nope') }}",
        "{{ frequency('10', '3 a', '6 b') }}\n",
        "{{ moved('a', 'listen') }}\n",
    ),
    "template code": ("{% raw %}a{% endraw %}", "{# ", "{{ '"),
    "characters": ("\u200b", "&shy;", "&lt;", "\u05d0 1\n", "-8<-\n", "<<<<<<< a\n"),
    "tags": ("<a ", "<a\n\n", "<!--", "`<mark>` ", "<https://x.example/> "),
    "brackets": ("[", "[[a]", "[x](y) ", "![a", "![a](b) ", "[a]: b\n", "](javascript:x) "),
    "marks": ("{a} ", "```\n", "**a ", "***a", "\\", "~"),
    "blocks": ("| a ", "a|b\n-|-\n", "1. a\n", "> ", "- **a.** b\n"),
    "words": ("FILL: a ", "a helps b. "),
    "what never ends": UNENDED,
}


def calls(root: Path, text: str) -> int:
    """How many Python functions a check of the small handbook with this text calls."""
    page = root / PAGE
    good = page.read_text("utf-8")
    page.write_text(good.replace(SENTENCE, text), "utf-8")
    profile = cProfile.Profile()
    profile.runcall(lambda: check(handbook.load(root), TODAY))
    page.write_text(good, "utf-8")
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", PIECES)
def test_the_work_grows_no_faster_than_a_page(saved: Path, kind: str) -> None:
    calls(saved, SENTENCE)  # warms what lasts for the process
    for piece in PIECES[kind]:
        small, large = (calls(saved, piece * (size // len(piece))) for size in (SMALL, LARGE))
        assert large < small * (LARGE / SMALL) * 1.3, f"{piece!r}: {small:,} calls, then {large:,}"


def test_of_a_file_with_thousands_of_findings_a_thousand_are_given_and_the_rest_counted(saved: Path) -> None:
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "\u200b\n" * (MOST + 500)), "utf-8")
    found = [one for one in check(handbook.load(saved), TODAY) if one.place.file == PAGE]
    assert len(found) == MOST + 1
    assert [one.message.split()[3] for one in found if one.code == "KB114"] == ["500"]


def test_a_run_of_invisible_characters_is_one_finding_that_counts_them(saved: Path) -> None:
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "a" + "\u200b" * 5_000 + "b\u00adc"), "utf-8")
    found = [one for one in check(handbook.load(saved), TODAY) if one.code == "KB808"]
    assert [one.facts["name"].split(" ", 1)[0] for one in found] == ["U+200B", "U+00AD"]
    assert "4,999" in found[0].facts["name"]
    assert found[0].place.end_column - found[0].place.column == 5_000


def test_a_text_of_data_with_invisible_characters_all_over_is_one_finding_that_counts_them(saved: Path) -> None:
    words = saved / "docs/_data/search/greet.yml"
    words.write_text("words: [" + "a\u200b" * 500 + "]\n", "utf-8")
    found = [one for one in check(handbook.load(saved), TODAY) if one.code == "KB808"]
    assert [one.facts["name"] for one in found] == ["U+200B ZERO WIDTH SPACE and 499 more"]


def test_where_a_character_stands_that_is_only_counted_is_not_looked_for(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    place = Source.place
    monkeypatch.setattr(Source, "place", lambda *given: (asked.append(given[1]), place(*given))[1])
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "a\u200b" * 5 * MOST), "utf-8")
    assert len([one for one in check(handbook.load(saved), TODAY) if one.code == "KB808"]) == MOST
    assert len(asked) < 2 * MOST


def test_where_markup_is_refused_is_looked_for_on_the_page_that_parts_alone(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Counter[str]()
    finding = Invisible.finding
    monkeypatch.setattr(Invisible, "finding", lambda *given: (asked.update([given[1].file]), finding(*given))[1])
    for file, line in ((PAGE, ":smile: a\u200b"), ("docs/rapport/listen.md", "a\u200b" * 500)):
        page = saved / file
        page.write_text(f"{page.read_text('utf-8')}\n{line}\n", "utf-8")
    assert list(OtherReading().find(handbook.load(saved))) == []
    assert asked == {PAGE: 1}


@pytest.mark.parametrize(
    ("file", "old", "code"),
    [
        ("docs/_data/glossary.yml", "Harm from expecting it.", "KB402"),
        ("docs/_data/references/a.yml", "People in author-a", "KB502"),
        (PAGE, "it comes next in the visit", "KB102"),
    ],
)
def test_no_text_of_data_is_so_long_that_a_page_that_shows_it_often_never_ends(
    saved: Path, file: str, old: str, code: str
) -> None:
    text = (saved / file).read_text("utf-8")
    (saved / file).write_text(text.replace(old, "word " * 601, 1), "utf-8")
    found = [one for one in check(handbook.load(saved), TODAY) if one.place.file == file and one.code == code]
    assert [one.facts["kind"] for one in found] == ["long"]


def test_of_a_ledger_without_rows_some_lines_are_told_and_the_rest_counted(saved: Path) -> None:
    file = "docs/_data/permalinks/2026-05-01.tsv"
    (saved / file).parent.mkdir(exist_ok=True)
    (saved / file).write_text("a/\tb\n" * 5_000, "utf-8")
    found = [one for one in check(handbook.load(saved), TODAY) if one.place.file == file]
    told = [one for one in found if one.code == "KB601"]
    assert 30 < len(told) < 1_000
    assert [one.facts["more"] for one in found if one.code == "KB114"] == [5_000 - len(told)]


def test_of_a_run_with_thousands_of_findings_each_file_gives_its_first_and_the_rest_is_counted(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.checks.tally.MANY", 20)
    files = [PAGE, *(f"docs/about/{n:02}.md" for n in range(13))]
    for file in files:
        page = saved / file
        known = page.read_text("utf-8") if page.exists() else f"# Page\n\n{SENTENCE}\n"
        page.write_text(known.replace(SENTENCE, "<mark>\n" * 12), "utf-8")
    found = check(handbook.load(saved), TODAY)
    given = Counter(one.place.file for one in found)
    assert all(given[file] >= FIRST for file in files)
    last = next(one for one in found if one.code == "KB116")
    assert (last.place.file, last.fails) == ("docs", True)
    assert last.facts["files"] == len(last.facts["named"]) - 1 + int(last.facts["named"][-1].split()[1])
    monkeypatch.setattr("macros.checks.tally.MANY", 10_000)
    assert len(check(handbook.load(saved), TODAY)) == len(found) - 1 + last.facts["more"]


def test_a_waiver_of_a_finding_that_is_only_counted_is_not_called_idle(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "<mark>\n" * 12 + "They greet you back!"), "utf-8")
    waiver = "  - code: KB705\n    file: {}\n    reason: It is a quotation.\n    until: 2099-01-01\n"
    waivers = "waivers:\n" + waiver.format(PAGE) + waiver.format("docs/rapport/listen.md")
    (saved / "docs/_data/waivers.yml").write_text(waivers, "utf-8")
    for most, given in ((MOST, set()), (5, {"KB114"})):
        monkeypatch.setattr("macros.checks.tally.MOST", most)
        found = check(handbook.load(saved), TODAY)
        assert {one.code for one in found if one.place.file == PAGE} - {"KB802"} == given
        assert [one.facts["file"] for one in found if one.code == "KB415"] == ["docs/rapport/listen.md"]


def test_of_what_is_only_counted_errors_are_told_apart_from_suggestions() -> None:
    tally = Tally()
    for severity, times in ((Severity.ERROR, MOST + 2), (Severity.SUGGESTION, 5)):
        for n in range(times):
            tally.take(Diagnostic(Location("docs/x.md", n), "KB708", "", severity))
    assert [(one.fails, one.facts) for one in tally.more()] == [(True, {"more": 7, "errors": 2})]


def test_a_run_never_gives_more_than_a_report_can_hold() -> None:
    tally = Tally()
    for n in range(MOST_IN_ALL + 500):
        tally.take(Diagnostic(Location(f"docs/{n}.md"), "KB101", ""))
    assert len(tally.findings) == MOST_IN_ALL
    assert [one.facts["more"] for one in tally.more()] == [500]


def test_more_suggestions_than_are_given_fail_no_check() -> None:
    tally = Tally()
    for n in range(MANY + 500):
        tally.take(Diagnostic(Location("docs/x.md", n), "KB708", "", Severity.SUGGESTION))
    assert [(one.code, one.fails) for one in tally.more()] == [("KB114", False)]


def test_many_dense_pages_are_refused_before_they_are_read_and_others_are_not(saved: Path) -> None:
    for n in range(25):
        (saved / f"docs/about/dense-{n:02}.md").write_text("`<a>` **a** [x](y) {a} " * 100, "utf-8")
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "{{ 7*7 }}"), "utf-8")
    found = check(handbook.load(saved), TODAY)
    refused = {one.place.file for one in found if one.code == "KB101" and one.facts["kind"] == "together"}
    assert 5 < len(refused) < 25
    assert all("dense" in file for file in refused)
    assert not any(one.place.file in refused and one.code != "KB101" for one in found)
    assert ("KB801", PAGE) in {(one.code, one.place.file) for one in found}


def test_a_handbook_of_three_thousand_articles_such_as_ours_is_not_refused() -> None:
    ours = [
        marks.weigh(path.read_bytes(), marks.PAGE)
        for folder in ARTICLE_FOLDERS
        for path in (PROJECT / "docs" / folder).glob("*.md")
    ]
    many = {str(n): ours[n % len(ours)] for n in range(3_000)}
    assert marks.too_many(many) == {}
    assert sum(one.beyond for one in many.values()) < marks.MOST_BEYOND / 2


def test_many_dense_data_files_are_refused_before_they_are_read(saved: Path) -> None:
    for n in range(30):
        (saved / f"docs/_data/checklists/dense-{n:02}.yml").write_text("items: [" + "{}," * 330 + "]", "utf-8")
    found = check(handbook.load(saved), TODAY)
    refused = {one.place.file for one in found if one.code == "KB401" and one.facts["kind"] == "together"}
    assert 5 < len(refused) < 30
    assert all("dense" in file for file in refused)


def test_of_a_file_that_departs_from_its_schema_at_every_turn_some_is_told_and_the_rest_counted(saved: Path) -> None:
    file = "docs/_data/checklists/greet.yml"
    (saved / file).write_text("items:\n" + "  - a: b\n" * 100, "utf-8")
    found = [one for one in handbook.load(saved).problems if one.place.file == file]
    assert 30 < len(found) < 100
    assert [one.facts["more"] > 500 for one in found if one.code == "KB114"] == [True]


def test_a_rule_that_fails_says_so_and_the_others_go_on(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object, library: object) -> object:
        raise ValueError("no such thing")

    monkeypatch.setattr("macros.checks.markup.RawHtml.find", fail)
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "{{ 7*7 }}"), "utf-8")
    codes = {one.code: one.message for one in check(handbook.load(saved), TODAY)}
    assert {"KB801", "KB802"} <= codes.keys()
    assert "ValueError: no such thing" in codes["KB802"]


def test_a_file_that_no_reader_can_bear_is_named_and_the_others_are_read(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("macros.handbook.data.glossary", fail)
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "{{ 7*7 }}"), "utf-8")
    places = {(one.place.file, one.code) for one in check(handbook.load(saved), TODAY)}
    assert {("docs/_data/glossary.yml", "KB401"), (PAGE, "KB801")} <= places


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *((SENTENCE, piece * 20_000) for piece in ("# a\n", "a\n=\n", "a\n-\n", "> a\n> -\n")),
        ("settings: [any]", "settings: [any]\n" + "a: b\n" * 10_000),
    ],
)
def test_a_page_that_takes_longer_to_read_than_it_is_worth_is_refused_at_once(saved: Path, old: str, new: str) -> None:
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    codes = [one.code for one in check(handbook.load(saved), TODAY) if one.fails]
    assert codes == ["KB101"]


@pytest.mark.parametrize(
    "text", ["[" + "a," * 80_000 + "]", "- a\n" * 80_000, "".join(f"k{n}: a\n" for n in range(40_000))]
)
def test_data_of_more_values_than_any_file_needs_are_refused_before_all_are_made(saved: Path, text: str) -> None:
    file = "docs/_data/synonyms.yml"
    (saved / file).write_text(text, "utf-8")
    found = [one for one in check(handbook.load(saved), TODAY) if one.place.file == file]
    assert [(one.code, one.facts["most"]) for one in found] == [("KB402", 75_000)]


@pytest.mark.parametrize("text", ["[" * 2_000, "![a" * 1_000, "<a\n\n" * 2_000, "[a][" * 1_000])
def test_brackets_that_never_close_are_not_rendered(text: str) -> None:
    assert python_markdown.is_heavy(text)
    assert not python_markdown.is_heavy("[a](b) <c> " * 800)


def test_a_file_is_read_once_for_all_that_is_said_of_it(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = saved / PAGE
    page.write_text(page.read_text("utf-8").replace(SENTENCE, "<mark>\n" * 50), "utf-8")
    found = check(handbook.load(saved), TODAY)
    times, read = Counter[Path](), Path.read_text

    def counted(path: Path, *args: str) -> str:
        times[path] += 1
        return read(path, *args)

    monkeypatch.setattr(Path, "read_text", counted)
    assert text(found, 3, saved).count("| <mark>") == 50
    assert times == {page: 1}
