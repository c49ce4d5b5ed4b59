"""Each macro alone: from a library, a page and arguments to exactly this Markdown."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from pathlib import Path

import pytest
import segno

from macros import handbook
from macros.handbook.answer_order import answers
from macros.handbook.resolve import Unknown
from macros.handbook.session_plan import plan
from macros.handbook.signatures import SIGNATURES
from macros.markdown_extensions.prerendered import finished
from macros.model import Library, Page
from macros.render import MACROS
from macros.render.vancouver import vancouver
from tests import small_handbook

Book = tuple[Library, Page]


@pytest.fixture
def book(good: Path) -> Book:
    found = handbook.load(good)
    return found, found.articles["greet"].page


def test_xref_links_an_article_by_its_title(book: Book) -> None:
    assert MACROS["xref"](*book, "return-calls") == "[Return their calls](../maintain/return-calls.md)"


def test_xref_links_sections_items_and_pages(book: Book) -> None:
    assert MACROS["xref"](*book, "listen#say", "words") == "[words](listen.md#say)"
    assert MACROS["xref"](*book, "listen#wait") == "[Wait for them to listen to people.](listen.md#wait)"
    assert MACROS["xref"](*book, "about/evidence.md#low") == "[low](../about/evidence.md#low)"


def test_an_unknown_name_is_refused_with_the_nearest(book: Book) -> None:
    with pytest.raises(Unknown, match=r"There is no article 'lissen'\. Did you mean 'listen'\?"):
        MACROS["xref"](*book, "lissen")


def test_moved_keeps_the_old_id_and_says_where(book: Book) -> None:
    expected = "This section moved to [Words you can use](listen.md#say).\n{ #old .moved }"
    assert MACROS["moved"](*book, "old", "listen#say") == expected


def test_checklist_groups_items_and_gives_each_its_id(book: Book) -> None:
    found = MACROS["checklist"](*book, when="before")
    assert found == (
        "Before the visit\n{ .when }\n\n"
        "- "
        + finished(
            '<span class="tick"><input type="checkbox" autocomplete="off" aria-labelledby="tick-greet-look-up"'
            ' data-item="greet/look-up"> <span id="tick-greet-look-up">Look up how to greet people.</span></span>'
        )
        + " "
        "[practice](../about/evidence.md#practice){ .certainty .certainty-practice }\n"
        "{ #look-up .item .consider }"
    )


def test_a_checklist_on_another_page_gives_no_ids(book: Book) -> None:
    assert "#look-up" not in MACROS["checklist"](book[0], book[0].pages["index.md"], "greet")


def test_a_whole_checklist_begins_with_what_to_keep(book: Book) -> None:
    found = MACROS["checklist"](*book)
    assert found.startswith("If you do only one\n{ .when }")
    assert re.findall(r"\{ #([\w-]+) \.item", found) == ["write-it", "look-up", "say-it", "wait"]
    assert MACROS["cards"](*book, "rapport").count("If you do only one") == 2


def test_a_duty_is_named_with_its_body_country_and_year_in_place_of_practice(book: Book) -> None:
    mark = "[duty](../about/evidence.md#duty){ .certainty .certainty-duty }"
    duty = f"<small>{mark} Council of Records, United Kingdom, 2020</small>"
    for macro in ("checklist", "evidence", "cards"):
        found = MACROS[macro](*book, *(["rapport"] if macro == "cards" else []))
        assert next(line for line in found.split("\n") if "Do not write that you greet" in line).count(duty) == 1


def test_several_duties_share_one_mark(good: Path) -> None:
    path = good / "docs/_data/checklists/greet.yml"
    one = "{body: Council of Records, country: United Kingdom, year: 2020}"
    two = f"[{one}, {{body: Board of Files, country: Australia, year: 2018}}]"
    path.write_text(path.read_text("utf-8").replace(one, two), "utf-8")
    found = handbook.load(good)
    bodies = "Council of Records, United Kingdom, 2020; Board of Files, Australia, 2018</small>"
    text = MACROS["checklist"](found, found.articles["greet"].page)
    assert next(line for line in text.split("\n") if bodies in line).count("#duty") == 1


def test_a_danger_is_a_word_of_its_own_and_named_beside_the_evidence(good: Path) -> None:
    path = good / "docs/_data/checklists/greet.yml"
    path.write_text(path.read_text("utf-8").replace("basis: low-cost", "danger: a fall on the way"), "utf-8")
    found = handbook.load(good)
    page = found.articles["greet"].page
    words = "[safety](../about/evidence.md#danger){ .certainty .certainty-danger }"
    low = "[low certainty](../about/evidence.md#low){ .certainty .certainty-low }"
    assert f"{words} {low}" in MACROS["checklist"](found, page)
    assert f"{words}<br>{low}<br>averts a fall on the way" in MACROS["evidence"](found, page)


def test_cite_numbers_sources_by_first_citation_and_marks_each_place(book: Book) -> None:
    mark = '<sup><a class="cite" href="#ref-author-a" id="cite-author-a-1">1</a></sup>'
    assert MACROS["cite"](*book, "author-a", nth=0) == finished(mark)


def test_evidence_shows_certainty_outcome_reason_and_source(book: Book) -> None:
    row = MACROS["evidence"](*book).split("\n")[5]
    mark = '<sup><a class="cite" href="#ref-author-a" id="cite-author-a-2">1</a></sup>'
    advice = finished('<a href="#say-it">Say that you greet people.</a>')
    why = finished(f"One cohort, and it costs nothing to greet people.{mark}")
    how_sure = "[low certainty](../about/evidence.md#low){ .certainty .certainty-low }"
    assert row == f"| {advice} | {how_sure} | Trust | {why} |"


def test_evidence_says_which_sources_only_advise(good: Path) -> None:
    path = good / "docs/_data/checklists/greet.yml"
    path.write_text(path.read_text("utf-8").replace("sources: []", "sources: [author-b]", 1), "utf-8")
    references = good / "docs/_data/references/a.yml"
    body = small_handbook.REFERENCE.format(id="author-b").replace("design: cohort", "design: guideline")
    references.write_text(f"{references.read_text('utf-8')}\n{body}", "utf-8")
    found = handbook.load(good)
    rows = MACROS["evidence"](found, found.articles["greet"].page).split("\n")
    assert [" Advised by<sup>" in row for row in rows[4:8]] == [True, False, False, False]


def test_references_are_in_vancouver_style_with_links_back(book: Book) -> None:
    found = MACROS["references"](*book)
    assert found.startswith("1. ")
    assert (
        found.removeprefix("1. ")
        .partition(">")[2]
        .startswith(
            "Author AB. A study of trust in author-a. Journal of Tests. 2020;7. "
            '<a href="https://doi.org/10.1000/author-a">doi:10.1000/author-a</a> '
            "<small>Cohort study; abstract read.</small> "
            '<a class="back" href="#cite-author-a-1" aria-label="Back to citation 1 of source 1">↑1</a>'
        )
    )
    assert found.count("#cite-author-a-") == 3
    assert found.endswith("\n{ #ref-author-a }")


def test_two_references_are_never_taken_for_one(book: Book) -> None:
    texts = {vancouver(one) for one in book[0].references.values()}
    assert len(texts) == len(book[0].references) == 2


def test_vancouver_keeps_initials_and_lists_six_authors(book: Book) -> None:
    reference = book[0].references["author-a"]
    authors = [{"family": f"Name{letter}", "given": "IT"} for letter in "ABCDEFGH"]
    text = vancouver(type(reference)(**{**_fields(reference), "csl": {**reference.csl, "author": authors}}))
    assert text.startswith("NameA IT, NameB IT, NameC IT, NameD IT, NameE IT, NameF IT, et al. A study")


def _fields(record: object) -> dict[str, object]:
    names = [name for cls in type(record).__mro__ for name in getattr(cls, "__slots__", ())]
    return {name: getattr(record, name) for name in names}


def test_a_checklist_at_home_ends_in_the_foot_of_its_card(book: Book) -> None:
    found = MACROS["checklist"](*book)
    assert re.search(
        r"Evidence checked 2 Jan 2026, version [0-9a-f]{8}\. Not yet reviewed by a clinician\. Text CC BY", found
    )
    assert "<span data-address>rapport/greet/</span>" in found
    assert "<svg" not in found


def test_a_card_carries_its_address_as_a_code_where_the_address_is_known(good: Path) -> None:
    config = good / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace('site_url: ""', "site_url: https://trust.example/book/"), "utf-8"
    )
    found = handbook.load(good)
    code = segno.make_qr("https://trust.example/book/rapport/greet/", error="m", mask=0).svg_inline(
        border=0, omitsize=True, svgclass="qr", lineclass=None
    )
    foot = MACROS["checklist"](found, found.articles["greet"].page)
    assert code.removeprefix("<svg ") in foot
    assert "<span>trust.example/book/rapport/greet/</span>" in foot
    assert "style=" not in foot


def test_cards_hold_the_brief_and_the_checklist_of_each_article_of_a_pillar(book: Book) -> None:
    found = MACROS["cards"](book[0], book[0].pages["index.md"], "rapport")
    assert found.count('<section class="card" markdown="block">') == found.count('<div class="card-foot">') == 2
    assert "## [Greet people](rapport/greet.md) { #greet }\n\n**Do.** Greet people before anything else." in found
    assert "{ #look-up" not in found
    with pytest.raises(Unknown, match=r"There is no pillar 'raport'\. Did you mean 'rapport'"):
        MACROS["cards"](book[0], book[0].pages["index.md"], "raport")


def test_related_gives_reasons_and_computes_who_points_here(book: Book) -> None:
    assert MACROS["related"](*book) == (
        "- [Listen to people](listen.md): it comes next in the visit\n"
        "- [Return their calls](../maintain/return-calls.md): it comes later in the visit"
    )
    listen = book[0].articles["listen"].page
    assert "Linked from" not in MACROS["related"](book[0], listen)


def test_backlinks_name_pages_that_are_not_listed(good: Path) -> None:
    page = good / "docs/rapport/listen.md"
    page.write_text(
        page.read_text("utf-8").replace("  - to: greet\n    why: it comes next in the visit\n", ""), "utf-8"
    )
    found = handbook.load(good)
    assert "\n\nLinked from: [Greet people](greet.md).\n{ .backlinks }" in MACROS["related"](
        found, found.articles["listen"].page
    )


def test_quiz_shows_answers_without_javascript(book: Book) -> None:
    found = MACROS["quiz"](*book)
    assert found.count("<details") == found.count("</details>") == 4
    quiz = book[0].quizzes["greet"]
    right = [one.correct for one in answers("greet", quiz.questions[0])].index(True)
    assert f"<li><strong>{'ABCD'[right]}: yes.</strong> That is first.</li>" in found
    assert '<p>See: <a href="#do">What to do</a></p>' in found
    assert "Choose all that apply." in found


def test_term_explains_itself(book: Book) -> None:
    assert MACROS["term"](*book, "nocebo", "nocebo effects") == (
        '[nocebo effects](../reference/glossary.md#nocebo){ .term title="Harm from expecting it." }'
    )


def test_articles_lists_a_pillar_a_stage_or_a_setting(book: Book) -> None:
    home = book[0].pages["index.md"]
    found = MACROS["articles"](book[0], home, "maintain")
    assert found.startswith("- [Return their calls](maintain/return-calls.md)<br>How to")
    assert found.endswith(" <small>Opening</small>")
    assert MACROS["articles"](book[0], home, stage="opening").count("\n") == 2
    assert MACROS["articles"](book[0], home, setting="pharmacy") == "No article yet."


def test_pillars_lists_those_that_have_a_page(book: Book) -> None:
    assert MACROS["pillars"](book[0], book[0].pages["index.md"]).count("\n") == 1


def test_stages_lists_those_that_have_a_page(good: Path) -> None:
    (good / "docs/visit").mkdir()
    (good / "docs/visit/opening.md").write_text("---\ntitle: Opening the visit\ndescription: First.\n---\n", "utf-8")
    entry = "  - {{stage: {0}, in_short: greet, drawn: M4 4h8, first: [greet]}}\n"
    (good / "docs/_data/stages.yml").write_text(
        "stages:\n" + entry.format("opening") + entry.format("closing"), "utf-8"
    )
    book = handbook.load(good)
    shown = MACROS["stages"](book, book.pages["index.md"])
    assert re.sub(r"<finished-.*?</finished-\w+>", "", shown) == "- [Opening](visit/opening.md)<br>greet"
    assert '<path d="M4 4h8"/>' in shown


def test_review_status_says_plainly_that_nobody_has_reviewed(book: Book) -> None:
    assert "| 2026-01-02 | Not yet | 2027-01-02 |" in MACROS["review_status"](*book)


def test_gaps_list_advice_without_a_study(book: Book) -> None:
    assert "[Look up how to listen to people.](listen.md#look-up)" in MACROS["gaps"](*book)


def test_gaps_list_what_was_hardly_measured(good: Path) -> None:
    path = good / "docs/_data/checklists/listen.yml"
    path.write_text(
        path.read_text("utf-8")
        .replace("outcome: trust", "outcome: safety")
        .replace("certainty: moderate", "certainty: low\n    danger: a fall"),
        "utf-8",
    )
    found = handbook.load(good)
    text = MACROS["gaps"](found, found.pages["index.md"])
    assert "Of 12 pieces of advice 6 rest on a duty or on practice alone." in text
    assert "- 2: Trust in the clinician or organisation was measured.\n- 1: Errors, harm, incidents.\n" in text
    assert "- 0: Staff well-being or turnover." in text
    assert text.count("1 of 3 articles: [Listen to people](rapport/listen.md#unknown).") == 2


def test_source_table_gives_verdicts_and_links(book: Book) -> None:
    found = MACROS["source_table"](book[0], book[0].pages["about/source.md"])
    row = '| <span id="s1"></span>S1 | Statement 1. | Kept | Seen in test 1. | [Greet people](../rapport/greet.md#evidence) |'
    assert row in found


def test_the_libraries_of_all_things_hold_all_things(book: Book) -> None:
    found = MACROS["all_checklists"](*book)
    assert found.startswith("## Establish rapport { #rapport .pillar-title .of-rapport }\n\n### [Greet people](")
    assert found.count("### [") == 3
    assert MACROS["evidence_library"](*book, "cohort").count("- **Found.** Trust was seen in") == 2
    assert MACROS["evidence_library"](*book, "qualitative") == "No source of this design yet."
    assert MACROS["glossary"](*book).startswith("## N { #letter-n .letter }\n\n### Nocebo effect { #nocebo }\n\nHarm")


def test_terms_stand_under_the_letter_that_they_are_looked_for_under(good: Path) -> None:
    library = handbook.load(good)
    one = library.terms["nocebo"]
    terms = {
        name: replace(one, id=str(n), term=name)
        for n, name in enumerate(("nocebo", "\u00e9lan", "$5", "<x", "eye", "zoo"))
    }
    found = MACROS["glossary"](replace(library, terms=terms), library.pages["index.md"])
    assert re.findall(r"(?m)^## (\w+) \{ #(\S+) ", found) == [
        ("E", "letter-e"), ("N", "letter-n"), ("Z", "letter-z"), ("Other", "letter-other"),
    ]  # fmt: skip


def test_the_index_of_sources_links_to_the_page_of_a_design_where_there_is_one(good: Path) -> None:
    found = handbook.load(good)
    plain = MACROS["evidence_index"](found, found.pages["index.md"])
    assert '<option value="cohort">Cohort study</option></select>' in plain.partition("\n")[0]
    assert plain.partition("\n\n")[2].startswith(
        "## Cohort study (2) { #cohort }\n\n- Author 2020. A study of trust in author-a\n{ #ref-author-a }\n"
    )
    page = (good / "docs/about/source.md").read_text("utf-8").replace("Where it came from", "Cohorts")
    (good / "docs/reference/evidence").mkdir()
    (good / "docs/reference/evidence/cohort.md").write_text(page, "utf-8")
    found = handbook.load(good)
    linked = MACROS["evidence_index"](found, found.pages["index.md"])
    assert linked.partition("\n\n")[2].startswith(
        "## [Cohort study](reference/evidence/cohort.md) (2) { #cohort }\n\n"
        "- [Author 2020](reference/evidence/cohort.md#ref-author-a). A study of trust in author-a\n"
    )


def test_text_from_data_is_shown_letter_for_letter(good: Path) -> None:
    path = good / "docs/_data/checklists/greet.yml"
    path.write_text(path.read_text("utf-8").replace("Wait for them", "Wait *not* [here](x) & a|b for them"), "utf-8")
    found = handbook.load(good)
    text = MACROS["checklist"](found, found.articles["greet"].page)
    assert ">Wait *not* [here](x) &amp; a|b for them" in text


def test_the_signatures_that_checks_use_are_those_of_the_macros() -> None:
    assert set(SIGNATURES) == set(MACROS)
    for name, macro in MACROS.items():
        given = list(inspect.signature(macro).parameters.values())[2:]
        names = tuple(one.name for one in given if one.kind is one.POSITIONAL_OR_KEYWORD)
        least = sum(one.default is one.empty for one in given if one.kind is one.POSITIONAL_OR_KEYWORD)
        if name != "cite":
            assert (SIGNATURES[name].names, SIGNATURES[name].least, SIGNATURES[name].most) == (names, least, len(names))


def test_sheets_hold_the_words_of_the_exercise_and_times_that_add_up(book: Book) -> None:
    page = book[0].pages["index.md"]
    found = MACROS["sheets"](book[0], page, "rapport")
    assert found.count('<section class="card sheet"') == 4 * 2
    assert "You wait to hear them greet people." in found
    assert "quiz()" not in found
    times = re.findall(r"^1\. .*: (\d+) minutes?$", found, re.MULTILINE)
    assert sum(int(one) for one in times) == 20
    for minutes in range(5, 60):
        steps = plan(minutes).values()
        assert sum(steps) == minutes
        assert min(steps) >= 0


def test_a_scene_begins_with_what_keeps_players_safe_and_keeps_its_ids(good: Path) -> None:
    path = good / "docs/_data/scenes/greet.yml"
    path.write_text("content_note: A death is spoken of, with <b>.\n" + path.read_text("utf-8"), "utf-8")
    found = handbook.load(good)
    page = found.articles["greet"].page
    text = MACROS["scene"](found, page)
    assert text.startswith("**Content note.** A death is spoken of, with &lt;b&gt;.\n{ .before-play }")
    for words in ("stop word", "pass", "Step out of the role", "trust"):
        assert words in text.partition("### Set-up { #teach-set-up }")[0]
        assert words in MACROS["sheets"](found, page, "rapport")
    ids = ["set-up", "clinician", "patient", "observer", "exchange", "debrief", "if-it-fails"]
    assert re.findall(r"^### .* \{ #teach-([\w-]+) \}$", text, re.MULTILINE) == ids
    assert [one.id for one in page.sections if one.id.startswith("teach-")] == [f"teach-{id}" for id in ids]
    assert '- Clinician: "I am here to greet people."\n- Patient: (sits) "Then greet people."' in text
    assert MACROS["kit"](found, page, "rapport").count("- Content note: A death is spoken of") == 1


def test_everything_for_one_group_stands_in_one_place(good: Path) -> None:
    page = good / "docs/rapport/greet.md"
    text = page.read_text("utf-8").replace(
        "Someone who is deaf needs",
        '- **Deaf child.** Face\n  them{{ cite("author-a") }}, <b>.\n\nSomeone who is deaf needs',
    )
    page.write_text(text, "utf-8")
    found = handbook.load(good)
    rows = MACROS["by_person"](found, found.pages["index.md"]).split("\n\n")
    row = "- **Deaf child.** Face them, &lt;b&gt;. <small>[Greet people](rapport/greet.md#adapt)</small>"
    assert rows == ["## Deaf { #deaf }", row, "## Children { #child }", row]


def test_duties_stand_under_their_country_once_for_each_body_and_year(book: Book) -> None:
    found = MACROS["duties"](book[0], book[0].pages["index.md"])
    assert found.startswith("## United Kingdom { #united-kingdom }\n\n- **Council of Records, 2020**\n    - [")
    assert found.count("#write-it") == 3


def test_a_kit_plans_each_exercise_and_names_licence_and_citation(book: Book) -> None:
    found = MACROS["kit"](book[0], book[0].pages["index.md"], "rapport")
    plan_of_greet = found.partition("{ #greet }")[2].partition("## ")[0]
    minutes = re.findall(r"^1\. .* \((\d+) minutes?\)", plan_of_greet, re.MULTILINE)
    assert len(minutes) == 5
    assert sum(int(one) for one in minutes) == 10
    for words in (
        "2 exercises, 20 minutes of play in all",
        "- 10 minutes. Evidence checked 2 Jan 2026",
        "[four questions](rapport/greet.md#quiz-first)",
        "[if it fails](rapport/greet.md#teach-if-it-fails)",
        "CC BY 4.0",
        "Teaching kit: Establish rapport \\[evidence checked 2 Jan 2026\\]",
        "not in this copy of the site",
    ):
        assert words in found
    with pytest.raises(Unknown):
        MACROS["kit"](book[0], book[0].pages["index.md"], "raport")
