"""Harmless markers in every field that people write: the check refuses each at its place, or it arrives as text alone.

Each field has a number that follows its marker, so that a text that holds the number has to hold the whole marker.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest

from macros import handbook
from macros.builders.run import run_builder
from macros.checks import check
from macros.exports import anki, citation_files, data_package, questions
from macros.exports.book_chapters import parts
from macros.exports.book_epub import epub
from macros.exports.write import export, export_slides
from macros.handbook import schemas
from macros.handbook.signatures import SIGNATURES
from macros.model import Library
from macros.site.completion import complete
from tests.attacks.authored_fields import FILES, NOT_AUTHORED, Path_, fields, is_free, plant
from tests.attacks.exported_text import TEXT, pieces
from tests.attacks.test_second_layer import dress

TODAY = date(2026, 6, 1)
REFUSED = ("<mark>x</mark>", "{{ 7*7 }}")
BEGINS = ("=1+1", "+1+1", "-1+1", "@x", "\uff1d1+1", "%50%x", "[plain]x")  # as a formula, a weight or a format does
REST = (
    '[x](https://elsewhere.example) ../x \\input{x} ]]> "}, @misc{y, *x* `x` $x$ %x ~=x:: \\(x\\) [sound:x.mp3] TY  - x '
    "&amp; www.elsewhere.example //elsewhere.example x@elsewhere.example { #Qx .Qx } #x | x --> ${x} @x@"
)
# What the check would refuse: where it does not look, this is text too.
HTML = "<b onclick=Qx>x</b> </article></main> <!-- Qx --> <!--/text--> &lt;Qx&gt; <javascript:Qx> <![CDATA[ Qx"
Field = tuple[str, Path_]
NUMBERS: dict[Field, str] = {
    one: f"Q{number}Q"
    for number, one in enumerate((name, path) for name in FILES for path, held in fields(name) if is_free(held))
}
COPIED = ("references", "synonyms")  # shown letter for letter, or only searched: two braces may stand there
MATCHED = ("groups", ("groups", "names"))  # looked for in texts, and never shown
NOT_SHOWN = {  # what only maintainers read: reasons, notes, and what a page was like at the last look
    ("links", ("links", "reason")), ("references", ("note",)), ("search", ("asked", "because")), ("search", ("asked", "means")),
    ("waivers", ("waivers", "file")), ("waivers", ("waivers", "reason")),
    *(("evidence_status", ("sources", "page", key)) for key in ("etag", "modified", "text")),
}  # fmt: skip
UNCHECKED = {("links", ("links", "reason"))}  # read by maintainers and by the weekly look at links alone
OF_AN_ARTICLE = {"checklist", "evidence", "quiz", "related", "scene", "scorm", "slides", "review_status"}
_NUMBER = re.compile(r"Q\d+Q")
_TYPED = str.maketrans('\u201c\u201d"\u2018\u2019`\u2212\u2013\u2014\u02c6', "''''''---^")


def numbered(marker: str) -> Callable[[Field], str]:
    return lambda field: f"{marker} {NUMBERS[field]}"


def prepare(root: Path, text: Callable[[Field], str]) -> Library:
    """A small handbook with a text in every field, and a page that calls every macro that needs no more than the library."""
    for name in FILES:
        plant(root, name, lambda path, name=name: text((name, path)))  # type: ignore[misc]
    article = root / FILES["article"]
    article.write_text(article.read_text("utf-8").replace("Someone who is deaf", "- **Deaf.** They", 1), "utf-8")
    words = text(("watch", ("query",)))
    given, three = (json.dumps(one, ensure_ascii=False) for one in (words, f"3 {words}"))
    calls = [
        *(f"{name}()" for name, one in SIGNATURES.items() if not one.least and name not in OF_AN_ARTICLE),
        *(f'{name}("rapport")' for name in ("cards", "kit", "articles")),
        'evidence_library("cohort")', 'results("trust", "odds-ratio")', 'cite("author-a", "author-b")', f'xref("listen", {given})',
        f'term("nocebo", {given})', f'frequency("100 people", {three}, "97 others")',
    ]  # fmt: skip
    pages = {
        "about/all": calls,
        "teach/sheets/rapport": ['sheets("rapport")'],
        "visit/before": [],
        "teach/pick": [],
        "teach/downloads": [],
        "about/licence": [],
    }
    for path, called in pages.items():
        head = f"---\ntitle: {path}\ndescription: A page of a small handbook, made for tests.\n---\n\n## Questions {{ #questions }}\n\n"
        (root / f"docs/{path}.md").parent.mkdir(parents=True, exist_ok=True)
        (root / f"docs/{path}.md").write_text(head + "\n\n".join(f"{{{{ {one} }}}}" for one in called) + "\n", "utf-8")
    return handbook.load(root)


def broken(name: str, content: bytes, marker: str, seen: set[str]) -> Iterator[str]:
    """Where the marker of a field is no text, or no longer whole."""
    whole = plainly(marker)
    for kind, piece in pieces(name, content):
        if kind != TEXT and (_NUMBER.search(piece) or "Qx" in piece or "elsewhere.example" in piece):
            yield f"{name}: {piece[:300]!r} works"
        elif kind == TEXT and "Q" in piece:
            *before, _ = _NUMBER.split(plainly(piece))
            seen.update(_NUMBER.findall(piece))
            yield from (f"{name}: {one[-300:]!r} is not whole" for one in before if not one.endswith(whole))


def plainly(text: str) -> str:
    """Text without white space, braces, dots and what typography, initials and Moodle's and LaTeX's doubling do to it."""
    return re.sub("--+", "-", re.sub(r"[\s.{}]|(?<=:):", "", text.translate(_TYPED)))


def test_every_schema_is_that_of_a_file() -> None:
    assert {one.stem for one in schemas.FOLDER.glob("*.json")} - NOT_AUTHORED == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_field_for_a_name_takes_no_marker(name: str) -> None:
    for path, held in fields(name):
        if not is_free(held):
            found = [
                one
                for one in (*REFUSED, *BEGINS, *REST.split())
                if jsonschema_rs.is_valid({"pattern": held["pattern"]}, one)
            ]
            assert all(len(one) == 1 for one in found), path


@pytest.mark.parametrize("marker", REFUSED)
def test_code_is_refused_at_its_place(good: Path, marker: str) -> None:
    found = check(prepare(good, numbered(marker)), TODAY)
    refused = {(one.place.file, one.place.line) for one in found if one.code in ("KB801", "KB807", "KB521")}
    passed = {
        field
        for field, number in NUMBERS.items()
        for line, text in enumerate((good / FILES[field[0]]).read_text("utf-8").splitlines(), 1)
        if number in text and (FILES[field[0]], line) not in refused
    }
    braces = {(name, path) for name, path in NUMBERS if name in COPIED and marker == "{{ 7*7 }}"}
    assert passed - UNCHECKED <= braces


@pytest.mark.parametrize("begin", BEGINS)
def test_no_text_begins_a_formula_a_weight_or_a_format(good: Path, begin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/handbook/")
    library = prepare(good, numbered(begin))
    files = {
        "evidence.zip": data_package.package(library),
        "questions.gift.txt": questions.gift(library).encode(),
        "questions.xml": questions.moodle_xml(library).encode(),
        **dict(anki.files(library)),
        **dict(citation_files.files(library)),
    }
    seen: set[str] = set()
    assert [one for name, content in files.items() for one in broken(name, content, begin, seen)] == []
    assert len(seen) > 20


@pytest.mark.parametrize("marker", [REST, HTML], ids=["what the check lets pass", "what it refuses"])
def test_a_marker_is_text_in_every_file_for_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marker: str
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/handbook/")
    root = dress(tmp_path)
    braces = {one: f"{REFUSED[1]} {marker}" if one[0] in COPIED else marker for one in NUMBERS}
    library = prepare(root, lambda one: "deaf" if one == MATCHED else f"{braces[one]} {NUMBERS[one]}")
    export(library)
    export_slides(replace(library, scenes={"greet": library.scenes["greet"]}))
    assert "\n".join(map(str, run_builder(root, root / "site"))) == ""
    complete(library, root / "site")
    (root / "site/handbook.epub").write_bytes(epub(library, parts(library, root / "site")))
    seen: set[str] = set()
    files = {
        one.relative_to(root / "site").as_posix(): one for one in sorted((root / "site").rglob("*")) if one.is_file()
    }
    wrong = [why for name, path in files.items() for why in broken(name, path.read_bytes(), marker, seen)]
    assert wrong[:5] == []
    assert {one for one, number in NUMBERS.items() if number not in seen} == {MATCHED, *NOT_SHOWN}
