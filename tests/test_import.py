"""References from files of databases and reference managers: what each format is known to break stays whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from macros import handbook
from macros.checks import check
from macros.cli import main
from macros.editing.import_references import OURS, import_references, read
from macros.editing.importing import bibtex, csl_json, nbib, ris
from macros.errors import CommandError
from macros.exports import citation_files
from macros.handbook.resolve import reference_file
from macros.model import Reference
from tests.conftest import PROJECT


def snapshot(root: Path) -> dict[str, str]:
    """The text of every file of references."""
    folder = root / "docs/_data/references"
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in folder.iterdir()}


RIS = """\ufeffTY  - JOUR
A1  - van de Ven, P. M.
AU  - Trust and Listening Study
 Group of Elsewhere
TI  - A 5% rise in trust: what
 followed
T2  - Journal of Made-up Medicine
Y1  - 2021/03/04
VL  - 12
SP  - 437
EP  - 43
DO  - https://doi.org/10.1000/made-up.1
UR  - https://a.example/?x=1;y=2
N2  - An abstract that is no title.
ER  - 
"""
BIBTEX = r"""
@article{meyer2020,
  Title = {A 5% rise in {T}rust},
  author = {van de Ven, P. M. and {Trust and Listening Group} and M{\"u}ller, {\"O}. and Street, Jr, Richard L. and others},
  journal = {Journal of Made-up Medicine}, year = 2020, number = {3}, pages = {437--43},
  doi = {10.1000/a_b}, url = {https://a.example/a_b%20c}
}
"""
NBIB = """
PMID- 12345678
TI  - Trust on the ward: a study of what was
      said.
FAU - Street, Richard L Jr
FAU - Müller, Özlem
CN  - Trust Study Group
JT  - Journal of made-up medicine
DP  - 2019 Mar
VI  - 12
IP  - 3
PG  - 437-43
LID - 10.1000/made-up.2 [doi]
PT  - Journal Article

PMID- 12345679
TI  - The last record, without a final line break
AU  - Okafor AB
JT  - Journal of made-up medicine
DP  - 2018
LID - e017 [pii]
AID - 10.1000/made-up.3 [doi]"""


def test_ris_keeps_wrapped_names_titles_and_addresses() -> None:
    (found,) = ris.read(RIS)
    assert found["author"] == [
        {"family": "Ven", "given": "P M", "non-dropping-particle": "van de"},
        {"literal": "Trust and Listening Study Group of Elsewhere"},
    ]
    assert found["title"] == "A 5% rise in trust: what followed"
    assert found["container-title"] == "Journal of Made-up Medicine"
    assert (found["issued"], found["volume"], found["page"]) == (2021, "12", "437-443")
    assert (found["DOI"], found["URL"]) == ("10.1000/made-up.1", "https://a.example/?x=1;y=2")


def test_half_a_ris_record_is_refused() -> None:
    with pytest.raises(CommandError, match=r"2 records begin \(TY\) and 1 end"):
        ris.read(RIS + "TY  - JOUR\nTI  - Cut")


def test_bibtex_keeps_percent_signs_groups_and_addresses() -> None:
    (found,) = bibtex.read(BIBTEX)
    assert found["title"] == "A 5% rise in Trust"
    assert found["author"] == [
        {"family": "Ven", "given": "P M", "non-dropping-particle": "van de"},
        {"literal": "Trust and Listening Group"},
        {"family": "Müller", "given": "Ö"},
        {"family": "Street", "given": "Richard L", "suffix": "Jr"},
    ]
    assert found["and_others"]
    assert (found["page"], found["DOI"], found["URL"]) == ("437-443", "10.1000/a_b", "https://a.example/a_b%20c")


def test_bibtex_that_is_broken_or_joins_texts_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(CommandError, match="line 8 cannot be read"):
        bibtex.read(BIBTEX + "@article{x, title = {open")
    assert caplog.messages == []  # the parser does not speak beside us
    with pytest.raises(CommandError, match="joins texts"):
        bibtex.read('@article{x, title = "a" # "b"}')


def test_what_the_reader_of_latex_cannot_bear_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object, text: str) -> str:
        raise KeyError("3")

    monkeypatch.setattr(bibtex.LatexNodes2Text, "latex_to_text", fail)
    with pytest.raises(CommandError, match=r"'A \\\\colour of red'"):
        bibtex.read(r"@article{x, title = {A \colour of red}}")


def test_bibtex_entries_that_share_a_key_are_two_references() -> None:
    found = bibtex.read("@article{x, title = {A}}\n@book{y, title = {B}}\n@article{x, title = {C}}")
    assert [one["title"] for one in found] == ["A", "B", "C"]


def test_a_record_without_a_title_asks_for_it(good: Path, tmp_path: Path) -> None:
    (tmp_path / "x.ris").write_text("TY  - JOUR\nAU  - Okafor, A\nER  - \n", "utf-8")
    (found,) = import_references(handbook.load(good), tmp_path / "x.ris")
    assert found.missing[:2] == ("title", "issued")
    findings = [one for one in check(handbook.load(good), TODAY) if one.place.file == reference_file(found.id)]
    assert [one.facts["key"] for one in findings if one.code == "KB504"] == ["title"]
    assert " in 'okafor-nd', 'URL'" in {one.facts.get("inside") for one in findings if one.facts.get("kind") == "blank"}


def test_many_records_of_one_author_and_year_are_imported_in_order(good: Path, tmp_path: Path) -> None:
    text = "".join(f"@article{{k{n}, title={{T{n}}}, author={{B, C}}, year={{2020}}}}\n" for n in range(40))
    (tmp_path / "x.bib").write_text(text, "utf-8")
    done = import_references(handbook.load(good), tmp_path / "x.bib")
    assert [one.id for one in done[:3]] == ["b-2020", "b-2020-2", "b-2020-3"]
    ids = [one["id"] for one in yaml.safe_load((good / reference_file("b-2020")).read_text("utf-8"))]
    assert len(ids) == 40
    assert ids == sorted(ids)


def test_the_entries_around_a_new_one_stay_as_they_were_to_the_letter(good: Path, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text("@article{k, title={T}, author={Author, Aa}, year={2020}}", "utf-8")
    file = good / reference_file("author-2020")
    before = "# Sources.\n\n\n" + re.sub(r"\n+(?=- id: )", "\n", file.read_text("utf-8")).rstrip("\n") + "\n\n"
    file.write_text(before.replace("- id: author-b", "- id: zeta-b"), "utf-8")
    import_references(handbook.load(good), tmp_path / "x.bib")
    new = re.search(r"(?s)- id: author-2020\n.*?\n\n", file.read_text("utf-8"))
    assert new
    assert file.read_text("utf-8").replace(new[0], "").replace("- id: zeta-b", "- id: author-b") == before


def test_nbib_keeps_the_last_record_and_writes_ranges_out() -> None:
    first, last = nbib.read(NBIB)
    assert first["author"] == [
        {"family": "Street", "given": "Richard L", "suffix": "Jr"},
        {"family": "Müller", "given": "Özlem"},
        {"literal": "Trust Study Group"},
    ]
    assert first["title"] == "Trust on the ward: a study of what was said"
    assert (first["page"], first["DOI"], first["PMID"]) == ("437-443", "10.1000/made-up.2", "12345678")
    assert (last["page"], last["DOI"], last["author"]) == (
        "e017",
        "10.1000/made-up.3",
        [{"family": "Okafor", "given": "AB"}],
    )


def test_a_retracted_publication_is_not_imported() -> None:
    with pytest.raises(CommandError, match="12345678 was retracted"):
        nbib.read(NBIB.replace("PT  - Journal Article", "PT  - Retracted Publication"))


def test_a_record_that_was_cut_before_its_title_is_not_imported() -> None:
    with pytest.raises(CommandError, match="PMID 124 has no title: this file was cut"):
        nbib.read("PMID- 124\n")


def test_csl_json_is_read_from_zotero_and_crossref() -> None:
    item = {
        "type": "journal-article", "title": ["Trust"], "author": [{"family": "Okafor", "given": "A B", "ORCID": "x"}],
        "container-title": ["Journal"], "issued": {"date-parts": [[2020, 13, 1]]}, "DOI": "https://doi.org/10.1000/x",
    }  # fmt: skip
    (found,) = csl_json.read(json.dumps(item))
    assert (found["type"], found["title"], found["issued"], found["DOI"]) == (
        "article-journal",
        "Trust",
        2020,
        "10.1000/x",
    )
    assert found["author"] == [{"family": "Okafor", "given": "A B"}]


TODAY = date(2026, 6, 1)
MARKER = "=1+1 <mark>x</mark> {{ 7*7 }} [x](https://elsewhere.example) ../x ]]> 'x' \"y\": - # & *z"


@pytest.mark.parametrize("write", [citation_files.ris, citation_files.bibtex, citation_files.csl_json])
def test_a_marker_in_a_record_arrives_as_text_and_is_refused(
    good: Path, tmp_path: Path, write: Callable[[list[Reference]], str]
) -> None:
    one = next(iter(handbook.load(good).references.values()))
    marked = {"title": MARKER, "container-title": MARKER, "author": [{"literal": MARKER}], "DOI": "10.1000/other"}
    (tmp_path / "x").write_text(write([replace(one, csl={**one.csl, **marked})]), "utf-8")
    (found,) = import_references(handbook.load(good), tmp_path / "x")
    entry = next(
        one for one in yaml.safe_load((good / reference_file(found.id)).read_text("utf-8")) if one["id"] == found.id
    )
    assert (entry["title"], entry["container-title"], entry["author"]) == (MARKER, MARKER, [{"literal": MARKER}])
    refused = [one for one in check(handbook.load(good), TODAY) if one.code == "KB521"]
    assert len({one.place.line for one in refused}) == 3
    assert all(one.place.file == reference_file(found.id) for one in refused)


@pytest.mark.parametrize("odd", [None, True, 5, "x", {}, [5], [[]], [{"family": 5}]])
@pytest.mark.parametrize("name", ["author", "editor", "issued", "DOI", "page", "container-title"])
def test_odd_values_of_csl_json_are_left_out_or_text(name: str, odd: object) -> None:
    (found,) = csl_json.read(json.dumps([{"type": "book", "title": "T", name: odd}]))
    assert (found["type"], found["title"]) == ("book", "T")
    assert all(isinstance(one, dict) for role in ("author", "editor") for one in found[role])


@pytest.mark.parametrize("name", ["x.ris", "x.bib", "x.json"])
def test_what_is_exported_can_be_imported(tmp_path: Path, name: str) -> None:
    writer = {"x.ris": citation_files.ris, "x.bib": citation_files.bibtex, "x.json": citation_files.csl_json}[name]
    book = handbook.load(PROJECT)
    (tmp_path / name).write_text(writer(book.references.values()), "utf-8")
    for found, one in zip(read(tmp_path / name), book.references.values(), strict=True):
        assert found["title"] == str(one.csl["title"]).rstrip("."), one.id
        assert found.get("DOI", "") == one.csl.get("DOI", ""), one.id
        assert len(found["author"]) == len(one.csl.get("author", ())), one.id  # type: ignore[arg-type]


def test_import_adds_sorted_entries_and_says_what_is_to_be_written(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(good)
    (tmp_path / "a.nbib").write_text(NBIB, "utf-8")
    assert main(["--root", str(good), "import", str(tmp_path / "a.nbib")]) == 0
    assert "street-2019: added" in capsys.readouterr().out
    after = snapshot(good)
    assert {file: text for file, text in after.items() if file in before} == before
    assert set(after) - set(before) == {reference_file("okafor-2018"), reference_file("street-2019")}
    (street,) = yaml.safe_load(after[reference_file("street-2019")])
    assert all(street[name].startswith("FILL: ") for name in OURS)
    main(["--root", str(good), "check", "--format", "json"])
    codes = {(one["code"], one["file"] in before) for one in json.loads(capsys.readouterr().out)}
    assert ("KB212", False) in codes
    assert main(["--root", str(good), "import", str(tmp_path / "a.nbib")]) == 0
    assert "street-2019: is there already" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"just words", "holds no RIS, BibTeX, CSL-JSON or PubMed"), (b"\xff\xfe\x00", "not UTF-8"), (b"", "holds no RIS"),
        (b'[{"x": 1}]', "not CSL-JSON"), (b"[[", "not valid JSON"), (b"TY  - JOUR\n", "cut or damaged"),
        (b"%" * 2_000_001, "larger than 2 MB"), (b"TY  - JOUR\nTI  - a\0b\nER  - \n", "not UTF-8"),
        (b"@article{x, title={A}}\n" * 2_001, "holds 2,001 references"), (b"\n" * 5_000 + b"x", "holds no RIS"),
        (b"TY  - JOUR\nTY  - JOUR\nER  - \nER  - \n", "cut or damaged"),
        (b"@article{x, title={A}, title={B}}", "line 1 gives title twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_changes_nothing(good: Path, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "x").write_bytes(content)
    before = snapshot(good)
    with pytest.raises(CommandError, match=words):
        import_references(handbook.load(good), tmp_path / "x")
    assert snapshot(good) == before
