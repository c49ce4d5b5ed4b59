"""SCORM packages, played as course software plays them: by scorm-again, in a frame or a window, with what is kept read back."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, FrameLocator, Page, Route, expect

from macros import handbook
from macros.exports.scorm_package import Unit, package, questions
from macros.handbook.order import of_folder
from macros.model import Library, Option, Question
from macros.site import scorm_files, scorm_text
from tests.browser import violations
from tests.conftest import PROJECT
from tests.node import TOOLS
from tests.test_packs import published

PLAYER = TOOLS.parent / "scorm-again/dist/scorm12.min.js"
HOME = "https://handbook.example/hb/"
COURSE = "https://course.example/"
NS = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2"}
ARTICLE = "active-listening"
WIDE = {"width": 900, "height": 800}


@pytest.fixture(scope="module")
def book() -> Library:
    return published(handbook.load(PROJECT), HOME)


@pytest.fixture(scope="module")
def packages(book: Library, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of the built site, written as if it knew its address."""
    folder = tmp_path_factory.mktemp("packages")
    for part in ("rapport", "foundations", "competence", "quality", "maintain", "teach"):
        for article in of_folder(book, part):
            (folder / article.page.url).mkdir(parents=True)
            built = (site / article.page.url / "index.html").read_bytes()
            (folder / article.page.url / "index.html").write_bytes(built)
    scorm_files.write(book, folder)
    return folder / "downloads/scorm"


class Lms:
    """Course software of another host: keeps what packages commit, and gives it back at the next launch."""

    def __init__(self, browser: Browser, content: bytes, versions: dict[str, str] | None = None) -> None:
        self.context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
        self.asked: list[str] = []
        self.kept: dict[str, Any] = {}
        self.versions = versions
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.page = archive.read("index.html").decode()
        self.context.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        url = route.request.url
        self.asked.append(url)
        if url == COURSE + "index.html":
            route.fulfill(body=self.page, content_type="text/html; charset=utf-8")
        elif url == COURSE + "scorm12.js":
            route.fulfill(body=PLAYER.read_text("utf-8"), content_type="text/javascript")
        elif url.startswith(COURSE):
            route.fulfill(
                body="<!doctype html><title>Course</title><script src=scorm12.js></script>", content_type="text/html"
            )
        elif url.endswith("versions.json") and self.versions is not None:
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=json.dumps(self.versions), content_type="application/json", headers=headers)
        else:
            route.abort()

    def launch(
        self, api: bool = True, sandbox: str = "", deep: bool = False, **settings: Any
    ) -> tuple[Page, FrameLocator]:
        """The course page with the package in a frame, and that frame."""
        page = self.context.new_page()
        page.goto(COURSE + "course")
        page.evaluate(
            """([api, kept, settings, sandbox, deep]) => {
              window.calls = []
              if (api) {
                const lms = new Scorm12API({ autocommit: false, logLevel: 5, ...settings })
                if (kept.cmi) lms.loadFromJSON(kept.cmi)
                const told = {}
                for (const name of ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish", "LMSGetLastError"])
                  told[name] = (...given) => { const answer = lms[name](...given); calls.push([name, ...given, String(answer)]); return answer }
                window.lms = lms
                window.API = told
              }
              const frame = Object.assign(document.createElement("iframe"), { width: 800, height: 700 })
              if (sandbox) frame.setAttribute("sandbox", sandbox)
              const home = deep ? document.body.appendChild(document.createElement("iframe")).contentDocument.body : document.body
              if (deep) home.ownerDocument.defaultView.frameElement.style.cssText = "width:850px;height:750px"
              frame.src = "https://course.example/index.html"
              home.append(frame)
            }""",
            [api, self.kept, settings, sandbox, deep],
        )
        frame = page.frame_locator("iframe").frame_locator("iframe") if deep else page.frame_locator("iframe")
        expect(frame.locator("#result [role=status]")).to_contain_text("questions answered")
        return page, frame

    def leave(self, page: Page) -> list[list[str]]:
        """Close the package; what was kept comes back at the next launch. The calls that it made."""
        page.evaluate("document.querySelector('iframe').remove()")
        calls: list[list[str]] = page.evaluate("calls")
        told = {one[1]: one[2] for one in calls if one[0] == "LMSSetValue"}
        core = {name: told[f"cmi.core.{name}"] for name in ("lesson_status", "lesson_location")}
        score = {one: told[f"cmi.core.score.{one}"] for one in ("raw", "min", "max") if f"cmi.core.score.{one}" in told}
        entry = "resume" if told["cmi.core.exit"] == "suspend" else ""
        self.kept = {
            "cmi": {"core": {**core, "score": score, "entry": entry}, "suspend_data": told["cmi.suspend_data"]}
        }
        page.close()
        return calls


@pytest.fixture
def lms(browser: Browser, packages: Path) -> Iterator[Lms]:
    found = Lms(browser, (packages / f"{ARTICLE}.zip").read_bytes())
    yield found
    found.context.close()


def value(page: Page, name: str) -> str:
    return str(page.evaluate("name => lms.LMSGetValue(name)", name))


def answer(frame: FrameLocator | Page, right: bool, count: int = 99) -> None:
    """Answer the questions that wait for one, all rightly or all wrongly."""
    for question in frame.locator("[data-question]").all()[:count]:
        letters = question.get_attribute("data-right") or ""
        for box in question.locator("input").all():
            if ((box.get_attribute("value") or "") in letters) is right:
                box.check()
                if not right:
                    break
        question.get_by_role("button", name="Answer").click()
        expect(question.locator(".feedback").first).to_be_visible()


def sets(calls: list[list[str]], name: str) -> list[str]:
    return [one[2] for one in calls if one[0] == "LMSSetValue" and one[1] == name]


def test_the_manifest_stands_at_the_root_and_names_one_sco(packages: Path, book: Library) -> None:
    found = sorted(packages.glob("*.zip"))
    assert len(found) == len(book.articles) + 6
    for path in found:
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == ["imsmanifest.xml", "index.html"]
            manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        assert manifest.findtext("cp:metadata/cp:schemaversion", None, NS) == "1.2"
        assert re.fullmatch(r"[A-Za-z][\w.-]*", manifest.get("identifier"))
        (resource,) = manifest.findall("cp:resources/cp:resource", NS)
        assert resource.get(f"{{{NS['adlcp']}}}scormtype") == "sco"
        assert resource.get("href") == "index.html"
        (item,) = manifest.findall("cp:organizations/cp:organization/cp:item", NS)
        assert item.get("identifierref") == resource.get("identifier")
        assert manifest.find(".//adlcp:masteryscore", NS) is None


def test_the_same_text_gives_the_same_bytes(book: Library, packages: Path) -> None:
    before = {path.name: path.read_bytes() for path in packages.iterdir()}
    scorm_files.write(book, packages.parent.parent)
    assert {path.name: path.read_bytes() for path in packages.iterdir()} == before


def test_everything_answered_at_once_fits_the_space_and_no_two_questions_share_a_name(book: Library) -> None:
    html = "".join(questions(one) for one in book.quizzes.values())
    keys, ids = re.findall(r'data-key="([^"]+)"', html), re.findall(r'data-question="([^"]+)"', html)
    assert len(keys) == len(set(keys)) == len(set(ids)) > 250
    assert all(re.fullmatch(r"\w{1,255}", one, re.ASCII) for one in ids)
    assert 1 + sum(len(key) + 5 for key in keys) < 4000


def test_all_right_is_passed_and_never_completed(lms: Lms) -> None:
    page, frame = lms.launch()
    answer(frame, right=True)
    expect(frame.locator("#result")).to_contain_text("Your best result is 100 %. Passed")
    assert [value(page, f"cmi.core.score.{one}") for one in ("raw", "min", "max")] == ["100", "0", "100"]
    calls = lms.leave(page)
    assert sets(calls, "cmi.core.lesson_status") == ["incomplete", "passed"]
    assert {one[-1] for one in calls if one[0] in ("LMSSetValue", "LMSCommit", "LMSInitialize", "LMSFinish")} == {
        "true"
    }
    assert [one[0] for one in calls][-1] == "LMSFinish"


def test_all_wrong_is_failed_and_trying_again_can_only_better_it(lms: Lms) -> None:
    page, frame = lms.launch()
    answer(frame, right=False)
    expect(frame.locator("#result")).to_contain_text("Your best result is 0 %. Not passed")
    assert value(page, "cmi.core.lesson_status") == "failed"
    frame.get_by_role("button", name="Try the questions again").click()
    answer(frame, right=True)
    assert value(page, "cmi.core.lesson_status") == "passed"
    frame.get_by_role("button", name="Try the questions again").click()
    answer(frame, right=False)
    assert (value(page, "cmi.core.lesson_status"), value(page, "cmi.core.score.raw")) == ("passed", "100")
    assert sets(lms.leave(page), "cmi.core.lesson_status") == ["incomplete", "failed", "passed", "passed"]


def test_each_answer_is_told_with_valid_values_and_committed(lms: Lms) -> None:
    page, frame = lms.launch()
    answer(frame, right=True, count=2)
    calls = lms.leave(page)
    text = json.dumps(calls)
    for number in (0, 1):
        at = f"cmi.interactions.{number}"
        assert re.fullmatch(r"active_listening_\w+", sets(calls, f"{at}.id")[0])
        assert sets(calls, f"{at}.type") == ["choice"]
        assert sets(calls, f"{at}.result") == ["correct"]
        assert sets(calls, f"{at}.student_response") == sets(calls, f"{at}.correct_responses.0.pattern")
        assert re.fullmatch(r"[a-z](,[a-z])*", sets(calls, f"{at}.student_response")[0])
        assert re.fullmatch(r"\d{2}:\d{2}:\d{2}", sets(calls, f"{at}.time")[0])
        assert re.fullmatch(r"\d{4}:\d{2}:\d{2}\.\d{2}", sets(calls, f"{at}.latency")[0])
    names = [one[0] + (one[1] if one[0] == "LMSSetValue" else "") for one in calls]
    for number in (0, 1):
        told = names.index(f"LMSSetValuecmi.interactions.{number}.result")
        assert "LMSCommit" in names[told : told + 12], text
    assert sets(calls, "cmi.core.score.raw") == ["25", "50"]
    assert all(re.fullmatch(r"\d{4}:\d{2}:\d{2}\.\d{2}", one) for one in sets(calls, "cmi.core.session_time"))


def test_left_in_the_middle_is_incomplete_and_resumes_there(lms: Lms) -> None:
    page, frame = lms.launch()
    answer(frame, right=True, count=2)
    calls = lms.leave(page)
    assert sets(calls, "cmi.core.lesson_status") == ["incomplete"]
    assert set(sets(calls, "cmi.core.exit")) == {"suspend"}
    assert max(len(one) for one in sets(calls, "cmi.suspend_data")) < 4096
    page, frame = lms.launch()
    expect(frame.locator("#result")).to_contain_text("2 of 4 questions answered, 2 right")
    expect(frame.get_by_text("Your answer is right.")).to_have_count(2)
    expect(frame.locator(".quiz")).to_be_in_viewport()
    answer_rest = frame.locator("[data-question]").nth(2)
    answer_rest.locator(f"input[value={(answer_rest.get_attribute('data-right') or '')[0]}]").check()
    answer_rest.get_by_role("button", name="Answer").click()
    assert value(page, "cmi.core.score.raw") == "75"
    assert value(page, "cmi.core.lesson_status") == "incomplete"


def test_an_answer_to_a_question_that_has_changed_counts_no_more(browser: Browser, book: Library) -> None:
    quiz = book.quizzes[ARTICLE]
    first, *others = quiz.questions
    changed = replace(quiz, questions=(replace(first, stem=first.stem + " Now?"), *others))
    old, new = (Unit("a", "A", "A", "a/", "00000000", "2026-01-01", (), questions(one)) for one in (quiz, changed))
    lms = Lms(browser, package("a", "A", "Handbook", HOME, [old]))
    page, frame = lms.launch()
    answer(frame, right=True)
    lms.leave(page)
    with zipfile.ZipFile(io.BytesIO(package("a", "A", "Handbook", HOME, [new]))) as archive:
        lms.page = archive.read("index.html").decode()
    page, frame = lms.launch()
    expect(frame.locator("#result")).to_contain_text("3 of 4 questions answered, 3 right")
    lms.context.close()


@pytest.mark.parametrize("kept", ["1.zzzzzza", "no data of ours", "1.......", "2.abcdef"])
def test_strange_data_in_the_course_software_is_passed_over(lms: Lms, kept: str) -> None:
    lms.kept = {"cmi": {"suspend_data": kept, "core": {"lesson_location": "gone#gone", "lesson_status": "incomplete"}}}
    _, frame = lms.launch()
    expect(frame.locator("#result")).to_contain_text("0 of 4 questions answered")
    expect(frame.get_by_role("heading", level=1)).to_have_count(1)


def test_a_mastery_score_of_the_course_software_is_heeded(lms: Lms) -> None:
    lms.kept = {"cmi": {"student_data": {"mastery_score": "100"}}}
    _, frame = lms.launch()
    answer(frame, right=True, count=3)
    last = frame.locator("[data-question]").nth(3)
    right = last.get_attribute("data-right") or ""
    for box in last.locator("input").all():
        if box.get_attribute("value") not in right:
            box.check()
            break
    last.get_by_role("button", name="Answer").click()
    expect(frame.locator("#result")).to_contain_text("Your best result is 75 %. Not passed: 100 % is needed.")


def test_the_api_is_found_some_frames_up(lms: Lms) -> None:
    page, frame = lms.launch(deep=True)
    answer(frame, right=True)
    assert value(page, "cmi.core.lesson_status") == "passed"


def test_the_api_is_found_in_the_window_that_opened_it(lms: Lms) -> None:
    page, _ = lms.launch()
    page.evaluate(
        "document.querySelector('iframe').remove(); delete window.lms; const l = new Scorm12API({ autocommit: false }); window.lms = l; window.API = l"
    )
    with page.expect_popup() as opened:
        page.evaluate("window.open('https://course.example/index.html')")
    popup = opened.value
    expect(popup.locator("#state")).to_have_text("")
    answer(popup, right=True)
    assert value(page, "cmi.core.lesson_status") == "passed"


@pytest.mark.parametrize("sandbox", ["", "allow-scripts"])
def test_without_an_api_it_says_so_and_works(lms: Lms, sandbox: str) -> None:
    _, frame = lms.launch(api=bool(sandbox), sandbox=sandbox)
    expect(frame.locator("#state")).to_contain_text("nothing is recorded")
    answer(frame, right=True)
    expect(frame.locator("#result")).to_contain_text("Your best result is 100 %. Passed")
    expect(frame.get_by_text("Words you can use").first).to_be_attached()


def test_it_asks_for_nothing_but_the_list_of_versions(lms: Lms) -> None:
    page, frame = lms.launch()
    answer(frame, right=True)
    lms.leave(page)
    assert {one for one in lms.asked if not one.startswith(COURSE)} == {f"{HOME}downloads/scorm/versions.json"}


@pytest.mark.parametrize("newer", [True, False])
def test_it_says_its_version_and_whether_there_is_a_newer_one(browser: Browser, packages: Path, newer: bool) -> None:
    versions = json.loads((packages / "versions.json").read_text("utf-8"))
    lms = Lms(
        browser, (packages / f"{ARTICLE}.zip").read_bytes(), {**versions, **({ARTICLE: "ffffffff"} if newer else {})}
    )
    _, frame = lms.launch()
    expect(frame.locator(".from")).to_contain_text(f"Version {versions[ARTICLE]}")
    if newer:
        expect(frame.locator("#newer")).to_contain_text("A newer version exists of: Listen before you speak.")
    else:
        frame.locator("html").evaluate("() => new Promise(done => setTimeout(done, 300))")
        expect(frame.locator("#newer")).to_have_text("")
    lms.context.close()


def test_a_part_shows_one_article_at_a_time_and_comes_back_to_it(browser: Browser, packages: Path) -> None:
    lms = Lms(browser, (packages / "part-foundations.zip").read_bytes())
    page, frame = lms.launch()
    expect(frame.get_by_role("heading", level=1)).to_have_count(1)
    first = frame.get_by_role("heading", level=1).inner_text()
    frame.get_by_role("button", name="Next:").click()
    second = frame.get_by_role("heading", level=1).inner_text()
    assert first != second
    expect(frame.get_by_role("heading", level=1)).to_be_focused()
    lms.leave(page)
    _, frame = lms.launch()
    expect(frame.get_by_role("heading", level=1)).to_have_text(second)
    lms.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [ARTICLE, "part-rapport", "share-decisions", "communicate-risk"])
def test_everyone_can_use_it_on_a_narrow_screen(browser: Browser, packages: Path, scheme: str, name: str) -> None:
    lms = Lms(browser, (packages / f"{name}.zip").read_bytes())
    page = lms.context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(COURSE + "index.html")
    answer(page, right=False, count=1)
    assert [f"{one['id']} {one['nodes'][0]['html']}" for one in violations(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    for picture in page.get_by_role("img").all():
        box = picture.bounding_box() or {"width": 0, "height": 0}
        assert (box["width"] > 200, box["height"] > 10) == (True, True), picture.get_attribute("aria-label")
    lms.context.close()


def test_questions_are_answered_by_keyboard_alone(lms: Lms) -> None:
    page = lms.context.new_page()
    page.goto(COURSE + "index.html")
    page.locator("[data-question] input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Answer").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_contain_text("1 of 4 questions answered")


def test_text_with_markup_in_it_stays_text(browser: Browser) -> None:
    mark = '<mark>x</mark> & "q" {{ 7*7 }} @title@ </script>'
    options = (Option(mark, True, mark), Option(mark + "2", False, mark))
    question = Question(id="q", type="single", stem=mark, options=options, section="do", places=None, keys=())  # type: ignore[arg-type]
    quiz = replace(next(iter(handbook.load(PROJECT).quizzes.values())), id="a", questions=(question,))
    content = package(
        "a", mark, mark, HOME, [Unit("a", mark, mark, "a/", "00000000", "2026-01-01", (), questions(quiz))]
    )
    lms = Lms(browser, content)
    page, frame = lms.launch()
    expect(frame.locator("mark")).to_have_count(0)
    for place in ("h1", "legend", ".option span", ".title", "footer cite"):
        expect(frame.locator(place).first).to_contain_text("<mark>x</mark> &")
        expect(frame.locator(place).first).to_contain_text("@title@ </script>")
    answer(frame, right=True)
    assert value(page, "cmi.core.lesson_status") == "passed"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
    assert manifest.findtext("cp:organizations/cp:organization/cp:title", None, NS) == mark
    lms.context.close()


def test_links_lead_to_what_the_package_holds_or_out_to_the_site(site: Path, book: Library) -> None:
    article = book.articles[ARTICLE]
    page = (site / article.page.url / "index.html").read_text("utf-8")
    found = dict(scorm_text.sections(page, article.page.url, article.id))
    assert next(iter(found)) == "in-brief"
    assert not {"teach", "related"} & set(found)
    tree = etree.HTML("".join(found.values()))
    ids = set(tree.xpath("//@id"))
    for link in tree.xpath("//a"):
        href = link.get("href")
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert link.get("target") == "_blank"
            assert re.match(r"https://|site:", href)
            if href.startswith("site:"):
                path = href.removeprefix("site:").partition("#")[0]
                assert (site / path / "index.html").is_file(), href
    assert not tree.xpath("//input | //svg[@class='qr'] | //script | //*[@style]")


def test_a_package_shows_the_pictures_of_its_article_with_their_words(site: Path, book: Library) -> None:
    shown = 0
    for article in book.articles.values():
        page = (site / article.page.url / "index.html").read_text("utf-8")
        text = etree.HTML("".join(html for _, html in scorm_text.sections(page, article.page.url, article.id)))
        wanted = re.findall(r'<svg class="(?:plot|picture)"[^>]* aria-label="([^"]+)"', page)
        assert text.xpath("//svg[@role='img']/@aria-label") == list(map(unescape, wanted))
        assert not text.xpath("//svg//@id | //svg//@href")
        shown += len(wanted)
    assert shown > 30
