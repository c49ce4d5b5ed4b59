"""With the first layer of defence switched off, each attack of the corpus is refused by the build or comes out as plain text."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from mkdocs.utils.meta import get_data

from macros import handbook
from macros.builders.adapter import Host
from macros.builders.run import run_builder, run_module
from macros.checks import check
from macros.checks.built_site import check_built, check_site
from macros.site import redirects
from macros.site.completion import complete, finish
from tests import small_handbook
from tests.attacks.test_corpus import PAGE, REFUSED, TODAY, Attack, attacked, plant
from tests.conftest import PROJECT

KINDS = ("checklists", "quizzes", "scenes")
OF_AN_ARTICLE = {PAGE, *(f"docs/_data/{kind}/greet.yml" for kind in KINDS)}
SOURCES, MOVED = "docs/_data/references/a.yml", "docs/_data/redirects.yml"
IN_TEXT = [one for one in REFUSED if "text" in one and "\0" not in one["text"]]
IN_HEAD_OR_DATA = [one for one in REFUSED if one.get("file") in OF_AN_ARTICLE and ("new" in one or "write" in one)]
IN_SOURCES = [one for one in REFUSED if one.get("file") == SOURCES]
REDIRECTS = [one for one in REFUSED if one.get("file") == MOVED]
FILES = [one for one in REFUSED if "KB809" in one["refused"]]
# What of these reaches a builder at all ends its run, so each has a run of its own.
ENDS = [
    one for one in REFUSED
    if (one.get("link") == "/etc/hostname" and one["refused"] == ["KB101"]) or "bytes" in one or "\0" in one.get("text", "")
    or one.get("file") in ("docs/index.md", "docs/about/source.md", "docs/about/x.md")
]  # fmt: skip
BESIDE = [one for one in REFUSED if one not in (*IN_TEXT, *IN_HEAD_OR_DATA, *IN_SOURCES, *REDIRECTS, *FILES, *ENDS)]
# Renderers make text of these, or drop them: what a reader sees is what was typed, and nothing works.
INERT = {
    "a tag that never closes", "an event without white space", "a comment that hides the page", "an event in the value's tail",
    "an address in angle brackets with a quote", "a mail address with an event", "an include mark", "an include mark in a list",
    "a line end in an escape of a macro", "a line end in a macro", "a fence with an attribute", "a fence with braces that another fence closes",
    "a script in a fence that only one parser sees", "a script in an indented block", "half a character in an escape of a macro",
}  # fmt: skip
OF_NO_EFFECT = {
    # MkDocs and ours read front matter alike here: comments and keys that nobody asks for are dropped.
    "a key that orders a terminal about", "a merge key", "a tag in a key of front matter", "a time of day that exists",
    "template code in a comment", "template code in a comment right behind a list",
    # The look and the macros escape these: they are shown as they were typed.
    "a script in advice", "a script in the description", "a script in the title", "a title of two lines",
    "an abbreviation that looks like a tag", "entities of a script in the title", "a script in a source's title", "a tag as an author's name",
    "a source's number with braces", "a source's number that ends its link", "a source's address with a quote", "a source's address that runs code",
    # No page holds that id twice but the glossary; a link in a title or in another link stands there as Markdown, in letters.
    "an id of the site itself", "a call within the braces of a link", "a call within a link",
}  # fmt: skip
# Of what is no article's own: a page that sends its readers to itself, a page's name, and a synonym that is turned. The rest has no effect: nobody reads the ledger, a waiver or a quiz of no article while the site is built,
# a picture's name is shown nowhere, and the search holds synonyms as letters.
FOUND_BESIDE = {
    ("KB906", "site/about/away/index.html"),
    ("KB914", "site/about/x\x1b[2Jy/index.html"), ("KB914", "site/search/"),
}  # fmt: skip
# Nothing that the site writes itself is in these places.
REDIRECTS_OF_NO_EFFECT = {
    "a redirect from the page of what is not found": {"site/handbook/404/index.html"},
    "a redirect from what the search fetches": {"site/handbook/search/hello/index.html"},
}
# Zensical cannot read these, and so ends.
ENDS_ZENSICAL = {"template code in a comment right behind a list", "half a character in an escape of a macro"}
COLOURED = {  # by Zensical, and refused for it
    "a fence with an attribute", "a fence with braces that another fence closes", "a line end in a macro",
    "a line end in an escape of a macro",
}  # fmt: skip
GOOD = "site/rapport/greet/index.html"
OF_THE_REST = ("KB902", "KB903")  # the small handbook lacks pages that the look links to


def dress(root: Path) -> Path:
    """A small handbook with this project's look and settings."""
    small_handbook.write(root)
    shutil.copytree(PROJECT / "overrides", root / "overrides")
    (root / "macros").symlink_to(PROJECT / "macros")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return root


def write_article(root: Path, number: int, attack: Attack) -> str:
    """An article of its own with an attack in its text, its front matter, its data or its source; gives its path in docs/."""
    path = f"rapport/attack-{number}.md"
    for file in sorted(OF_AN_ARTICLE):
        to = root / (f"docs/{path}" if file == PAGE else file.replace("greet", f"attack-{number}"))
        text = (root / file).read_text("utf-8")
        if file == attack.get("file", PAGE):
            text = attacked(text, attack)
        elif attack.get("file") == SOURCES:
            text = text.replace("author-a", f"attack-{number}")
        to.write_text(text, "utf-8", newline="")
    if attack.get("file") == SOURCES:
        source = (root / SOURCES).read_text("utf-8").partition("\n- id: author-b")[0]
        added = attacked(source, attack).replace("id: author-a", f"id: attack-{number}")
        with (root / SOURCES).open("a", encoding="utf-8") as sources:
            sources.write(f"\n{added}\n")
    return path


def write_beside(root: Path) -> None:
    """The attacks of what is no article's own, each beside what is there."""
    for attack in BESIDE:
        path = root / attack["file"]
        kept = path.read_text("utf-8") if path.is_file() else ""
        plant(root, attack)
        if kept:
            path.write_text(kept + path.read_text("utf-8").removeprefix("groups:\n"), "utf-8")


def not_rendered(root: Path, paths: list[str]) -> set[str]:
    """The pages that the template engine refuses; they are taken away, as they would end the build for all others."""
    host, refused = Host(root, SystemExit), set()
    for path in paths:
        left, front = get_data((root / "docs" / path).read_text("utf-8-sig"))  # by MkDocs, whatever our own reader says
        title = str(front.get("title", ""))
        try:
            for text in (left, title) if "{" in title else (left,):  # mkdocs-macros renders titles with braces too
                host.render(path, text, {})
        except SystemExit:
            refused.add(path)
            (root / "docs" / path).unlink()
    return refused


def build(root: Path, builder: str) -> str:
    """Let a builder write what it makes of the pages, though it warns; gives what it says."""
    if builder == "mkdocs":
        return "\n".join(map(str, run_builder(root, root / "site")))
    code, said = run_module(["zensical", "build", "--clean"], root, os.environ)
    assert code == 0, said
    return ""


def flagged(root: Path) -> set[str]:
    """The built pages in which the look finds what it does not in a good one, which lacks only pages that the look links to."""
    found = defaultdict[str, set[tuple[str, str]]](set)
    for one in check_site(root / "site"):
        found[one.place.file].add((one.code, re.sub(r"attack-\d+", "greet", str(one.facts.get("link")))))
    assert {code for code, _ in found[GOOD]} <= set(OF_THE_REST)
    return {file for file, faults in found.items() if faults - found[GOOD]}


@pytest.fixture(scope="module")
def attacked_pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A handbook with each attack in a page of its own, and the attacks by page that the template engine lets pass."""
    root = dress(tmp_path_factory.mktemp("attacked"))
    attacks = enumerate([*IN_TEXT, *IN_HEAD_OR_DATA, *IN_SOURCES])
    pages = {write_article(root, number, attack): attack["attack"] for number, attack in attacks}
    stopped = not_rendered(root, list(pages))
    assert len(stopped) > 20
    return root, {path: name for path, name in pages.items() if path not in stopped}


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_no_attack_gets_past_the_build(attacked_pages: tuple[Path, dict[str, str]], builder: str) -> None:
    root, pages = attacked_pages
    shutil.rmtree(root / "site", ignore_errors=True)
    kept = small_handbook.files(root / "docs")
    for path in (path for path, name in pages.items() if builder == "zensical" and name in ENDS_ZENSICAL):
        (root / "docs" / path).unlink()
    said = build(root, builder)
    finish(root / "site", handbook.load(root).settings)
    small_handbook.restore(root / "docs", kept)
    refused = flagged(root)
    passed = {
        name for path, name in pages.items() if f"site/{path[:-3]}/index.html" not in refused and path not in said
    }
    assert passed == (INERT | OF_NO_EFFECT) - (COLOURED if builder == "zensical" else set()), said


def test_attacks_in_what_is_no_article_s_own_are_found_or_have_no_effect(tmp_path: Path) -> None:
    root = dress(tmp_path)
    write_beside(root)
    run_builder(root, root / "site")
    library = handbook.load(root)
    complete(library, root / "site")
    found = [one for one in check_built(library, root / "site") if one.code not in OF_THE_REST]
    assert {(one.code, re.sub(r"[^/]+\.json", "", one.place.file)) for one in found} == FOUND_BESIDE


@pytest.mark.parametrize("attack", ENDS, ids=[one["attack"] for one in ENDS])
def test_a_page_that_the_check_could_not_read_ends_the_build(tmp_path: Path, attack: Attack) -> None:
    root = dress(tmp_path)
    plant(root, attack)
    assert [one.code for one in run_builder(root, root / "site")] == ["KB900"]


@pytest.mark.parametrize("attack", FILES, ids=[one["attack"] for one in FILES])
def test_no_file_that_could_run_is_published(saved: Path, attack: Attack) -> None:
    plant(saved, attack)
    with pytest.raises(SystemExit, match="KB809"):
        Host(saved, SystemExit)


@pytest.mark.parametrize("attack", REDIRECTS, ids=[one["attack"] for one in REDIRECTS])
def test_a_redirect_that_is_refused_is_not_written_or_stays_in_the_site(saved: Path, attack: Attack) -> None:
    plant(saved, attack)
    site = saved / "site/handbook"
    before = set(saved.rglob("*"))
    redirects.write(handbook.load(saved), site)
    written = {path.relative_to(saved).as_posix() for path in set(saved.rglob("*")) - before if path.suffix == ".html"}
    assert written == REDIRECTS_OF_NO_EFFECT.get(attack["attack"], set())
    assert not Path("/tmp/hello").exists()


@pytest.mark.parametrize("file", ["docs/assets/icon-180.png", "docs/assets/social.png"])
def test_no_picture_takes_the_place_of_one_of_the_site_itself(tmp_path: Path, file: str) -> None:
    root = dress(tmp_path)
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_bytes(b"probe")
    assert [one.code for one in check(handbook.load(root), TODAY) if one.place.file == file] == ["KB809"]
    with pytest.raises(SystemExit, match="KB809"):
        Host(root, SystemExit)
