"""No file of the text takes the place of another, or of what the site makes itself; what was lost all the same is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros import handbook
from macros.checks import check
from macros.checks.beside_pages import replaced
from macros.cli import main
from macros.handbook.own_files import own_files, own_folders
from macros.handbook.taken_addresses import address_of, of_text, taken
from macros.model import Library
from macros.site.pipeline import build
from tests.attacks.test_corpus import TODAY
from tests.conftest import PROJECT
from tests.test_build import prepare

PICTURE = b"probe"
PAGE = "---\ntitle: A page of a stranger\ndescription: It would take the place of another one here.\n---\n\nText.\n"


def put(root: Path, *files: str) -> None:
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(PAGE.encode() if file.endswith(".md") else PICTURE)


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("docs/search.md", "search"),
        ("docs/Search/tips.md", "search"),
        ("docs/search/index.md", "search"),
        ("docs/\uff33earch.md", "search"),
        ("docs/404.md", "404.html"),
        ("docs/404.html.md", "404.html"),
        ("docs/sitemap.xml.md", "sitemap.xml"),
        ("docs/SW.js.md", "sw.js"),
        ("docs/_headers/index.md", "_headers"),
        ("docs/teach/pick.json.md", "teach/pick.json"),
        ("docs/downloads.md", "downloads"),
        ("docs/assets/previews/greet.png", "assets/previews"),
        ("docs/assets/images/favicon.png", "assets/images"),
        ("docs/assets/JavaScripts.md", "assets/javascripts"),
        ("docs/assets/js/vendor.md", "assets/js"),
        ("docs/assets/ICON-180.png", "assets/icon-180.png"),
        ("docs/assets/site.css.md", "assets/site.css"),
    ],
)
def test_what_the_site_makes_itself_is_replaced_by_no_file(saved: Path, file: str, address: str) -> None:
    for look in ("js/site.js", "icon-180.png", "site.css"):
        put(saved, f"overrides/assets/{look}")
    put(saved, file)
    [found] = [one for one in check(handbook.load(saved), TODAY) if one.place.file == file and one.code == "KB809"]
    assert found.facts["address"] == address
    (saved / file).unlink()
    put(saved, found.facts["better"])
    assert taken(handbook.load(saved)) == {}


@pytest.mark.parametrize(
    ("file", "other"),
    [
        ("docs/rapport/greet/index.md", "docs/rapport/greet.md"),
        ("docs/rapport/Greet.md", "docs/rapport/greet.md"),
        ("docs/RAPPORT/greet.md", "docs/rapport/greet.md"),
        ("docs/rapport/greet/index.html.md", "docs/rapport/greet.md"),
        ("docs/rapport/greet/index.html/x.png", "docs/rapport/greet.md"),
    ],
)
def test_of_two_files_with_one_address_one_is_refused(saved: Path, file: str, other: str) -> None:
    put(saved, file)
    [found] = [one for one in check(handbook.load(saved), TODAY) if one.place.file == file and one.code == "KB809"]
    assert found.facts["other"] == other


@pytest.mark.parametrize(
    "file", ["docs/rapport/hello/index.md", "docs/Rapport/hello.md", "docs/rapport/hello/index.html/x.png"]
)
def test_a_file_at_an_address_that_sends_its_readers_on_is_told_where_to(saved: Path, file: str) -> None:
    put(saved, file)
    [found] = [one for one in check(handbook.load(saved), TODAY) if one.place.file == file and one.code == "KB809"]
    assert found.facts == {"kind": "redirect", "address": "rapport/hello/", "to": "rapport/greet.md"}


@pytest.mark.parametrize(("file", "kind"), [("docs/visit/README.md", "readme"), ("docs/rapport/ReadMe.md", "second")])
def test_a_readme_is_refused_once_with_the_file_that_its_text_belongs_in(saved: Path, file: str, kind: str) -> None:
    put(saved, file)
    [found] = [
        one for one in check(handbook.load(saved), TODAY) if one.place.file == file and one.code in ("KB110", "KB809")
    ]
    assert (found.code, found.facts) == ("KB809", {"kind": kind, "better": file.rpartition("/")[0] + "/index.md"})


def test_no_other_file_is_refused(saved: Path) -> None:
    put(saved, "docs/assets/greet.png", "docs/about/search.md", "docs/teach/pick.md", "docs/rapport/greet/x.png")
    assert taken(handbook.load(saved)) == {}


def test_what_replaced_another_all_the_same_is_not_published(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("macros.checks.safety.taken", "macros.handbook.taken_addresses.taken"):
        monkeypatch.setattr(name, lambda _: {})
    # The builder is a copy of this process, with what is replaced here, only where nothing else runs in it.
    monkeypatch.setattr("macros.builders.run.threading.active_count", lambda: 1)
    prepare(good)
    put(good, "docs/search.md", "docs/assets/icon-180.png")
    (good / "overrides/assets").mkdir()
    (good / "overrides/assets/icon-180.png").write_bytes(b"our own icon")
    found = build(good, good / "site", say=lambda _: None)
    assert {(one.place.file, one.facts["file"]) for one in found if one.code == "KB916"} == {
        ("site/search/index.html", "docs/search.md"),
        ("site/assets/icon-180.png", "overrides/assets/icon-180.png"),
    }
    assert not (good / "site").exists()


def test_two_pages_of_one_address_are_found_in_what_was_built(good: Path) -> None:
    put(good, "docs/rapport/greet/index.md")
    library = handbook.load(good)
    assert [(one.code, one.facts["kind"]) for one in replaced(library, as_built(library))] == [("KB916", "twice")]


def as_built(library: Library) -> Path:
    """A site with a file at the address of each file of the text."""
    site = library.root / "site"
    for file in of_text(library):
        (site / address_of(file)).parent.mkdir(parents=True, exist_ok=True)
        (site / address_of(file)).write_text("x", "utf-8")
    return site


def test_what_a_built_site_lacks_is_found_when_it_is_checked_again(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(good, "docs/assets/greet.png")
    site = as_built(handbook.load(good))
    (site / "rapport/listen/index.html").unlink()
    assert main(["--root", str(good), "check", "--site", str(site), "--format", "json"]) == 1
    lost = {one["file"]: one["facts"] for one in json.loads(capsys.readouterr().out) if one["code"] == "KB916"}
    assert lost == {
        "site/assets/greet.png": {"kind": "lost", "file": "docs/assets/greet.png"},
        "site/rapport/listen/index.html": {"kind": "lost", "file": "docs/rapport/listen.md"},
    }


def test_the_list_of_what_the_site_makes_is_whole(site: Path) -> None:
    library = handbook.load(PROJECT)
    of_pages = {address_of(file) for file in of_text(library)} | {address_of(old) for old in library.redirects}
    files, folders = set(own_files(PROJECT)), tuple(f"{one}/" for one in own_folders(PROJECT))
    made = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {one for one in made - of_pages - files if not one.startswith(folders)} == set()
