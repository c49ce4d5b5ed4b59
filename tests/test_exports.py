"""Files for others: the same every time, whole or absent, and as their formats ask."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema_rs
import pytest
from lxml import etree

from macros import handbook
from macros.cli import main
from macros.exports import handbook_schema, json_files, questions
from macros.handbook import download_files
from macros.model import Library
from macros.render.downloads import downloads as listed
from tests.conftest import PROJECT
from tests.test_packs import published


@pytest.fixture(scope="module")
def book() -> Library:
    return published(handbook.load(PROJECT))


@pytest.fixture
def known(good: Path) -> Path:
    """The small handbook, published somewhere."""
    settings = good / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace('site_url: ""', "site_url: https://example.org/hb"), "utf-8"
    )
    return good


def contents(root: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of each exported file."""
    folder = root / download_files.FOLDER
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_exporting_twice_changes_no_byte_and_touches_no_file(known: Path) -> None:
    assert main(["--root", str(known), "export"]) == 0
    first = contents(known)
    assert {"handbook.imscc", "rapport.imscc", "maintain.imscc", "questions.xml", "permalinks.json"} <= set(first)
    assert main(["--root", str(known), "export"]) == 0
    assert contents(known) == first


def test_what_was_exported_is_listed_by_kind_and_every_file_is_counted(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(known), "export"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    counts = [int(line.split()[0]) for line in lines if "kB" in line]
    assert head == f"{download_files.FOLDER}, {sum(counts)} files:"
    assert sum(counts) == len([name for name in contents(known) if not name.endswith((".pptx", ".docx"))])
    assert max(map(len, lines)) < 120


def test_without_an_address_packs_are_left_out_and_the_reason_is_said(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--root", str(known), "export"])
    settings = known / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("https://example.org/hb", '""'), "utf-8")
    assert main(["--root", str(known), "export"]) == 0
    plain = {
        "permalinks.json",
        "handbook.json",
        "evidence-status.json",
        "evidence.zip",
        "handbook.schema.json",
        "sources.ris",
        "sources.bib",
        "sources.json",
    }
    assert {name for name in contents(known) if not name.startswith("sources/")} == plain
    assert "this site does not know its own. Set SITE_URL" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["export", "finish"])
def test_errors_are_fixed_before_files_are_written(
    known: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    quiz = known / "docs/_data/quizzes/greet.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("section: do", "section: gone", 1), "utf-8")
    (known / "site").mkdir()
    (known / "site/index.html").write_text("<p>Built</p>", "utf-8")
    assert main(["--root", str(known), command, *[str(known / "site")] * (command == "finish")]) == 2
    assert (
        "Fix what `kb check` reports first, for example: docs/_data/quizzes/greet.yml:15:14: KB302"
        in capsys.readouterr().err
    )
    assert [path.name for path in (known / "site").iterdir()] == ["index.html"]
    assert not (known / download_files.FOLDER).exists()


def test_the_page_links_what_is_there_and_says_why_something_is_not(known: Path) -> None:
    found = handbook.load(known)
    page = found.pages["index.md"]
    assert "The command `kb export` makes them" in listed(found, page, "data")
    assert "No change has been published yet." in listed(found, page, "changes")
    main(["--root", str(known), "export"])
    assert "- [The whole handbook](downloads/handbook.imscc): 3 articles, a module each (" in listed(
        found, page, "packs"
    )
    assert "Not in this copy" not in listed(found, page, "packs") + listed(found, page, "data")
    unknown = replace(found, settings=replace(found.settings, site_url=""))
    (known / download_files.FOLDER / "rapport.imscc").unlink()
    told = listed(unknown, page, "packs")
    assert "Not in this copy: Establish rapport. A published copy has them on this page." in told
    assert "without a web address" in told
    assert "kb export" not in told


def test_the_handbook_as_data_fits_its_schema_and_the_schema_describes_every_field(book: Library) -> None:
    schema = json.loads(json.dumps(handbook_schema.schema()))
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    value = json.loads(json.dumps(json_files.handbook(book)))
    assert [one.message for one in validator.iter_errors(value)] == []
    value["articles"][0]["items"][0]["certainty"] = "certain"
    assert len(list(validator.iter_errors(value))) == 1
    without = [
        name
        for name, one in re.findall(r'"(\w+)": (\{[^{}]*\})', json.dumps(schema["properties"]))
        if "description" not in one and "$ref" not in one
    ]
    assert without == []


def test_permalinks_hold_every_address_of_the_ledger_and_lead_to_current_ones(book: Library) -> None:
    rows = {one["address"]: one for one in json_files.permalinks(book)["addresses"]}
    ledger = {f"{row.url}#{row.anchor}" if row.anchor else row.url for row in book.permalinks}
    assert ledger <= set(rows)
    for row in rows.values():
        assert row["status"] == ("moved" if "now" in row else "current")
        assert rows[row.get("now", row["address"])]["status"] == "current"
        assert re.fullmatch(r"[0-9a-f]{8}", row["version"])


def test_old_addresses_say_where_they_lead_now(good: Path) -> None:
    page = good / "docs/rapport/greet.md"
    text = page.read_text("utf-8").replace(
        "They greet people you back.",
        '<span id="thanked"></span>They do.\n\n{{ moved("closing-words", "listen#say") }}',
    )
    page.write_text(text, "utf-8")
    checklist = good / "docs/_data/checklists/greet.yml"
    checklist.write_text(
        checklist.read_text("utf-8").replace("id: wait\n", "id: pause\n    formerly: [wait]\n"), "utf-8"
    )
    with (good / "docs/_data/permalinks.tsv").open("a") as ledger:
        for url, anchor in (("rapport/greet/", "wait"), ("rapport/greet/", "thanked"), ("rapport/hello/", "say")):
            ledger.write(f"{url}\t{anchor}\t2026-01-02\n")
        ledger.write("rapport/greet/\tclosing-words\t2026-01-02\n")
    rows = {one["address"]: one for one in json_files.permalinks(handbook.load(good))["addresses"]}
    old = {address: one["now"] for address, one in rows.items() if one["status"] == "moved"}
    assert old == {
        "rapport/greet/#wait": "rapport/greet/#pause",
        "rapport/greet/#thanked": "rapport/greet/#measure",
        "rapport/greet/#closing-words": "rapport/listen/#say",
        "rapport/hello/": "rapport/greet/",
        "rapport/hello/#say": "rapport/greet/#say",
    }


def bank(book: Library) -> list[etree._Element]:
    return etree.fromstring(questions.moodle_xml(book).encode()).findall("question")


def test_moodle_xml_gives_right_answers_full_marks_and_all_boxes_none(book: Library) -> None:
    asked = [one for one in bank(book) if one.get("type") == "multichoice"]
    assert len(asked) == sum(len(quiz.questions) for quiz in book.quizzes.values())
    for question in asked:
        marks = [float(one.get("fraction")) for one in question.findall("answer")]
        assert sum(mark for mark in marks if mark > 0) == pytest.approx(100, abs=0.001)
        if question.findtext("single") == "true":
            assert sorted(marks) == [0.0] * (len(marks) - 1) + [100.0]
        else:
            assert sum(marks) == pytest.approx(0, abs=0.001)


def test_moodle_xml_has_the_right_answers_permanent_numbers_tags_and_a_category_each(book: Library) -> None:
    quizzes = {f"{quiz.id}.{one.id}": one for quiz in book.quizzes.values() for one in quiz.questions}
    category, seen = "", []
    for question in bank(book):
        if question.get("type") == "category":
            category = question.findtext("category/text") or ""
            continue
        id = question.findtext("idnumber") or ""
        article = book.articles[id.split(".")[0]]
        right = {one.findtext("text") for one in question.findall("answer") if float(one.get("fraction")) > 0}
        wanted = {
            option.text.replace("&", "&amp;").replace("<", "&lt;") for option in quizzes[id].options if option.correct
        }
        assert right == wanted
        assert category.startswith("$course$/top/Building Patient Trust/")
        assert category.endswith(article.title.replace("/", "//"))
        assert article.id in [one.text for one in question.findall("tags/tag/text")]
        assert all(article.page.url in (one.findtext("feedback/text") or "") for one in question.findall("answer"))
        seen.append(id)
    assert sorted(seen) == sorted(quizzes)


def gift_parts(text: str, sign: str) -> list[str]:
    """A text cut at a sign of GIFT wherever it is not escaped."""
    return re.split(r"(?<!\\)" + re.escape(sign), text)


def test_gift_escapes_its_own_signs_and_holds_the_same_answers(book: Library) -> None:
    blocks = [one for one in questions.gift(book).split("\n\n") if one.startswith("// [id:")]
    quizzes = {f"{quiz.id}.{one.id}": one for quiz in book.quizzes.values() for one in quiz.questions}
    assert len(blocks) == len(quizzes)
    for block in blocks:
        question = quizzes[re.findall(r"\[id:([\w.-]+)\]", block)[0]]
        assert len(gift_parts(block, "{")) == len(gift_parts(block, "}")) == 2
        answers = [line.strip() for line in block.split("\n") if line.startswith("\t")]
        assert len(answers) == len(question.options)
        for line, option in zip(answers, question.options, strict=True):
            assert re.match(r"=|~%\d" if option.correct else r"~(?!%\d)", line)
            text = re.sub(r"^[=~](%-?[\d.]+%)?", "", gift_parts(line, "#")[0])
            assert re.sub(r"\\(.)", r"\1", text) == option.text.replace("&", "&amp;").replace("<", "&lt;")
            assert len(gift_parts(line, "#")) == 2


def test_links_of_the_question_bank_lead_into_the_built_site(book: Library, site: Path) -> None:
    for address in set(re.findall(r'href="([^"]+)"', questions.moodle_xml(book).replace("&lt;", "<"))):
        parts = urlsplit(address)
        page = site / parts.path.removeprefix("/%C3%BCbung/") / "index.html"
        assert f'id="{parts.fragment}"' in page.read_text("utf-8"), address
