"""Slides and sheets, read back as PowerPoint and Word files, and by LibreOffice where it is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PIL import Image, ImageFont
from pptx import Presentation
from pptx.presentation import Presentation as Deck

from macros import handbook
from macros.cli import main
from macros.exports import slide_fit
from macros.exports.sheet_file import sheets
from macros.exports.slide_content import Par, Slide, slides
from macros.exports.slide_deck import deck
from macros.exports.slide_fit import HEIGHT, SIZES, WIDTH, fitted, height
from macros.exports.slide_template import COLOURS
from macros.handbook import download_files
from macros.markdown_extensions.typography import typeset
from macros.model import Library
from macros.render.downloads import slides as listed
from tests.conftest import PROJECT
from tests.installed import FONT, require
from tests.test_packs import published

HOME = "https://handbook.example/hb/"
ARTICLE = "disclose-errors"


@pytest.fixture(scope="module")
def book() -> Library:
    return published(handbook.load(PROJECT), HOME)


@pytest.fixture(scope="module")
def file(book: Library) -> bytes:
    return deck(book, book.articles[ARTICLE])


@pytest.fixture(scope="module")
def made(file: bytes) -> Deck:
    return Presentation(io.BytesIO(file))


def plan(book: Library) -> list[Slide]:
    return list(slides(book, book.articles[ARTICLE]))


def shown(made: Deck) -> str:
    return "\n".join(shape.text_frame.text for slide in made.slides for shape in slide.shapes if shape.has_text_frame)


def test_every_slide_has_a_title_of_its_own_first_and_then_its_text(made: Deck) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]  # type: ignore[union-attr]
    assert len(titles) == len(set(titles)) >= 13
    for slide in made.slides:
        kinds = [shape.is_placeholder and shape.placeholder_format.idx for shape in slide.shapes]
        assert kinds[:2] == [0, 1]
        assert all(shape.text_frame.text.strip() for shape in slide.placeholders)


def test_what_a_session_needs_is_on_the_slides_and_the_patients_brief_only_below_them(
    made: Deck, book: Library
) -> None:
    scene, text = book.scenes[ARTICLE], re.sub("[“”]", '"', shown(made)).replace("’", "'")
    for one in (
        *scene.objectives,
        scene.clinician,
        *(it.tick for it in scene.ticks),
        *scene.debrief,
        HOME,
        "CC BY 4.0",
    ):
        assert one in text
    for line in (*scene.poor, *scene.good):
        assert (line.says or line.does) in text
    assert book.quizzes[ARTICLE].questions[0].stem in text
    assert scene.patient not in text
    notes = "".join(slide.notes_slide.notes_text_frame.text for slide in made.slides if slide.has_notes_slide)  # type: ignore[union-attr]
    notes = re.sub("[“”]", '"', notes).replace("’", "'")
    for one in (scene.patient, scene.set_up, scene.if_it_fails, "stop word", "B: no."):
        assert one in notes


def test_what_an_article_has_drawn_is_said_in_words(book: Library) -> None:
    shown = {
        str(call.args[0]): page.id for page in book.pages.values() for call in page.calls if call.name == "picture"
    }
    said = {
        id: [par.text for slide in slides(book, book.articles[article]) for par in slide.text]
        for id, article in shown.items()
        if article in book.articles
    }
    assert len(said) >= 12
    assert all(typeset(book.pictures[id].words) in texts for id, texts in said.items())


def test_what_an_article_has_drawn_is_on_a_slide_of_its_own(book: Library) -> None:
    made = Presentation(io.BytesIO(deck(book, book.articles["share-decisions"])))
    shown = [slide for slide in made.slides if slide.shapes.title.text_frame.text.startswith("How it looks")]  # type: ignore[union-attr]
    picture = shown[0].shapes[2]
    assert picture._element.nvPicPr.cNvPr.get("descr") == book.pictures["three-talks"].words
    assert picture.left + picture.width <= made.slide_width
    assert picture.top + picture.height <= made.slide_height
    assert shown[0].shapes[1].left + shown[0].shapes[1].width < picture.left
    drawn = Image.open(io.BytesIO(picture.image.blob)).convert("L")  # type: ignore[attr-defined]
    assert drawn.width == 1200
    assert 0.01 < sum(drawn.histogram()[:128]) / (drawn.width * drawn.height) < 0.2


def test_each_source_of_the_advice_is_linked_and_the_codes_picture_has_words(made: Deck, book: Library) -> None:
    links = {
        run.hyperlink.address
        for slide in made.slides
        for shape in slide.placeholders
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    }
    keys = {key for item in book.checklists[ARTICLE].items for key in item.sources}
    assert len(links) == len(keys) + 1
    (picture,) = [shape for slide in made.slides for shape in slide.shapes if not shape.is_placeholder]
    assert picture._element.nvPicPr.cNvPr.get("descr") == f"QR code that leads to {HOME}maintain/{ARTICLE}/"


def test_the_same_text_gives_the_same_bytes_and_the_files_facts_are_ours(book: Library, file: bytes) -> None:
    article = book.articles[ARTICLE]
    assert deck(book, article) == file
    assert sheets(book, article) == sheets(book, article)
    for facts in (
        Presentation(io.BytesIO(file)).core_properties,
        Document(io.BytesIO(sheets(book, article))).core_properties,
    ):
        assert article.title in facts.title
        assert (facts.author, facts.language) == (book.settings.site_name, "en-GB")
        assert facts.created.isoformat()[:10] == article.evidence_checked  # type: ignore[union-attr]


def test_no_text_of_any_article_is_small_or_cut_off(book: Library) -> None:
    for id in book.scenes:
        for slide in slides(book, book.articles[id]):
            for size, part in fitted(slide.text, WIDTH - slide.aside):
                assert size >= 18
                assert height(part, size, WIDTH - slide.aside) <= HEIGHT, (id, slide.title)


@pytest.mark.parametrize("count", [1, 9, 40])
def test_long_text_goes_on_on_another_slide_and_none_is_lost(count: int) -> None:
    pars = [Par(f"{number} " + "A sentence that is said slowly. " * 9, "Somebody:") for number in range(count)]
    parts = fitted(pars)
    assert [one for _, part in parts for one in part] == pars
    (one,) = [Par("word " * 1500)]
    cut = fitted([one])
    assert " ".join(it.text for _, part in cut for it in part).split() == one.text.split()
    assert all(height(part, size) <= HEIGHT for size, part in [*parts, *cut])
    assert {size for size, _ in parts} <= set(SIZES)


def test_the_widths_are_those_of_the_type(book: Library) -> None:
    require("liberation")
    font = ImageFont.truetype(FONT, 1000)
    plain = ImageFont.truetype(FONT.replace("-Bold", "-Regular"), 1000)
    for slide in plan(book):
        for par in slide.text:
            assert slide_fit._wide(par.text) * 1000 >= plain.getlength(par.text) * 0.99
            assert slide_fit._wide(par.lead) * 1000 * slide_fit._BOLD >= font.getlength(par.lead) * 0.98


def test_the_colours_are_those_of_the_site() -> None:
    text = (PROJECT / "overrides/assets/css/tokens.css").read_text("utf-8")
    tokens = dict(re.findall(r"--(\w+): var\(--light, #(\w{6})\)", text))
    assert {name: tokens[name] for name in COLOURS if name in tokens} == {
        name: colour for name, colour in COLOURS.items() if name not in ("foundations", "teach")
    }
    assert COLOURS["foundations"] == COLOURS["teach"] == tokens["voice"]


def test_the_sheets_are_a_page_each_and_hold_what_each_needs(book: Library) -> None:
    scene = book.scenes[ARTICLE]
    made = Document(io.BytesIO(sheets(book, book.articles[ARTICLE])))
    heads = [one.text for one in made.paragraphs if one.style and one.style.name == "Heading 1"]
    assert [one.rpartition(": ")[2] for one in heads] == [
        "for the facilitator",
        "Clinician’s brief",
        "Patient’s brief",
        "observer’s sheet",
    ]
    assert sum(one.text.startswith("☐") for one in made.paragraphs) == len(scene.ticks)
    assert [round(one.cm, 1) for one in (made.sections[0].page_width, made.sections[0].page_height)] == [21, 29.7]  # type: ignore[union-attr]
    text = [one.text for one in made.paragraphs]
    assert sum(scene.clinician in one for one in text) == 1
    assert f"{HOME}maintain/{ARTICLE}/" in made.sections[0].footer.paragraphs[0].text


def test_markup_in_text_stays_text(book: Library) -> None:
    mark = "<mark>x</mark> & {{ 7*7 }}"
    scene = replace(book.scenes[ARTICLE], clinician=mark, debrief=(mark,))
    changed = replace(book, scenes={**book.scenes, ARTICLE: scene})
    assert shown(Presentation(io.BytesIO(deck(changed, book.articles[ARTICLE])))).count(mark) == 2
    made = Document(io.BytesIO(sheets(changed, book.articles[ARTICLE])))
    assert sum(one.text == mark for one in made.paragraphs) == 2


def test_they_are_written_on_demand_stay_and_are_listed(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(good), "export", "--slides"]) == 0
    names = download_files.slide_files(handbook.load(good))
    assert names
    assert f"{len(names)} files" in capsys.readouterr().out
    assert main(["--root", str(good), "export"]) == 0
    assert all((good / download_files.FOLDER / name).stat().st_size > 1000 for name in names)
    library = handbook.load(good)
    assert not library.problems
    page = library.pages["teach/index.md"] if "teach/index.md" in library.pages else next(iter(library.pages.values()))
    assert listed(library, page).count(".pptx") == listed(library, page).count(".docx") == len(names) / 2


def test_libreoffice_shows_each_slide_on_a_page_and_shrinks_nothing(book: Library, file: bytes, tmp_path: Path) -> None:
    require("libreoffice")
    (tmp_path / "deck.pptx").write_bytes(file)
    (tmp_path / "sheets.docx").write_bytes(sheets(book, book.articles[ARTICLE]))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "deck.pptx", "sheets.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "deck.pdf").read_bytes()))
    assert pages == len(Presentation(io.BytesIO(file)).slides)
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "sheets.pdf").read_bytes())) in (4, 5)
    if shutil.which("pdftohtml"):
        told = subprocess.run(
            ["pdftohtml", "-xml", "-i", "-stdout", "deck.pdf"], cwd=tmp_path, capture_output=True, check=True
        )
        sizes = [int(one) for one in re.findall(rb'<fontspec [^>]*size="(\d+)"', told.stdout)]
        assert min(sizes) >= 18 * 1.5  # it measures in two thirds of a point
