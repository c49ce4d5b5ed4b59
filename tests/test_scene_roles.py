"""Who plays a scene, on every paper that names them: the scene's own names, and the usual two where it has none."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from macros import handbook
from macros.exports.sheet_file import sheets as document
from macros.exports.slide_content import slides
from macros.model import Library
from macros.render.session import timetable
from macros.render.sheets import sheets
from macros.site.pick import choices

SCENE = "docs/_data/scenes/greet.yml"


def page(book: Library) -> str:
    """The headings of the article's page."""
    return "\n".join(one.title for one in book.articles["greet"].page.sections)


def sheet(book: Library) -> str:
    return sheets(book, book.pages["index.md"], "rapport")


def word(book: Library) -> str:
    made = Document(io.BytesIO(document(book, book.articles["greet"])))
    return "\n".join(one.text for one in made.paragraphs).replace("’", "'")


def deck(book: Library) -> str:
    return "\n".join(
        text
        for slide in slides(book, book.articles["greet"])
        for text in (*slide.notes, *(f"{par.lead} {par.text}" for par in slide.text))
    ).replace("’", "'")


@pytest.fixture
def named(good: Path) -> Library:
    """A handbook in which a trainer and Martin play the first scene, and the usual two the others."""
    scene = (
        (good / SCENE)
        .read_text("utf-8")
        .replace("who: Clinician", "who: Trainer")
        .replace("who: Patient", "who: Martin")
    )
    roles = "roles: {clinician: trainer, patient: Martin}\n"
    (good / SCENE).write_text(scene.replace("briefs:", f"{roles}briefs:"), "utf-8")
    return handbook.load(good)


@pytest.mark.parametrize(
    ("paper", "own", "usual"),
    [
        (page, ("Trainer's brief", "Martin's brief"), ("Clinician's brief", "Patient's brief")),
        (
            sheet,
            ("trainer's brief { #greet-clinician }", "Martin's brief { #greet-patient }", "What Martin did next:"),
            (
                "clinician's brief { #greet-clinician }",
                "patient's brief { #greet-patient }",
                "What the patient did next:",
            ),
        ),
        (
            word,
            ("Trainer's brief", "Martin's brief", "What Martin did next:"),
            ("Clinician's brief", "Patient's brief", "What the patient did next:"),
        ),
        (
            deck,
            ("Trainer. You know", "Martin. You have", "Only the trainer needs", "Martin's brief, for that player"),
            (
                "Clinician. You know",
                "Patient. You have",
                "Only the clinician needs",
                "The patient's brief, for that player",
            ),
        ),
    ],
)
def test_a_paper_names_those_who_play(
    paper: Callable[[Library], str], own: tuple[str, ...], usual: tuple[str, ...], named: Library, good: Path
) -> None:
    said = paper(named)
    assert [one for one in own if one not in said] == []
    (good / SCENE).write_text(
        (good / SCENE).read_text("utf-8").replace("roles: {clinician: trainer, patient: Martin}\n", ""), "utf-8"
    )
    said = paper(handbook.load(good))
    assert [one for one in usual if one not in said] == []
    assert [one for one in own if one in said] == []


def test_what_plans_a_session_knows_the_names(named: Library) -> None:
    found = {one["id"]: one.get("roles") for one in choices(named, list(named.articles.values()))["articles"]}
    assert found.pop("greet") == {"clinician": "trainer", "patient": "Martin"}
    assert found
    assert set(found.values()) == {None}


def test_the_timetable_of_any_scene_names_the_usual_two(named: Library) -> None:
    rows = [
        row
        for row in timetable(named, named.pages["index.md"]).splitlines()
        if "Clinician, patient and observer" in row
    ]
    assert len(rows) == 1
    assert "Then swap roles." in rows[0]
