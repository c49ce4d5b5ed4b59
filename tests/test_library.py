"""Reading: places are exact, odd files are findings or work, and nothing is read twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from macros import handbook
from macros.checks import check
from macros.editing.article_files import move
from macros.handbook import markdown, schemas, template, yaml_tree
from macros.handbook.text_file import Source, Unreadable
from macros.model import Location, url_of
from macros.render import MACROS
from tests.attacks.authored_fields import FILES

TODAY = date(2026, 6, 1)
GREET = "docs/rapport/greet.md"


def codes(root: Path) -> list[str]:
    return [f"{one.place.file}:{one.code}" for one in check(handbook.load(root), TODAY)]


def test_a_library_is_read_once_until_a_file_changes(good: Path) -> None:
    first = handbook.load(good)
    assert handbook.load(good) is first
    page = good / GREET
    page.write_text(page.read_text("utf-8").replace("title: Greet people", "title: Greet everyone"), "utf-8")
    second = handbook.load(good)
    assert second.articles["greet"].title == "Greet everyone"
    assert second.articles["listen"].page is first.articles["listen"].page


def test_a_link_that_leads_nowhere_is_told_from_a_folder_that_stood_in_its_place(good: Path) -> None:
    terms = good / "docs/_data/glossary.yml"
    terms.unlink()
    terms.mkdir()
    first = handbook.load(good).problems
    terms.rmdir()
    terms.symlink_to("nowhere")
    assert [one.place.file for one in handbook.load(good).problems] == ["docs/_data/glossary.yml"]
    assert handbook.load(good).problems != first


def test_calls_know_their_line_column_and_section(good: Path) -> None:
    page = handbook.load(good).articles["greet"].page
    lines = (good / GREET).read_text("utf-8").split("\n")
    for call in page.calls:
        assert lines[call.place.line - 1][call.place.column - 1 :].startswith("{{ " + call.name)
    assert [call.section for call in page.calls][:2] == ["do", "hard"]


def test_values_know_their_line_and_column(good: Path) -> None:
    item = handbook.load(good).checklists["greet"].items[1]
    lines = (good / "docs/_data/checklists/greet.yml").read_text("utf-8").split("\n")
    place = item.where("certainty")
    assert lines[place.line - 1][place.column - 1 :] == "low"


def test_in_the_folder_for_trainers_only_pages_with_a_stage_are_articles(good: Path) -> None:
    teach = good / "docs/teach"
    teach.mkdir()
    front = "---\ntitle: Use a course\ndescription: A plain page for trainers, made for tests.\n---\n\n"
    (teach / "course.md").write_text(front + '{{ articles("teach") }}\n', "utf-8")
    move(handbook.load(good), "listen", "teach")
    found = handbook.load(good)
    assert [one.page.path for one in found.articles.values() if one.page.folder == "teach"] == ["teach/listen.md"]
    assert codes(good) == []
    listed = MACROS["articles"](found, found.pages["teach/course.md"], "teach")
    assert listed.startswith("- [Listen to people](listen.md)<br>How to")
    assert "\n" not in listed
    listen = found.articles["listen"].page
    assert MACROS["checklist"](found, listen, when="before").startswith("Before the session\n")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_ends_change_nothing(good: Path, ending: str) -> None:
    for path in (good / "docs").rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", ending.encode()))
    assert codes(good) == []


def test_a_byte_order_mark_changes_nothing(good: Path) -> None:
    path = good / GREET
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert codes(good) == []


def test_other_scripts_and_emoji_are_text_and_places_stay_right(good: Path) -> None:
    path = good / GREET
    text = path.read_text("utf-8").replace("They greet people you back.", "مرحبا بالناس 👋 {{ a + b }}")
    path.write_text(text.replace("## Related {", "## Related 👋 {"), "utf-8")
    found = [(one.code, one.place.line, one.place.column) for one in check(handbook.load(good), TODAY)]
    assert found == [("KB801", 51, 16), ("KB204", 59, 1)]


def test_a_page_of_five_megabytes_is_a_finding(good: Path) -> None:
    (good / "docs/about/huge.md").write_text("word " * 1_000_001, "utf-8")
    assert codes(good) == ["docs/about/huge.md:KB101"]


def test_a_picture_under_another_name_is_a_finding_and_a_real_one_is_not(good: Path) -> None:
    (good / "docs/about/face.md").write_bytes(b"\x89PNG\r\n\xff\xfe")
    (good / "docs/about/face.png").write_bytes(b"\x89PNG\r\n\xff\xfe")
    assert codes(good) == ["docs/about/face.md:KB101"]


def test_a_missing_settings_file_is_read_as_empty(good: Path) -> None:
    (good / "mkdocs.yml").unlink()
    assert codes(good) == []


def test_deep_nesting_and_bombs_are_refused_before_they_grow() -> None:
    for bomb in ("[" * 50 + "]" * 50, "a: &a [x, x]\nb: [*a, *a]", "[" * 100_000):
        with pytest.raises(Unreadable) as refused:
            yaml_tree.read(Source("bomb.yml", bomb), "KB402")
        assert refused.value.finding.code == "KB402"


@given(some.text(max_size=300))
def test_any_text_is_read_or_refused_as_yaml_but_never_crashes(text: str) -> None:
    try:
        yaml_tree.read(Source("any.yml", text), "KB402")
    except Unreadable as refused:
        place = refused.finding.place
    else:
        place = Location("any.yml")
    assert place.file == "any.yml"


@given(some.text(alphabet="ab {}%#\"'()[]`<>\n-|*_\u00e9\u202e", max_size=200))
def test_any_text_is_read_as_a_page_but_never_crashes(text: str) -> None:
    source = Source("any.md", text)
    found = template.read(source, text, 0)
    outline = markdown.read(source, 0, [(begin, end) for begin, end, _ in found[0]], found[2])
    places = [one.place for one in (*found[1], *outline.links, *outline.suspects.html, *outline.suspects.attributes)]
    assert all(1 <= place.line <= text.count("\n") + 1 for place in places)


@pytest.mark.parametrize("text", ["0b_", "-0x_", "1" + ":9" * 250 + "."])
def test_what_looks_like_a_number_and_makes_none_is_text(text: str) -> None:
    assert yaml_tree.read(Source("x.yml", f"a: {text}"), "KB402").value == {"a": text}


def test_code_fences_hold_no_headings_links_or_calls() -> None:
    text = "```\n## No { #no }\n[no](no.md)\n```\n\n## Yes { #yes }\n\n[yes](yes.md)\n"
    outline = markdown.read(Source("x.md", text), 0, [], [])
    assert [section.id for section in outline.sections] == ["yes"]
    assert [link.text for link in outline.links] == ["yes.md"]
    assert outline.links[0].place == Location("x.md", 8, 1)


def test_raw_blocks_show_calls_without_making_them() -> None:
    text = '{% raw %}{{ xref("a") }}{% endraw %} {{ xref("b") }}'
    calls, other, _ = template.read(Source("x.md", text), text, 0)
    assert [call.args for _, _, call in calls] == [("b",)]
    assert other == []


def test_only_a_file_named_index_is_its_folder() -> None:
    urls = [url_of(path) for path in ("index.md", "rapport/index.md", "rapport/reindex.md", "rapport/greet.md")]
    assert urls == ["", "rapport/", "rapport/reindex/", "rapport/greet/"]


def test_a_day_that_has_begun_east_of_here_is_no_fault(good: Path) -> None:
    found = handbook.load(good)
    assert check(found, date(2026, 1, 1)) == []
    assert {one.code for one in check(found, date(2025, 12, 31))} == {"KB108"}


@pytest.mark.parametrize("given", ["https://a.example/hb", "https://a.example/hb/"])
def test_the_address_of_the_site_ends_in_one_slash(good: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    settings = good / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace('""', '!ENV [SITE_URL, ""]'), "utf-8")
    monkeypatch.setenv("SITE_URL", given)
    found = handbook.load(good).settings
    assert (found.site_url, found.base) == ("https://a.example/hb/", "/hb/")


@pytest.mark.parametrize("file", ["trust_trials", "groups", "source", "topics", "checklists/greet", "quizzes/greet"])
def test_a_list_where_a_mapping_belongs_is_told_at_its_place_and_stops_no_rule(good: Path, file: str) -> None:
    path = f"docs/_data/{file}.yml"
    (good / path).write_text("- {}\n", "utf-8")
    found = check(handbook.load(good), date(2026, 6, 1))
    assert {one.place.line for one in found if one.code in ("KB405", "KB505") and one.place.file == path} == {1}
    assert not [one for one in found if "stopped here" in one.message]


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_a_missing_key_holds_is_said_and_not_only_that_it_is_text(name: str) -> None:
    vague = {schemas.schema("vocabulary")["$defs"][kind]["description"] for kind in ("line", "text")}
    waiting, wanted = [schemas.schema(name)], []
    while waiting:
        one = schemas.follow(waiting.pop())
        keys = one.get("properties", {})
        wanted += [
            (key, schemas.follow(keys[key]).get("description")) for key in one.get("required", ()) if key in keys
        ]
        waiting += [
            *keys.values(),
            *(one[key] for key in ("items", "additionalProperties") if isinstance(one.get(key), dict)),
        ]
    assert [key for key, said in wanted if said in vague] == []
