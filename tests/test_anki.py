"""Flash cards, imported by Anki itself: what arrives, and what a newer file does to a learner's collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportCsvRequest, ImportLogWithChanges
from anki.notes import Note

from macros import handbook
from macros.exports import anki
from macros.handbook import download_files
from macros.handbook.order import in_all, of_folder
from macros.model import Library, Option, Quiz
from tests.conftest import PROJECT
from tests.test_packs import published

MARK = '# <mark>x</mark> & "q"\t[sound:x.mp3] \\(x\\) {{ 7*7 }}'


@pytest.fixture(scope="module")
def book() -> Library:
    return published(handbook.load(PROJECT))


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Collection]:
    found = Collection(str(tmp_path / "learner.anki2"))
    yield found
    found.close()


def load(learner: Collection, text: str) -> ImportLogWithChanges.Log:
    """Import a file as Anki proposes to; what it says that it did."""
    path = Path(learner.path).with_name("cards.anki.txt")
    path.write_text(text, "utf-8")
    return learner.import_csv(ImportCsvRequest(path=str(path), metadata=learner.get_csv_metadata(str(path), None))).log


def note(learner: Collection, tag: str) -> Note:
    """The first note of an article."""
    return learner.get_note(learner.find_notes(f"tag:{tag}")[0])


def with_quiz(book: Library, quiz: Quiz) -> Library:
    return replace(book, quizzes={**book.quizzes, quiz.id: quiz})


def test_every_question_becomes_a_note_with_its_deck_and_tags(book: Library, learner: Collection) -> None:
    count = sum(len(one.questions) for one in book.quizzes.values())
    log = load(learner, anki.text(book, in_all(book)))
    assert (len(log.new), learner.note_count(), learner.card_count()) == (count, count, count)
    assert learner.note_count() == len({one[0] for one in learner.db.all("select guid from notes")})  # type: ignore[union-attr]
    decks = {one.name for one in learner.decks.all_names_and_ids()}
    for article in in_all(book):
        found = learner.find_notes(f"tag:{article.id}")
        assert len(found) == len(book.quizzes[article.id].questions)
        part = download_files.part_title(book, article.page.folder)
        assert f"{book.settings.site_name}::{part}::{article.title}" in decks
    quiz = book.quizzes["active-listening"]
    front, back = note(learner, quiz.id).fields
    assert quiz.questions[0].stem in front.replace("&amp;", "&")
    assert all(one.feedback in back for one in quiz.questions[0].options)
    assert f'href="https://example.org/%C3%BCbung/rapport/active-listening/#{quiz.questions[0].section}"' in back


def test_a_newer_file_changes_text_and_keeps_the_schedule(book: Library, learner: Collection) -> None:
    part = of_folder(book, "foundations")
    load(learner, anki.text(book, part))
    learner.decks.select(learner.decks.id(book.settings.site_name))  # type: ignore[arg-type]
    card = note(learner, "what-trust-is").cards()[0]
    learner.sched.set_due_date([card.id], "9")
    before = learner.get_card(card.id)
    quiz = book.quizzes["what-trust-is"]
    first, *others = quiz.questions
    assert before.note().guid == f"handbook.what-trust-is.{first.id}"
    changed = replace(quiz, questions=(replace(first, stem="Asked anew?"), *others))
    count = learner.note_count()
    log = load(learner, anki.text(with_quiz(book, changed), part))
    assert (len(log.new), len(log.updated), learner.note_count()) == (0, 1, count)
    after = learner.get_card(card.id)
    assert "Asked anew?" in after.note().fields[0]
    assert (after.due, after.ivl, after.type, after.did) == (before.due, before.ivl, before.type, before.did)
    assert before.ivl == 9


def test_a_removed_question_stays_with_the_learner(book: Library, learner: Collection) -> None:
    part = of_folder(book, "foundations")
    load(learner, anki.text(book, part))
    quiz = book.quizzes["what-trust-is"]
    count = learner.note_count()
    log = load(learner, anki.text(with_quiz(book, replace(quiz, questions=quiz.questions[1:])), part))
    assert (len(log.new), len(log.updated), learner.note_count()) == (0, 0, count)


def test_a_part_and_then_all_makes_no_question_twice(book: Library, learner: Collection) -> None:
    files = dict(anki.files(book))
    assert list(files) == [one.name for one in download_files.of_kind(book, "flash cards")]
    load(learner, files["rapport.anki.txt"].decode())
    log = load(learner, files["handbook.anki.txt"].decode())
    assert len(log.updated) == 0
    assert learner.note_count() == sum(len(one.questions) for one in book.quizzes.values())


def test_markup_in_text_stays_text(book: Library, learner: Collection) -> None:
    quiz = book.quizzes["active-listening"]
    options = (Option(MARK, True, MARK), Option("B", False, MARK))
    one = replace(quiz, questions=(replace(quiz.questions[0], stem=MARK, options=options),))
    load(learner, anki.text(with_quiz(book, one), [book.articles[quiz.id]]))
    found = note(learner, quiz.id)
    for field in found.fields:
        assert "&lt;mark&gt;x&lt;/mark&gt; &amp; " in field
        assert "<mark" not in field
    card = found.cards()[0]
    assert not card.question_av_tags()
    assert "\\(" not in card.answer()
    assert "{{ 7*7 }}" in card.answer()
