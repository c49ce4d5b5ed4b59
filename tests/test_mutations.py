"""Every rule against a fault planted for it: exactly that finding, at that place, and no other; the words are kept in one file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from macros import handbook
from macros.checks import rules
from macros.checks.allowed_html import SHIFTS
from macros.checks.built_site import check_site
from macros.checks.markup import TAGS
from macros.exports.cartridge_writer import cartridge
from macros.exports.course_pack import Link, Module, Pack
from macros.handbook.schemas import schema
from macros.handbook.sentences import plain
from tests import small_handbook
from tests.mutations import (
    CASES,
    POLICY,
    SITE_CASES,
    TODAY,
    begin_log,
    built,
    checked,
    facts,
    kept,
    named,
    of_site,
    plant,
    sentences,
    told,
)  # fmt: skip

HERE = Path(__file__).parent
SENTENCES = kept()
AGAIN = "if it is well said: .venv/bin/python -m tests.mutations"
READING = {f"KB{family}0{kind}" for family in (1, 4, 5) for kind in range(1, 6)} | {"KB534", "KB601"}
READING |= {"KB431", "KB432", "KB433"}
NAMING = {f"KB30{kind}" for kind in range(1, 7)} | {"KB312"}


def test_the_good_handbook_has_no_finding(good: Path) -> None:
    assert checked(good) == []


@pytest.mark.parametrize("case", CASES, ids=[case["fault"] for case in CASES])
def test_a_planted_fault_gives_exactly_its_finding(saved: Path, case: dict[str, Any]) -> None:
    case = told(case, handbook.load(saved)) if "@" in str(case) else case
    plant(saved, case)
    findings = checked(saved)
    assert facts(findings) == case["expect"]
    assert "\n".join(sentences(findings)) == SENTENCES.get(case["fault"]), AGAIN


@pytest.mark.usefixtures("saved")
def test_all_that_share_the_folder_are_given_to_one_worker(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("xdist_group").args == ("test_mutations",)
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@test_mutations")  # by which pytest-xdist knows them


GREET = "rapport/greet.md"
ANSWERED_IN = {
    GREET: "They greet people you back.",
    "_data/checklists/greet.yml": "Wait for them to greet people.",
    "_data/quizzes/greet.yml": "To leave",
    "_data/scenes/greet.yml": "You are late to greet people.",
}


def test_what_one_file_says_of_another_is_found_after_each_save_as_in_a_first_check(
    good: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def save(file: str, old: str, new: str) -> list[str]:
        """Save an edit, or the old text for the new again, and return the codes of what a first check finds too."""
        path = good / "docs" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        elsewhere = tmp_path_factory.mktemp("copy")
        small_handbook.restore(elsewhere, small_handbook.files(good))
        found = checked(good)
        assert sentences(found) == sentences(checked(elsewhere))
        return sorted({one.code for one in found})

    assert checked(good) == []
    assert save("_data/search/greet.yml", "greet properly", "zebra") == ["KB424"]
    for file, text in ANSWERED_IN.items():
        assert save(file, text, f"{text} A zebra.") == []
        assert save(file, f"{text} A zebra.", text) == ["KB424"]
    assert save("_data/search/greet.yml", "zebra", "greet properly") == []
    assert save(GREET, "Someone who is deaf", "- **A child.** Sit.\n\nSomeone who is deaf") == []
    assert save("_data/groups.yml", "names: [child]", "names: [children]") == ["KB426"]
    assert save("_data/groups.yml", "names: [children]", "names: [child]") == []
    said = "Someone who is deaf needs to see your face while you greet people."
    assert save("rapport/listen.md", "They listen to people you back.", said) == ["KB707"]
    assert save("rapport/listen.md", said, f"One more line.\n\n{said}") == ["KB707"]
    assert save(GREET, said, "None is.") == []
    assert save("_data/references/a.yml", "- id: author-a", "- id: author-aa") == ["KB304", "KB508", "KB509"]
    assert save("_data/references/a.yml", "- id: author-aa", "- id: author-a") == []
    page, text = good / "docs" / GREET, (good / "docs" / GREET).read_text("utf-8")
    page.rename(page.with_name("wave.md"))
    assert "KB301" in save("_data/groups.yml", "Children", "Young")
    page.write_text(text, "utf-8")
    assert "KB109" in save("_data/groups.yml", "Young", "Children")
    page.with_name("wave.md").unlink()
    assert save("_data/groups.yml", "Children", "Young") == []


def test_each_sentence_that_is_kept_belongs_to_a_case() -> None:
    assert list(SENTENCES) == [case["fault"] for case in CASES] + [named(case) for case in SITE_CASES]


def test_every_rule_has_a_case_that_it_catches() -> None:
    caught = {one["code"] for case in CASES for one in case["expect"]}
    waivers = {"KB414", "KB415"}
    assert caught == {rule.code for rule in rules(TODAY)} | READING | NAMING | waivers


def test_each_rule_has_a_code_of_its_own() -> None:
    codes = [rule.code for rule in rules(TODAY)]
    assert sorted(codes) == sorted(set(codes))


def test_the_catalogue_names_every_code() -> None:
    catalogue = (HERE.parent / "docs/contribute/findings.md").read_text("utf-8")
    named = set(re.findall(r"KB\d{3}", catalogue))
    of_site = (path.read_text("utf-8") for path in (HERE.parent / "macros/checks").glob("*.py"))
    site = {code for text in of_site for code in re.findall(r'"(KB9\d\d)"', text)} | {"KB900"}
    assert (
        named
        == {rule.code for rule in rules(TODAY)}
        | READING
        | NAMING
        | {"KB114", "KB115", "KB116", "KB414", "KB415"}
        | site
    )


def test_five_mistakes_on_one_page_are_reported_at_once(good: Path) -> None:
    page = good / "docs/rapport/greet.md"
    spoiled = page.read_text("utf-8")
    for old, new in (
        ("stage: [opening]", "stage: [openning]"),
        ("## Adapt to the person { #adapt }", "## Adapt { #adapt }"),
        ('xref("listen#say"', 'xref("lissen#say"'),
        ("They greet people you back.", "They {{ 7 * 7 }} back."),
        ("before anything else.", "before <b>anything</b> else."),
    ):
        spoiled = spoiled.replace(old, new)
    page.write_text(spoiled, "utf-8")
    assert [one["code"] for one in facts(checked(good))] == ["KB105", "KB802", "KB301", "KB204", "KB801"]


@pytest.mark.parametrize("name", sorted({*TAGS} - {"br"}))
def test_only_what_shifts_its_text_is_refused_within_its_own_kind(good: Path, name: str) -> None:
    page = good / "docs/rapport/greet.md"
    nested = f"Hello <{name}>you <{name}>there</{name}></{name}>."
    page.write_text(page.read_text("utf-8").replace("They greet people you back.", nested), "utf-8")
    assert [one["facts"]["kind"] for one in facts(checked(good))] == ["within"] * (name in SHIFTS)


def test_a_waiver_in_force_accepts_its_finding(good: Path) -> None:
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("They greet people you back.", "They greet you back!"), "utf-8")
    waiver = "waivers:\n  - code: KB705\n    file: docs/rapport/greet.md\n    reason: It is a quotation.\n    until: 2027-01-01\n"
    (good / "docs/_data/waivers.yml").write_text(waiver, "utf-8")
    assert checked(good) == []


def test_what_is_unreadable_unknown_or_unsafe_cannot_be_waived() -> None:
    pattern = schema("waivers")["properties"]["waivers"]["items"]["properties"]["code"]["pattern"]
    every = READING | {rule.code for rule in rules(TODAY)}
    assert {code for code in every if not re.search(pattern, code)} == READING | {
        code for code in every if code[:3] in ("KB3", "KB8")
    }


def test_a_good_site_has_no_finding(tmp_path: Path) -> None:
    assert check_site(built(tmp_path, '<a href="about/#top">x</a> <a href="https://example.org/">y</a>')) == []


@pytest.mark.parametrize("case", SITE_CASES, ids=[named(case)[:40] for case in SITE_CASES])
def test_a_fault_in_a_built_page_is_found(tmp_path: Path, case: dict[str, Any]) -> None:
    findings = of_site(tmp_path, case)
    assert [str(one.place) for one in findings] == ["site/index.html:1:1"] * len(case["expect"])
    assert [{"code": one.code, "facts": plain(one.facts)} for one in findings] == case["expect"]
    assert "\n".join(map(str, findings)) == SENTENCES[named(case)], AGAIN


def test_a_request_of_an_inline_style_is_found_beside_its_refusal(tmp_path: Path) -> None:
    site = built(tmp_path, "<style>@import '//cdn.example/x.css'</style>")
    assert [one.code for one in check_site(site)] == ["KB905", "KB911"]


@pytest.mark.parametrize(
    "content",
    [
        "0; url=https://elsewhere.example/",
        "0; URL=https://elsewhere.example/",
        "0;https://elsewhere.example/",
        " 1.5 , Url = 'https://elsewhere.example/'x",
        ".;'https://elsewhere.example/' url=about/",
        "0 &quot;https://elsewhere.example/&quot;",
        "0; url=ht&#10;tps://elsewhere.example/",
        "0; url=&#1;https://elsewhere.example/",
    ],
)
def test_a_redirect_out_of_the_site_is_found(tmp_path: Path, content: str) -> None:
    site = built(tmp_path, f'<meta http-equiv="refresh" content="{content}">')
    [found] = check_site(site)
    assert (found.code, found.facts["to"]) == ("KB913", "https://elsewhere.example/")


def test_a_redirect_out_of_the_site_is_found_beside_one_that_stays(tmp_path: Path) -> None:
    away, stays = (
        f'<meta http-equiv="refresh" content="0; url={to}">' for to in ("https://elsewhere.example/", "about/")
    )
    for number, body in enumerate((away + stays, stays + away)):
        assert [one.code for one in check_site(built(tmp_path / str(number), body))] == ["KB913"]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("0", ["KB906"]),
        ("5; url=", ["KB906"]),
        ("", []),
        ("0; url=//[", ["KB913"]),
        ("0url=about/", []),
        ("; url=about/", []),
    ],
)
def test_a_refresh_without_an_address_leads_to_its_own_page_and_one_without_a_time_nowhere(
    tmp_path: Path, content: str, codes: list[str]
) -> None:
    site = built(tmp_path, f'<meta http-equiv="refresh" content="{content}">')
    assert [one.code for one in check_site(site)] == codes


def test_a_redirect_over_a_redirect_is_found_in_the_site(tmp_path: Path) -> None:
    site = built(tmp_path, "")
    for name, to in (("a", "../b/"), ("b", "../about/")):
        (site / name).mkdir()
        page = f'<html><head>{POLICY}<meta http-equiv="refresh" content="0; url={to}"></head><body></body></html>'
        (site / name / "index.html").write_text(page, "utf-8")
    assert [(one.place.file, one.code) for one in check_site(site)] == [("site/a/index.html", "KB906")]


def test_dead_ends_and_leftovers_of_the_search_and_requests_in_assets_are_found(tmp_path: Path) -> None:
    site = built(tmp_path, '<link rel="stylesheet" href="a.css"><script type="module" src="start.js"></script>')
    (site / "start.js").write_text('import { a } from "./a.js"', "utf-8")
    (site / "unused.js").write_text('fetch("https://api.example/x")', "utf-8")
    (site / "search").mkdir()
    names = '{"pages": [["about/", "T"], ["lost/", "L"]], "shown": ["0"]}'
    (site / "search/index.json").write_text(names, "utf-8")
    shown = '[["{{ left }}", [["top", "In brief", ""], ["gone", "Hard", ""]]], ["", []]]'
    (site / "search/pages-0.json").write_text(shown, "utf-8")
    (site / "a.css").write_text("\n\nb { background: url(https://cdn.example/x.png) }", "utf-8")
    (site / "a.js").write_text('fetch("https://api.example/x")\nconst svg = "http://www.w3.org/2000/svg"', "utf-8")
    places = [(str(one.place), one.code) for one in check_site(site)]
    assert places == [
        ("site/a.css:3:1", "KB905"),
        ("site/a.js:1:1", "KB905"),
        *[("site/search/pages-0.json:1:1", "KB907")] * 3,
    ]


@pytest.mark.parametrize("index", ['{"pages": 2, "shown": ["0"]}', '{"pages": [], "shown": ["gone"]}', "[]", "{"])
def test_data_of_the_search_that_cannot_be_read_are_a_finding(tmp_path: Path, index: str) -> None:
    site = built(tmp_path, "")
    (site / "search").mkdir()
    (site / "search/index.json").write_text(index, "utf-8")
    (site / "search/pages-0.json").write_text("[]", "utf-8")
    assert [(str(one.place), one.code) for one in check_site(site)] == ([("site/search/index.json:1:1", "KB907")])


def test_a_start_that_is_missing_and_a_request_in_what_it_loads_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = built(tmp_path, "")
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("<body>", '<body data-start="start.js">'), "utf-8")
    assert [one.code for one in check_site(site)] == ["KB902"]
    (site / "start.js").write_text('import("./later.js")', "utf-8")
    (site / "later.js").write_text('fetch("https://api.example/x")', "utf-8")
    assert [(str(one.place), one.code) for one in check_site(site)] == [("site/later.js:1:1", "KB905")]
    monkeypatch.chdir(tmp_path)
    assert [one.code for one in check_site(site.relative_to(tmp_path))] == ["KB905"]


def test_a_course_pack_with_a_link_that_does_not_land_is_found(tmp_path: Path) -> None:
    site = built(tmp_path, "")
    (site / "downloads").mkdir()
    links = tuple(Link(f"link.{n}", "T", f"https://example.org/hb/{at}") for n, at in enumerate(PACK_LINKS))
    module = Module("module.a", "A", links)
    pack = Pack("pack.a", "A", "About A", "CC", "https://example.org/hb/", (module,), ())
    (site / "downloads/a.imscc").write_bytes(cartridge(pack))
    (site / "downloads/b.imscc").write_bytes(b"PK, and nothing else")
    findings = [
        (one.place.file, one.code, one.facts["kind"], one.facts.get("link")) for one in check_site(site, "/hb/")
    ]
    assert findings == [
        ("site/downloads/a.imscc", "KB912", "link", "https://example.org/hb/about/#gone"),
        ("site/downloads/a.imscc", "KB912", "link", "https://example.org/hb/gone/"),
        ("site/downloads/b.imscc", "KB912", "unreadable", None),
    ]


@pytest.mark.parametrize("base", ["/\N{LATIN SMALL LETTER U WITH DIAERESIS}bung/", "/%C3%BCbung/"])
def test_a_pack_of_a_site_under_any_path_lands(tmp_path: Path, base: str) -> None:
    site = built(tmp_path, "")
    (site / "downloads").mkdir()
    link = Link("link.a", "T", f"https://example.org{base}about/#top")
    pack = Pack("pack.a", "A", "About A", "CC", f"https://example.org{base}", (Module("module.a", "A", (link,)),), ())
    (site / "downloads/a.imscc").write_bytes(cartridge(pack))
    assert check_site(site, base) == []


PACK_LINKS = ("", "about/#top", "gone/", "about/#gone")


def test_a_page_that_is_no_text_is_one_finding_on_its_line(good: Path) -> None:
    page = good / "docs/rapport/greet.md"
    page.write_bytes(page.read_bytes().replace(b"Greet people before", b"Caf\xe9 before"))
    assert facts(checked(good)) == [
        {"at": "docs/rapport/greet.md:19:1", "code": "KB101", "facts": {"kind": "not-utf-8"}}
    ]


def test_an_item_under_a_new_name_changes_no_advice_and_is_missed_under_the_old(good: Path) -> None:
    log = next(case["log"] for case in CASES if case["fault"] == "a change that says nothing")
    begin_log(good, told(log.partition("- date: 2026-01-03")[0], handbook.load(good)))
    ledger = good / "docs/_data/permalinks.tsv"
    ledger.write_text(ledger.read_text("utf-8") + "rapport/greet/\tsay-it\t2026-01-02\n", "utf-8")
    checklist = good / "docs/_data/checklists/greet.yml"
    text = checklist.read_text("utf-8").replace("id: say-it", "id: say-hello")
    checklist.write_text(text, "utf-8")
    gone = {"kind": "anchor", "address": "rapport/greet/#say-it", "anchor": "say-it"}
    assert facts(checked(good)) == [{"at": "docs/rapport/greet.md:1:1", "code": "KB602", "facts": gone}]
    checklist.write_text(text.replace("id: say-hello", "id: say-hello\n    formerly: [say-it]"), "utf-8")
    assert checked(good) == []
