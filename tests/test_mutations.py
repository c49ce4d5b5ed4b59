"""Every rule against a fault planted for it: exactly that finding, at that place, and no other; the words are kept in one file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from macros import handbook
from macros.checks import rules
from macros.checks.built_site import check_site
from macros.exports.cartridge_writer import cartridge
from macros.exports.pack import Link, Module, Pack
from macros.handbook.schemas import schema
from tests.mutations import CASES, TODAY, begin_log, facts, found, kept, plant, told

HERE = Path(__file__).parent
SENTENCES = kept()
READING = {f"KB{family}0{kind}" for family in (1, 4, 5) for kind in range(1, 6)} | {
    "KB431",
    "KB432",
    "KB433",
    "KB534",
    "KB601",
}
NAMING = {f"KB30{kind}" for kind in range(1, 7)} | {"KB312"}


def test_the_good_handbook_has_no_finding(good: Path) -> None:
    assert found(good) == []


@pytest.mark.parametrize("case", CASES, ids=[case["fault"] for case in CASES])
def test_a_planted_fault_gives_exactly_its_finding(good: Path, case: dict[str, Any]) -> None:
    case = told(case, handbook.load(good))
    plant(good, case)
    said = "\n".join(found(good))
    if isinstance(case["expect"][0], str):
        assert said.splitlines() == case["expect"]
    else:
        assert facts(good) == case["expect"]
    assert said == SENTENCES[case["fault"]], "if it is well said: .venv/bin/python -m tests.mutations"


def test_each_sentence_that_is_kept_belongs_to_a_case() -> None:
    assert list(SENTENCES) == [case["fault"] for case in CASES]


def test_every_rule_has_a_case_that_it_catches() -> None:
    caught = {code for case in CASES for one in case["expect"] for code in re.findall(r"\bKB\d{3}\b", str(one))}
    waivers = {"KB414", "KB415"}
    assert caught == {rule.code for rule in rules(TODAY)} | READING | NAMING | waivers


def test_the_catalogue_names_every_code() -> None:
    catalogue = (HERE.parent / "docs/contribute/findings.md").read_text("utf-8")
    named = set(re.findall(r"KB\d{3}", catalogue))
    of_site = (path.read_text("utf-8") for path in (HERE.parent / "macros/checks").glob("*.py"))
    site = {code for text in of_site for code in re.findall(r'"(KB9\d\d)"', text)} | {"KB900"}
    assert named == {rule.code for rule in rules(TODAY)} | READING | NAMING | {"KB114", "KB414", "KB415"} | site


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
    codes = [re.findall(r"KB\d{3}", line)[0] for line in found(good)]
    assert codes == ["KB105", "KB802", "KB301", "KB204", "KB801"]


def test_a_waiver_in_force_accepts_its_finding(good: Path) -> None:
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("They greet people you back.", "They greet you back!"), "utf-8")
    waiver = "waivers:\n  - code: KB705\n    file: docs/rapport/greet.md\n    reason: It is a quotation.\n    until: 2027-01-01\n"
    (good / "docs/_data/waivers.yml").write_text(waiver, "utf-8")
    assert found(good) == []


def test_what_is_unreadable_unknown_or_unsafe_cannot_be_waived() -> None:
    pattern = schema("waivers")["properties"]["waivers"]["items"]["properties"]["code"]["pattern"]
    every = READING | {rule.code for rule in rules(TODAY)}
    assert {code for code in every if not re.search(pattern, code)} == READING | {
        code for code in every if code[:3] in ("KB3", "KB8")
    }


POLICY = (
    """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; script-src 'self'">"""
)
SITE_PAGE = f'<!doctype html><html><head>{POLICY}</head><body><h1 id="top">T</h1>{{}}</body></html>'
SITE_CASES = [
    ('<p id="top">Twice</p>', "KB901 The id 'top' is on this page 2 times"),
    ('<a href="gone/">x</a>', "KB902 The link 'gone/' leads to no page"),
    ('<a href="/about/">x</a>', "KB902 The link '/about/' leads to no page"),
    ('<a href="../secret.txt">x</a>', "KB902 The link '../secret.txt' leads to no page"),
    ('<a href="about/#gone">x</a>', "KB903 The link 'about/#gone' leads to a page without the id 'gone'"),
    ("<p>Macro Rendering Error</p>", "KB904 The text 'Macro Rendering Error' is left over"),
    ("<p>See [a][b]</p>", "KB904 The text 'See [a][b]' is left over"),
    ("<p>{{ x }}</p>", "KB904 The text '{{ x }}' is left over"),
    ('<img src="https://cdn.example/x.png" alt="">', "KB905 The page asks another host"),
    ('<img rel="canonical" src="https://cdn.example/x.png" alt="">', "KB905 The page asks another host"),
    ('<svg><image href="https://cdn.example/x.png"/></svg>', "KB905 The page asks another host"),
    ('<table background="//cdn.example/x.png"></table>', "KB905 The page asks another host"),
    ('<a href="about/" ping="https://cdn.example/">x</a>', "KB905 The page asks another host"),
    ('<link rel="preload" imagesrcset="about/ 1x, https://cdn.example/x.png 2x">', "KB905 The page asks another host"),
    ('<video><source src="https:cdn.example/x.mp4"></video>', "KB905 The page asks another host"),
    ('<a href="a b:c/">x</a>', "KB902 The link 'a b:c/' leads to no page"),
    ('<p onclick="x()">x</p>', "KB908 The attribute 'onclick' runs code"),
    ('<a href="javascript:x()">x</a>', "KB908 'javascript:x()' runs code"),
    ('<a href=" java&#10;script:x()">x</a>', "KB908 ' java\\nscript:x()' runs code"),
    ("<iframe></iframe>", "KB913 <iframe> stands in this page"),
    ("<script>x()</script>", "KB911 The policy refuses this inline script"),
    ("<style>b { color: red }</style>", "KB911 The policy refuses this inline style"),
    ('<p style="color: red">x</p>', "KB911 The policy refuses the style attribute of this <p>"),
]


def built(root: Path, body: str) -> Path:
    """A site of two pages, the first with the given body."""
    (root / "about").mkdir(parents=True)
    (root / "index.html").write_text(SITE_PAGE.format(body), "utf-8")
    (root / "about/index.html").write_text(SITE_PAGE.format('<a href="../#top">home</a> <code>{{ x }}</code>'), "utf-8")
    return root


def test_a_good_site_has_no_finding(tmp_path: Path) -> None:
    assert check_site(built(tmp_path, '<a href="about/#top">x</a> <a href="https://example.org/">y</a>')) == []


@pytest.mark.parametrize(("body", "expected"), SITE_CASES, ids=[expected[:20] for _, expected in SITE_CASES])
def test_a_fault_in_a_built_page_is_found(tmp_path: Path, body: str, expected: str) -> None:
    (tmp_path / "secret.txt").write_text("beside the site", "utf-8")
    findings = check_site(built(tmp_path / "site", body))
    assert len(findings) == 1
    assert str(findings[0]).startswith(f"site/index.html:1:1: {expected}")


def test_a_request_of_an_inline_style_is_found_beside_its_refusal(tmp_path: Path) -> None:
    site = built(tmp_path, "<style>@import '//cdn.example/x.css'</style>")
    assert [one.code for one in check_site(site)] == ["KB905", "KB911"]


POLICY_CASES = [
    ("", "KB909 The page has no content security policy"),
    (f"<script src='x.js'></script>{POLICY}", "KB909 The page has no content security policy before"),
    (POLICY.replace("'self'", "'self' 'unsafe-inline'"), "KB910 The policy's script-src allows 'unsafe-inline'"),
    (POLICY.replace("'self'", "'self' data:"), "KB910 The policy's script-src allows data:"),
    (POLICY.replace("'self'", "https://cdn.example"), "KB910 The policy's script-src allows https://cdn.example"),
    (POLICY.replace("default-src 'none'; ", ""), "KB910 The policy's default-src must be 'none'"),
    (POLICY.replace("base-uri 'none'; ", ""), "KB910 The policy's base-uri must be 'none'"),
]


@pytest.mark.parametrize(("head", "expected"), POLICY_CASES, ids=[expected for _, expected in POLICY_CASES])
def test_a_fault_in_a_policy_is_found(tmp_path: Path, head: str, expected: str) -> None:
    site = built(tmp_path, "")
    (site / "x.js").write_text("", "utf-8")
    (site / "index.html").write_text(SITE_PAGE.format("").replace(POLICY, head), "utf-8")
    assert [str(one).partition(expected)[1] for one in check_site(site)] == [expected]


def test_a_redirect_out_of_the_site_is_found(tmp_path: Path) -> None:
    site = built(tmp_path, '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">')
    assert "KB913 This page sends its readers to 'https://elsewhere.example/'" in str(check_site(site)[0])


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
    shown = '[["about/", "T", "{{ left }}", [["top", "In brief", ""], ["gone", "Hard", ""]]], ["lost/", "L", "", []]]'
    (site / "search/pages-0.json").write_text(shown, "utf-8")
    (site / "a.css").write_text("\n\nb { background: url(https://cdn.example/x.png) }", "utf-8")
    (site / "a.js").write_text('fetch("https://api.example/x")\nconst svg = "http://www.w3.org/2000/svg"', "utf-8")
    places = [(str(one.place), one.code) for one in check_site(site)]
    assert places == [
        ("site/a.css:3:1", "KB905"),
        ("site/a.js:1:1", "KB905"),
        *[("site/search/pages-0.json:1:1", "KB907")] * 3,
    ]


def test_a_start_that_is_missing_and_a_request_in_what_it_loads_are_found(tmp_path: Path) -> None:
    site = built(tmp_path, "")
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("<body>", '<body data-start="start.js">'), "utf-8")
    assert [one.code for one in check_site(site)] == ["KB902"]
    (site / "start.js").write_text('import("./later.js")', "utf-8")
    (site / "later.js").write_text('fetch("https://api.example/x")', "utf-8")
    assert [(str(one.place), one.code) for one in check_site(site)] == [("site/later.js:1:1", "KB905")]


def test_a_course_pack_with_a_link_that_does_not_land_is_found(tmp_path: Path) -> None:
    site = built(tmp_path, "")
    (site / "downloads").mkdir()
    links = tuple(Link(f"link.{n}", "T", f"https://example.org/hb/{at}") for n, at in enumerate(PACK_LINKS))
    module = Module("module.a", "A", links)
    pack = Pack("pack.a", "A", "About A", "CC", "https://example.org/hb/", (module,), ())
    (site / "downloads/a.imscc").write_bytes(cartridge(pack))
    (site / "downloads/b.imscc").write_bytes(b"PK, and nothing else")
    findings = [str(one) for one in check_site(site, "/hb/")]
    assert [re.findall(r"^site/downloads/(\w).*'https://example.org/hb/(.*)' in", one) for one in findings] == [
        [("a", "about/#gone")],
        [("a", "gone/")],
        [],
    ]
    assert "KB912 This course pack cannot be read" in findings[2]


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
    assert found(good) == [
        "docs/rapport/greet.md:19:1: KB101 This line is not UTF-8 text. Save the file as UTF-8, or remove it if it is no text."
    ]


def test_an_item_under_a_new_name_changes_no_advice_and_is_missed_under_the_old(good: Path) -> None:
    log = next(case["log"] for case in CASES if case["fault"] == "a change that says nothing")
    begin_log(good, told(log.partition("- date: 2026-01-03")[0], handbook.load(good)))
    ledger = good / "docs/_data/permalinks.tsv"
    ledger.write_text(ledger.read_text("utf-8") + "rapport/greet/\tsay-it\t2026-01-02\n", "utf-8")
    checklist = good / "docs/_data/checklists/greet.yml"
    text = checklist.read_text("utf-8").replace("id: say-it", "id: say-hello")
    checklist.write_text(text, "utf-8")
    assert [line.partition(" Keep")[0] for line in found(good)] == [
        "docs/rapport/greet.md:1:1: KB602 'rapport/greet/#say-it' was published and is gone."
    ]
    checklist.write_text(text.replace("id: say-hello", "id: say-hello\n    formerly: [say-it]"), "utf-8")
    assert found(good) == []
