"""Moodle backups, rule by rule: what restoring one in Moodle 4.5.6 was seen to need, and what the course then does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from macros import handbook
from macros.exports.course_pack import Link, Pack, short_packs
from macros.exports.course_pack import Test as Asked
from macros.exports.moodle_backup import backups
from macros.exports.xml import uri
from macros.handbook.cartridge_reader import versions
from macros.model import Library
from tests.conftest import PROJECT
from tests.test_packs import published

ALL_TIMES = 0x11110  # during an attempt, right after it, later, and after the quiz has closed
OPEN = "5"  # the page itself, in no frame of Moodle's
NEEDED = {"files.xml", "groups.xml", "scales.xml", "outcomes.xml", "roles.xml", "questions.xml"}
OF_ACTIVITY = {"module.xml", "grades.xml", "roles.xml", "inforef.xml"}
Files = dict[str, etree._Element]


def unpacked(data: bytes) -> Files:
    """The files of a backup by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


@pytest.fixture(scope="module")
def book() -> Library:
    return published(handbook.load(PROJECT))


@pytest.fixture(scope="module")
def made(book: Library) -> dict[str, bytes]:
    return dict(backups(book))


@pytest.fixture(scope="module")
def rapport(made: dict[str, bytes]) -> Files:
    return unpacked(made["rapport.mbz"])


@pytest.fixture(scope="module")
def pack(book: Library) -> Pack:
    """What the same part holds as a cartridge."""
    return dict(short_packs(book))["rapport-short.imscc"]


def activities(files: Files) -> Iterator[tuple[str, etree._Element, etree._Element]]:
    """The kind of each activity that a backup lists, its module and itself."""
    for one in files["moodle_backup.xml"].iterfind("information/contents/activities/activity"):
        kind, folder = one.findtext("modulename"), one.findtext("directory")
        yield kind, files[f"{folder}/module.xml"], files[f"{folder}/{kind}.xml"].find(kind)


def bank(files: Files) -> dict[str, etree._Element]:
    """Every entry of the question bank by its number."""
    return {one.get("id"): one for one in files["questions.xml"].iter("question_bank_entry")}


def test_there_is_a_backup_for_each_part_and_one_for_all_and_the_same_text_gives_the_same_bytes(
    book: Library, made: dict[str, bytes]
) -> None:
    parts = ["foundations.mbz", "rapport.mbz", "competence.mbz", "quality.mbz", "maintain.mbz", "teach.mbz"]
    assert list(made) == ["handbook.mbz", *parts]
    assert dict(backups(book)) == made


def test_every_file_that_restoring_asks_for_is_there_and_no_other(rapport: Files) -> None:
    contents = rapport["moodle_backup.xml"].find("information/contents")
    wanted = NEEDED | {"moodle_backup.xml", "versions.xml", "course/course.xml", "course/roles.xml"}
    wanted |= {f"{one.text}/section.xml" for one in contents.iterfind("sections/section/directory")}
    for one in contents.iterfind("activities/activity"):
        own = OF_ACTIVITY | {f"{one.findtext('modulename')}.xml"}
        wanted |= {f"{one.findtext('directory')}/{name}" for name in own}
    assert set(rapport) == wanted


def test_every_section_and_activity_is_set_to_be_restored_without_users(rapport: Files) -> None:
    information = rapport["moodle_backup.xml"].find("information")
    settings = {one.findtext("name"): one.findtext("value") for one in information.iterfind("settings/setting")}
    folders = [one.text.rpartition("/")[2] for one in information.iterfind("contents/*/*/directory")]
    assert {settings[f"{one}_included"] for one in folders} == {"1"}
    assert {settings[f"{one}_userinfo"] for one in folders} == {"0"}
    assert (settings["activities"], settings["users"]) == ("1", "0")


def test_sections_have_the_names_of_articles_and_hold_their_entries_in_order(rapport: Files, pack: Pack) -> None:
    sections = [root for name, root in rapport.items() if name.startswith("sections/")]
    assert [one.findtext("name") for one in sections] == [one.title for one in pack.modules]
    titles = {module.get("id"): (module, one.findtext("name")) for _, module, one in activities(rapport)}
    for section, module in zip(sections, pack.modules, strict=True):
        held = [titles[id] for id in section.findtext("sequence").split(",")]
        assert [name for _, name in held] == [one.title for one in module.entries]
        assert {one.findtext("sectionid") for one, _ in held} == {section.get("id")}
        assert {one.findtext("sectionnumber") for one, _ in held} == {section.findtext("number")}


def test_each_link_opens_its_page_and_notes_for_trainers_are_hidden(rapport: Files, pack: Pack) -> None:
    links = [one for module in pack.modules for one in module.entries if isinstance(one, Link)]
    found = [(module, one) for kind, module, one in activities(rapport) if kind == "url"]
    assert [one.findtext("externalurl") for _, one in found] == [uri(one.url) for one in links]
    assert {one.findtext("display") for _, one in found} == {OPEN}
    assert [module.findtext("visible") == "0" for module, _ in found] == [one.for_trainers for one in links]


def test_completion_is_to_open_the_page_and_to_pass_the_quiz(rapport: Files, pack: Pack) -> None:
    assert rapport["course/course.xml"].findtext("enablecompletion") == "1"
    about = len(pack.modules[0].entries)
    for number, (kind, module, _) in enumerate(activities(rapport)):
        rules = tuple(module.findtext(one) for one in ("completion", "completionview", "completionpassgrade"))
        if number < about or module.findtext("visible") == "0":
            assert rules == ("0", "0", "0")
        else:
            assert rules == {"url": ("2", "1", "0"), "quiz": ("2", "0", "1")}[kind]
            assert module.findtext("completiongradeitemnumber") == {"url": None, "quiz": "0"}[kind]


def test_quizzes_show_feedback_at_once_and_count_a_mark_a_question(rapport: Files, pack: Pack) -> None:
    tests = [one for module in pack.modules for one in module.entries if isinstance(one, Asked)]
    found = [(module, one) for kind, module, one in activities(rapport) if kind == "quiz"]
    assert len(found) == len(tests)
    for (module, quiz), test in zip(found, tests, strict=True):
        assert quiz.findtext("preferredbehaviour") == "immediatefeedback"
        shown = ("attempt", "correctness", "marks", "maxmarks", "specificfeedback", "rightanswer")
        assert {quiz.findtext(f"review{one}") for one in shown} == {str(ALL_TIMES)}
        count = len(test.quiz.questions)
        assert (float(quiz.findtext("sumgrades")), float(quiz.findtext("grade"))) == (count, count)
        item = rapport[f"activities/quiz_{module.get('id')}/grades.xml"].find("grade_items/grade_item")
        assert item.get("id") == item.findtext("iteminstance") == quiz.get("id")
        assert float(item.findtext("gradepass")) == 0.75 * float(item.findtext("grademax")) == 0.75 * count


def test_each_quiz_asks_the_questions_of_its_article_and_names_their_category(rapport: Files, pack: Pack) -> None:
    entries = bank(rapport)
    tests = [one for module in pack.modules for one in module.entries if isinstance(one, Asked)]
    found = [(module, one) for kind, module, one in activities(rapport) if kind == "quiz"]
    for (module, quiz), test in zip(found, tests, strict=True):
        asked = [entries[one.text] for one in quiz.iter("questionbankentryid")]
        assert [one.findtext("idnumber") for one in asked] == [
            f"{test.quiz.id}.{one.id}" for one in test.quiz.questions
        ]
        refers = rapport[f"activities/quiz_{module.get('id')}/inforef.xml"]
        assert {one.findtext("questioncategoryid") for one in asked} == set(
            refers.xpath("//question_category/id/text()")
        )
    contexts = [one.text for _, _, quiz in activities(rapport) for one in quiz.iter("usingcontextid")]
    assert len(set(contexts)) == len(tests)


def test_numbers_and_stamps_are_given_once(made: dict[str, bytes]) -> None:
    questions = unpacked(made["handbook.mbz"])["questions.xml"]
    for tag in ("question_category", "question_bank_entry", "answer", "question"):
        ids = [one.get("id") for one in questions.iter(tag)]
        assert len(ids) == len(set(ids)) > 80
    stamps = [one.text for one in questions.iter("stamp")]
    assert len(stamps) == len(set(stamps))


def test_right_ticks_make_the_whole_mark_and_ticking_everything_makes_none(
    book: Library, made: dict[str, bytes]
) -> None:
    entries = bank(unpacked(made["handbook.mbz"])).values()
    questions = {f"{quiz.id}.{one.id}": one for quiz in book.quizzes.values() for one in quiz.questions}
    several = 0
    for entry in entries:
        own = questions[entry.findtext("idnumber")]
        assert (entry.find(".//single").text == "1") == (own.type == "single")
        shares = [float(one.text) for one in entry.iter("fraction")]
        assert [share > 0 for share in shares] == [one.correct for one in own.options]
        assert sum(one for one in shares if one > 0) == pytest.approx(1, abs=1e-5)
        if own.type == "multiple" and not all(one.correct for one in own.options):
            several += 1
            assert sum(shares) == pytest.approx(0, abs=1e-5)
    assert len(entries) == len(questions)
    assert several


def test_text_with_markup_in_it_stays_text_and_feedback_opens_a_new_tab(good: Path) -> None:
    quiz = good / "docs/_data/quizzes/greet.yml"
    text = quiz.read_text("utf-8").replace("To leave", 'Is p < 0.05 & "sure"')
    quiz.write_text(text.replace("What now?", "Is 1 < 2 & 3?"), "utf-8")
    files = unpacked(dict(backups(published(handbook.load(good))))["rapport.mbz"])
    entry = next(one for one in bank(files).values() if one.findtext("idnumber").startswith("greet."))
    assert entry.findtext(".//questiontext").endswith("Is 1 &lt; 2 &amp; 3?")
    assert 'Is p &lt; 0.05 &amp; "sure"' in [one.text for one in entry.iter("answertext")]
    assert all('target="_blank" rel="noopener">See: ' in one.text for one in entry.iter("feedback"))


def test_a_backup_lists_the_versions_that_its_cartridge_does(
    made: dict[str, bytes], pack: Pack, tmp_path: Path
) -> None:
    (tmp_path / "rapport.mbz").write_bytes(made["rapport.mbz"])
    listed = [(one.address, f"{one.version} {one.advice}".strip()) for one in versions(tmp_path / "rapport.mbz")]
    assert listed == list(pack.versions)
