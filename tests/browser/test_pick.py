"""Pick your own: lists and packs made in the browser, held to the same rules as the packs that Python makes."""

from __future__ import annotations

import inspect
import json
import mimetypes
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from macros import handbook
from macros.exports.cartridge_writer import files
from macros.exports.course_pack import packs, short_packs
from macros.exports.pack_diff import compare
from macros.exports.scorm_package import Unit
from macros.exports.scorm_package import files as scorm_files
from macros.model import Library
from tests import test_packs
from tests.browser import started, until, violations
from tests.conftest import PROJECT
from tests.test_packs import SITE, published

ENCODED = "https://example.org/%C3%BCbung/"
PICK = ENCODED + "teach/pick/"
SOME = "?choose=active-listening.do.what-else-early.quiz.teach_teach-back"
RULES = {name: rule for name, rule in vars(test_packs).items() if name.startswith("test_rule_")}
OF_PYTHON = {"test_rule_9_the_same_content_gives_the_same_bytes"}


@pytest.fixture(scope="module")
def book() -> Library:
    return published(handbook.load(PROJECT))


@pytest.fixture(scope="module")
def context(browser: Browser, site: Path) -> Iterator[BrowserContext]:
    """A browser for which the handbook is published under a path with a letter that is not ASCII."""

    def answer(route: Route) -> None:
        path = site / unquote(urlsplit(route.request.url).path).removeprefix("/übung/")
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            route.fulfill(body=path.read_bytes(), content_type=mimetypes.guess_type(path)[0])
        else:
            route.fulfill(status=404)

    found = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    found.route("https://example.org/**", answer)
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    found = context.new_page()
    yield found
    found.close()


def choose(page: Page, query: str) -> None:
    page.goto(PICK + query)
    expect(page.locator(".pick-chosen")).to_be_visible()


def test_nothing_in_sight_moves_when_what_can_be_chosen_comes(page: Page) -> None:
    choose(page, "")
    shift = """new Promise(done => { new PerformanceObserver(list => done(list.getEntries().map(one => one.value)))
      .observe({ type: "layout-shift", buffered: true }); setTimeout(() => done([]), 300) })"""
    assert sum(page.evaluate(shift)) < 0.01


def made(page: Page, path: Path, name: str = "2-articles-active-listening") -> dict[str, bytes]:
    """The files of the pack that the page makes, saved at a path."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a course pack").click()
    assert download.value.suggested_filename == f"{name}.imscc"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def everything(context: BrowserContext, book: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pack of a choice of every article."""
    page = context.new_page()
    choose(page, "?choose=" + "_".join(book.articles))
    found = made(page, tmp_path_factory.mktemp("pack") / "all.imscc", "all-articles")
    page.close()
    return found


@pytest.mark.parametrize("rule", sorted(set(RULES) - OF_PYTHON))
def test_a_pack_made_in_the_browser_obeys(rule: str, book: Library, everything: dict[str, bytes]) -> None:
    given = {"book": book, "unpacked": {"chosen-sections.imscc": everything}}
    RULES[rule](**{name: given[name] for name in inspect.signature(RULES[rule]).parameters})


def test_a_pack_of_all_articles_is_the_handbooks_own_to_the_letter(book: Library, everything: dict[str, bytes]) -> None:
    own = dict(files(dict(packs(book))["handbook.imscc"]))
    named = own["imsmanifest.xml"].replace(SITE, ENCODED).replace('"pack.handbook"', '"pack.choice"')
    own["imsmanifest.xml"] = named.replace(
        ">Building Patient Trust</lomimscc:string>", ">Building Patient Trust: chosen sections</lomimscc:string>", 1
    )
    assert {name: content.decode() for name, content in everything.items()} == own


def test_a_short_pack_of_all_articles_is_the_handbooks_own_to_the_letter(
    context: BrowserContext, book: Library, tmp_path: Path
) -> None:
    page = context.new_page()
    choose(page, "?choose=" + "_".join(book.articles))
    page.get_by_label("One link for each article").check()
    everything = made(page, tmp_path / "short.imscc", "all-articles")
    page.close()
    own = dict(files(dict(short_packs(book))["handbook-short.imscc"]))
    named = own["imsmanifest.xml"].replace(SITE, ENCODED).replace('"pack.handbook"', '"pack.choice"')
    own["imsmanifest.xml"] = named.replace(
        ">Building Patient Trust</lomimscc:string>", ">Building Patient Trust: chosen sections</lomimscc:string>", 1
    )
    assert {name: content.decode() for name, content in everything.items()} == own


def test_each_question_may_be_a_quiz_of_its_own(page: Page, book: Library, tmp_path: Path) -> None:
    choose(page, "?choose=active-listening.say.quiz")
    page.get_by_label("One quiz for each question").check()
    inside = made(page, tmp_path / "apart.imscc", "active-listening")
    quizzes = [name for name in inside if name.startswith("quizzes/")]
    questions = book.quizzes["active-listening"].questions
    assert quizzes == [f"quizzes/quiz.active-listening.{one.id}.xml" for one in questions]
    assert [inside[name].count(b"<item ") for name in quizzes] == [1] * len(questions)
    RULES["test_rule_1_every_resource_has_its_file_and_every_file_its_resource"]({"apart.imscc": inside})


def scorm_made(page: Page, path: Path, name: str) -> dict[str, str]:
    """The files of the SCORM package that the page makes, saved at a path."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a SCORM package").click()
    assert download.value.suggested_filename == f"{name}.zip"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_scorm_package_of_an_article_is_the_handbooks_own_to_the_letter(
    page: Page, book: Library, site: Path, tmp_path: Path
) -> None:
    choose(page, "?choose=active-listening")
    found = json.loads((site / "downloads/scorm/active-listening.json").read_text("utf-8"))
    unit = Unit(**{**found, "sections": tuple((id, html) for id, html in found["sections"])})
    own = dict(scorm_files(unit.id, unit.title, book.settings.site_name, SITE, [unit]))
    assert scorm_made(page, tmp_path / "own.zip", "active-listening") == own


def test_a_scorm_package_holds_the_sections_chosen_and_their_sources(page: Page, tmp_path: Path) -> None:
    choose(page, "?choose=active-listening.say.quiz_teach-back.quiz")
    found = scorm_made(page, tmp_path / "some.zip", "2-articles-active-listening")["index.html"]
    assert 'id="active-listening--say"' in found
    assert 'id="active-listening--sources"' in found
    assert 'id="active-listening--hard"' not in found
    assert 'id="teach-back--hard"' in found, "questions alone come with the whole text"
    assert found.count("data-question=") == 8


def test_a_scorm_package_needs_a_question(page: Page) -> None:
    choose(page, "?choose=active-listening.say")
    expect(page.get_by_role("button", name="Make a SCORM package")).to_be_disabled()
    expect(page.get_by_text("choose “Check yourself” of at least one article")).to_be_visible()


def test_a_small_choice_holds_what_was_chosen_and_the_same_bytes_again(
    page: Page, book: Library, tmp_path: Path
) -> None:
    choose(page, SOME)
    inside = made(page, tmp_path / "a.imscc")
    made(page, tmp_path / "b.imscc")
    assert (tmp_path / "a.imscc").read_bytes() == (tmp_path / "b.imscc").read_bytes()
    own = [name for name in inside if "active-listening" in name]
    assert own == [
        "links/link.active-listening.what-else-early.xml",
        "links/link.active-listening.do.xml",
        "quizzes/quiz.active-listening.xml",
        "links/link.active-listening.teach.xml",
    ]
    assert "links/link.teach-back.say.xml" in inside
    for rule in (
        "test_rule_1_every_resource_has_its_file_and_every_file_its_resource",
        "test_rule_2_there_are_two_levels_and_no_more",
    ):
        RULES[rule]({"a.imscc": inside})
    assert {one.status for one in compare(book, tmp_path / "a.imscc")} == {"same"}


def test_the_list_comes_in_three_formats(page: Page) -> None:
    choose(page, "?choose=active-listening.say.what-else-early.quiz")
    field = page.get_by_role("textbox", name="List of links")
    link = f"{ENCODED}rapport/active-listening/"
    assert field.input_value().startswith("Listen before you speak\n")
    assert f"Words you can use\n{link}#say\n" in field.input_value() + "\n"
    page.get_by_role("radio", name="Markdown").check()
    assert f"- [Words you can use]({link}#say)" in field.input_value()
    page.get_by_role("radio", name="HTML").check()
    assert f'<li><a href="{link}#say">Words you can use</a></li>' in field.input_value()
    assert f"{link}#quiz-" in field.input_value()


def test_the_choice_is_kept_in_the_address_and_can_be_shared(page: Page) -> None:
    choose(page, "")
    expect(page.get_by_role("button", name="Make a course pack")).to_be_disabled()
    page.get_by_role("searchbox", name="Words").fill("door handle")
    row = page.locator(".pick-list > li:visible", has_text="Listen before you speak")
    row.locator("summary").click()
    row.get_by_label("In brief").check()
    row.get_by_label("Words you can use").check()
    address = f"{PICK}?choose=active-listening.in-brief.say"
    expect(page).to_have_url(address)
    expect(page.get_by_role("textbox", name="Address of this choice")).to_have_value(address)
    row.locator(".pick-all").check()
    expect(page).to_have_url(f"{PICK}?choose=active-listening")
    page.reload()
    expect(page.locator(".pick-chosen")).to_have_text("Chosen: 1 article, 11 sections")
    page.get_by_role("button", name="Choose nothing").click()
    expect(page).to_have_url(PICK)


def test_names_that_stand_for_nothing_are_named_and_the_rest_is_chosen(page: Page) -> None:
    choose(page, "?choose=active-listening.say.gone_nobody")
    expect(page.locator(".pick > .moved")).to_have_text(
        "Not in this handbook: active-listening.gone, nobody. All else in the address is chosen."
    )
    expect(page.locator(".pick-chosen")).to_have_text("Chosen: 1 article, 1 section")


def test_the_filter_looks_at_words_and_parts(page: Page) -> None:
    choose(page, "")
    page.get_by_role("combobox", name="Part").select_option("maintain")
    page.get_by_role("searchbox", name="Words").fill("apology")
    expect(page.locator(".pick-list > li:visible").first).to_be_visible()
    assert 0 < page.locator(".pick-list > li:visible").count() < 12
    expect(page.locator(".pick-shown")).to_contain_text("articles shown")


def test_articles_whose_title_has_the_words_come_first(page: Page) -> None:
    choose(page, "")
    words = page.get_by_role("searchbox", name="Words")
    titles = page.locator(".pick-list > li:visible > label")
    usual = titles.all_inner_texts()
    words.fill("trust")
    found = ["trust" in one.lower() for one in titles.all_inner_texts()]
    assert found == sorted(found, reverse=True)
    assert 0 < sum(found) < len(found)
    words.fill("")
    assert titles.all_inner_texts() == usual


COPIES = """Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.copied = text } } })"""


def test_the_link_to_a_plan_shows_a_colleague_the_same_plan(page: Page, context: BrowserContext) -> None:
    page.add_init_script(COPIES)
    choose(page, "")
    page.locator(".pick-list > li:visible", has_text="Listen before you speak").locator(".pick-all").check()
    plan = page.locator(".plan-table").inner_text()
    page.get_by_role("button", name="Copy the link to this plan").click()
    expect(page.locator(".pick-plan [role=status]").nth(1)).to_contain_text("Link copied")
    link: str = page.evaluate("window.copied")
    assert link == f"{PICK}?choose=active-listening&minutes=60&people=12#plan"
    colleague = context.new_page()
    colleague.goto(link)
    expect(colleague.get_by_role("heading", name="Plan a session")).to_be_in_viewport()
    assert colleague.locator(".plan-table").inner_text() == plan
    expect(colleague).to_have_url(link)
    colleague.close()


def test_a_plan_that_the_browser_will_not_copy_is_shown_to_copy_by_hand(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject() } })"
    )
    choose(page, "?choose=active-listening&people=6")
    page.get_by_role("button", name="Copy the link to this plan").click()
    field = page.get_by_role("textbox", name="Link to this plan")
    expect(field).to_have_value(f"{PICK}?choose=active-listening&people=6&minutes=60#plan")
    assert page.evaluate("getSelection().toString()") == field.input_value()


@pytest.mark.parametrize(("way", "end"), [("page", ""), ("heading", "#plan")])
def test_every_way_to_copy_the_pages_link_keeps_the_choice(page: Page, way: str, end: str) -> None:
    page.add_init_script(COPIES)
    choose(page, "?utm_source=mail&choose=active-listening&people=6")
    started(page)
    if way == "page":
        page.locator(".use").get_by_role("button", name="Copy link").click()
    else:
        page.get_by_role("button", name="Share: Plan a session").click()
        page.get_by_role("menuitem", name="Copy link").click()
    until(page, "window.copied")
    assert page.evaluate("window.copied") == f"{PICK}?choose=active-listening&people=6{end}"


def test_a_plan_without_articles_leads_to_the_choice(page: Page) -> None:
    choose(page, "#plan")
    expect(page.get_by_role("button", name="Copy the link to this plan")).to_be_disabled()
    page.get_by_role("link", name="Choose at least one").click()
    expect(page.get_by_role("searchbox", name="Words")).to_be_in_viewport()


def test_when_the_data_cannot_be_had_the_page_says_what_to_do(page: Page) -> None:
    page.route("**/pick.json", lambda route: route.abort())
    page.goto(PICK)
    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_contain_text("take a ready-made pack")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_everyone_can_choose(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    choose(page, SOME)
    page.locator(".pick-list summary").first.click()
    assert [f"{one['id']} {one['nodes'][0]['html']}" for one in violations(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    for label in page.locator(".pick-list > li > label").all()[:5]:
        assert (label.bounding_box() or {"height": 0})["height"] >= 44


def planned(page: Page) -> list[list[str]]:
    """Minutes, step, what happens and who, of each row of the plan."""
    rows = page.locator(".plan-table tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


@pytest.mark.parametrize("minutes", [30, 45, 60, 90])
def test_a_plan_fills_the_minutes_without_a_gap(page: Page, minutes: int) -> None:
    choose(page, f"?choose=first-impressions_active-listening&minutes={minutes}&people=7")
    spans = [tuple(int(one) for one in row[0].split(" to ")) for row in planned(page)]
    assert [one for one, _ in spans] == [0, *(one for _, one in spans[:-1])]
    assert spans[-1][1] == minutes
    expect(page.locator(".plan-table")).to_contain_text("1 group of three and one of four, with two observers.")
    steps = [row[1] for row in planned(page)]
    assert (steps[0], *steps[-2:]) == ("Open", "Step out of role", "Close")


def test_scenes_that_do_not_fit_are_named(page: Page) -> None:
    choose(page, "?choose=disclose-errors_first-impressions&minutes=30&people=3")
    assert sum("Play in threes" in row[1] for row in planned(page)) == 1
    expect(page.locator(".plan-table")).to_contain_text("No time for:")


@pytest.mark.parametrize(
    ("people", "turns", "step", "who"),
    [
        (2, 2, "Play as a pair", "Clinician, and patient who ticks afterwards"),
        (12, 3, "Play in threes", "Clinician, patient and observer"),
        (31, 2, "Play with a neighbour", "Neighbours: clinician and patient"),
    ],
)
def test_a_plan_says_who_plays_and_repeats_a_scene_until_each_has(
    page: Page, people: int, turns: int, step: str, who: str
) -> None:
    choose(page, f"?choose=what-trust-is&minutes=90&people={people}")
    played = [row for row in planned(page) if row[1] == step]
    assert [row[3] for row in played] == [who] * turns
    assert ["swap roles" in row[2] for row in played] == [True] * (len(played) - 1) + [False]
    expect(page.locator(".plan-table")).to_contain_text("Choose another article")


@pytest.mark.parametrize(
    ("asked", "fault"), [("people=201", "2 to 200 people"), ("minutes=50", "30, 45, 60 or 90 minutes")]
)
def test_a_plan_that_cannot_be_made_is_refused_in_words(page: Page, asked: str, fault: str) -> None:
    choose(page, f"?choose=teach-back&{asked}")
    said = page.locator(".pick-plan [role=status]").first
    expect(said).to_contain_text(fault)
    people = page.get_by_role("spinbutton", name="People")
    people.fill("")
    people.blur()
    expect(said).to_have_text("There are plans for 2 to 200 people. This one is for 12.")
    people.fill("9")
    people.blur()
    expect(said).to_be_empty()


def test_the_plan_is_kept_in_the_address_and_its_mistakes_are_passed_over(page: Page) -> None:
    choose(page, "?choose=teach-back")
    page.get_by_role("radio", name="90").check()
    people = page.get_by_role("spinbutton", name="People")
    people.fill("40")
    people.blur()
    expect(page.locator(".plan-table")).to_contain_text("90 minutes for 40 people. More than thirty")
    page.goto(page.evaluate("location.href"))
    expect(page.locator(".plan-table")).to_contain_text("90 minutes for 40 people")
    choose(page, "?choose=teach-back&minutes=7&people=-3")
    expect(page.locator(".plan-table")).to_contain_text("60 minutes for 12 people. 4 groups of three.")
    choose(page, "")
    expect(page.locator(".plan-table")).to_contain_text("No article is chosen yet")


def test_the_plan_is_printed_with_the_sheets_of_its_scenes_and_nothing_else(page: Page) -> None:
    page.add_init_script("window.print = () => window.printed = true")
    choose(page, "?choose=first-impressions&minutes=60&people=12")
    page.get_by_role("button", name="Print the plan").click()
    until(page, "window.printed")
    page.emulate_media(media="print")
    expect(page.locator(".plan-sheets .card")).to_have_count(4)
    expect(page.locator(".plan-sheets .card").first).to_be_visible()
    expect(page.locator(".pick-list")).to_be_hidden()
    assert page.locator(".plan-sheets [id], .plan-sheets button").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".plan-sheets")).to_be_hidden()


def test_everyone_can_read_the_plan(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    choose(page, "?choose=first-impressions&minutes=60&people=12")
    rows = page.locator(".plan-table tbody tr")
    for cell in rows.first.locator("td").all():  # under each other, each across the screen and with its column's name
        assert (cell.bounding_box() or {"width": 0})["width"] > 200
        assert cell.get_attribute("data-head")
    found = violations(page, ".pick-plan")
    assert [f"{one['id']} {one['nodes'][0]['html']}" for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
