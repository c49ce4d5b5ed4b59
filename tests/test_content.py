"""The real handbook obeys every rule, and says what it promises."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from macros import handbook
from macros.checks import check
from macros.handbook import schemas
from macros.handbook.answer_order import answers
from macros.model import ARTICLE_FOLDERS, ONLY_ARTICLES, PILLARS, Library, Location, Reference
from macros.render.quiz import quiz as handbook_quiz
from tests.conftest import PROJECT
from tests.figures import missing
from tests.search import queries

_CALL = re.compile(r"\{\{.*?\}\}")
_CITE = re.compile(r"\{\{ cite\((.*?)\) \}\}")
TRIALS_PAGE = "what-raises-trust.md"


@pytest.fixture(scope="module")
def book() -> Library:
    return handbook.load(PROJECT)


def test_the_handbook_has_no_finding_that_fails(book: Library) -> None:
    assert [str(one) for one in check(book, date.today()) if one.fails] == []


def test_the_right_answer_has_no_usual_place(book: Library) -> None:
    first = {quiz.id: answers(quiz.id, quiz.questions[0]) for quiz in book.quizzes.values()}
    places = Counter([one.correct for one in shown].index(True) for shown in first.values())
    assert max(places.values()) < len(first) / 2, places
    page = handbook_quiz(book, book.articles["active-listening"].page)
    shown = [page.index(one.text) for one in first["active-listening"]]
    assert shown == sorted(shown)


def test_data_that_cannot_be_read_is_named_once_and_blamed_on_no_page(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("downloads"))
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    data = tmp_path / "docs/_data"
    shared = [data / f"{name}.yml" for name in ("trust_trials", "synonyms", "glossary", "groups", "source")]
    files = [
        *shared,
        *data.glob("references/*.yml"),
        data / "stages.yml",
        data / "topics.yml",
        data / "evidence_status.yml",
        *data.glob("*/active-listening.yml"),
    ]
    letter = data / "references/b.yml"
    for spoilt, wanted in (([letter], [letter]), ([file for file in files if file != letter], files)):
        for file in spoilt:
            with file.open("a", encoding="utf-8") as text:
                text.write("TY  - JOUR\nER  -\n")
        found = [one for one in check(handbook.load(tmp_path), date.today()) if one.fails]
        assert sorted(one.place.file for one in found) == sorted(one.relative_to(tmp_path).as_posix() for one in wanted)


@pytest.mark.parametrize("macro", ["cards", "kit", "sheets"])
def test_every_part_has_its_pages_of_cards_kit_and_sheets(book: Library, macro: str) -> None:
    shown = {call.args[0] for page in book.pages.values() for call in page.calls if call.name == macro}
    assert {article.page.folder for article in book.articles.values()} <= shown


def test_every_statement_of_the_source_has_a_verdict_and_an_answer(book: Library) -> None:
    assert [one.id for one in book.statements] == [f"S{number}" for number in range(1, 27)]
    assert all(one.verdict in ("kept", "refined", "corrected") and one.answered_by for one in book.statements)


def test_every_source_stands_in_full_on_the_page_of_its_design(book: Library) -> None:
    shown = {
        call.args[0]: page.path
        for page in book.pages.values()
        for call in page.calls
        if call.name == "evidence_library" and page.path.startswith("reference/")
    }
    assert {shown.get(one.design) for one in book.references.values()} == {
        f"reference/evidence/{one.design}.md" for one in book.references.values()
    }


def test_every_duty_has_a_source_in_which_it_was_read(book: Library) -> None:
    items = [(name, item) for name, checklist in book.checklists.items() for item in checklist.items if item.duties]
    assert [f"{name}#{item.id}" for name, item in items if not item.sources] == []


def test_templates_name_pillars_and_stages_as_the_handbook_does(book: Library) -> None:
    main, stages, ways, lost = (
        (PROJECT / "overrides" / name).read_text("utf-8")
        for name in ("main.html", "partials/stages.html", "partials/pillar-aside.html", "404.html")
    )
    titles = {folder: book.pages[f"{folder}/index.md"].title for folder in ARTICLE_FOLDERS}
    assert json.loads(re.findall(r"set pillars = (\{.*?\})", main)[0]) == titles
    assert set(re.findall(r'"(\w+)" if "/\1/" in at', main)) == set(ARTICLE_FOLDERS)
    assert json.loads(re.findall(r"set stages = (\[.*?\])", stages)[0]) == list(schemas.vocabulary("stage"))
    assert json.loads(re.findall(r"for id in (\[.*?\])", ways)[0]) == list(ONLY_ARTICLES)
    assert set(re.findall(r"'(\w+)/' \| url \}\}\">(.*?)</a>", lost)) >= {(one, titles[one]) for one in PILLARS}


def test_every_number_of_a_claim_stands_in_a_source_that_it_cites(book: Library) -> None:
    """Each paragraph that claims and each `because` must find its numbers in the sources cited there."""
    wrong = [
        f"{place}: {number}"
        for place, text, keys in claims(book)
        for number in missing(text, sources(book, keys))
        if not (place.file.endswith(f"/{TRIALS_PAGE}") and number in counts_of_trials(book))
    ]
    assert wrong == []


def counts_of_trials(book: Library) -> set[str]:
    """What the page on trials counts in its own table: randomised trials among real patients, by their result."""
    read = Counter(one.result for one in book.trials if one.among == "patients" and one.randomised)
    del read["unseen"]
    return {str(number) for number in (*read.values(), read.total())}


def claims(book: Library) -> Iterator[tuple[Location, str, list[str]]]:
    """Every paragraph of the evidence, the unknown and the myths or with a citation, and every reason, with its sources."""
    for article in book.articles.values():
        for section in article.page.sections:
            own = re.split(r"^#", section.body, maxsplit=1, flags=re.MULTILINE)[0]
            for number, line in enumerate(own.split("\n"), section.body_line):
                keys = [key for call in _CITE.findall(line) for key in re.findall(r'"([^"]+)"', call)]
                if keys or section.id in ("evidence", "unknown", "myths"):
                    yield Location(article.page.place.file, number), _CALL.sub(" ", line), keys
        for item in book.checklists[article.id].items:
            yield item.where("because"), item.because, list(item.sources)


def sources(book: Library, keys: list[str]) -> list[Reference]:
    return [book.references[key] for key in dict.fromkeys(keys)]


def test_numbers_are_compared_as_people_write_them(book: Library) -> None:
    record = replace(
        next(iter(book.references.values())),
        population="1,588 US adults",
        finding="In six clinics 69% chose",
        limits="One",
    )
    assert missing("Of 1588 in 6 clinics three in ten did not; it takes two minutes.", [record]) == []
    assert missing("Of 1,589 in seven clinics one in ten did not, 2 minutes.", [record]) == ["10", "1589", "2", "7"]


@pytest.mark.parametrize("page", ["moodle", "canvas", "blackboard", "brightspace", "open-edx", "frames"])
def test_each_page_on_course_software_says_what_was_tried_and_what_an_import_does_again(
    book: Library, page: str
) -> None:
    sections = {one.id for one in book.pages[f"teach/{page}.md"].sections}
    assert "tried" in sections
    assert page == "frames" or {"one", "pack", "again"} <= sections
    assert any(call.args == (f"teach/{page}.md",) for call in book.pages["teach/index.md"].calls)


def test_each_pillar_on_the_home_page_shows_what_is_asked_for_most_and_one_page_on_danger_or_duty(
    book: Library,
) -> None:
    """By the queries that tell a situation or ask a question; see the decision on the home page."""
    asked = Counter(id for one in queries.read() if one.kind in ("situation", "question") for id in one.articles)
    picks = [str(call.args[0]) for call in book.pages["index.md"].calls if call.section == "pillars"]
    for pillar in PILLARS:
        of_pillar = [one.id for one in book.articles.values() if one.page.folder == pillar]
        *most, graver = [one for one in picks if one in of_pillar]
        third = sorted((asked[id] for id in of_pillar), reverse=True)[2]
        assert len(most) == 2
        assert all(asked[one] >= third for one in most), most
        assert any(item.danger or item.duties for item in book.checklists[graver].items), graver
