"""With the first layer of defence switched off, each attack of the corpus is refused by the build or comes out as plain text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros import handbook
from macros.builders.adapter import Host
from macros.builders.run import run_builder
from macros.checks import check
from macros.checks.built_site import check_site
from macros.site.pipeline import finish
from tests import small_handbook
from tests.attacks.test_corpus import PAGE, REFUSED, SENTENCE, TODAY, Attack, plant
from tests.conftest import PROJECT

IN_TEXT = [one for one in REFUSED if "text" in one and "\0" not in one["text"]]
FILES = [one for one in REFUSED if "KB809" in one["refused"]]
# Renderers make text of these, or drop them: what a reader sees is what was typed, and nothing works.
INERT = {
    "a tag that never closes", "an event without white space", "a comment that hides the page", "an event in the value's tail",
    "an address in angle brackets with a quote", "a mail address with an event", "an include mark", "an include mark in a list",
    "a line end in an escape of a macro", "a line end in a macro", "a fence with an attribute", "a fence with braces that another fence closes",
    "a script in a fence that only one parser sees", "a script in an indented block", "half a character in an escape of a macro",
}  # fmt: skip
OF_THE_REST = ("KB902", "KB903")  # the small handbook lacks pages that the look links to


def dress(root: Path) -> Path:
    """A small handbook with this project's look and settings."""
    small_handbook.write(root)
    shutil.copytree(PROJECT / "overrides", root / "overrides")
    (root / "macros").symlink_to(PROJECT / "macros")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return root


def write_page(root: Path, number: int, attack: Attack) -> str:
    """An article with an attack in its text; gives its path in docs/."""
    path = f"rapport/attack-{number}.md"
    good = (root / PAGE).read_text("utf-8")
    (root / "docs" / path).write_text(good.replace(SENTENCE, attack["text"]), "utf-8", newline="")
    for kind in ("checklists", "quizzes", "scenes"):
        if (root / f"docs/_data/{kind}/greet.yml").is_file():
            shutil.copy(root / f"docs/_data/{kind}/greet.yml", root / f"docs/_data/{kind}/attack-{number}.yml")
    return path


def not_rendered(root: Path, paths: list[str]) -> set[str]:
    """The pages that the template engine refuses; they are taken away, as they would end the build for all others."""
    host, found, refused = Host(root, SystemExit), handbook.load(root), set()
    for path in paths:
        try:
            host.render(path, found.pages[path].text)
        except SystemExit:
            refused.add(path)
            (root / "docs" / path).unlink()
    return refused


def test_no_attack_in_a_text_gets_past_the_build(tmp_path: Path) -> None:
    root = dress(tmp_path)
    pages = {write_page(root, number, attack): attack["attack"] for number, attack in enumerate(IN_TEXT)}
    stopped = not_rendered(root, list(pages))
    said = "\n".join(map(str, run_builder(root, root / "site")))
    finish(root / "site", handbook.load(root).settings)
    flagged = {one.place.file for one in check_site(root / "site") if one.code not in OF_THE_REST}
    passed = {
        name
        for path, name in pages.items()
        if path not in stopped and f"site/{path[:-3]}/index.html" not in flagged and path not in said
    }
    assert "site/rapport/greet/index.html" not in flagged
    assert passed == INERT
    assert len(stopped) > 20


@pytest.mark.parametrize("attack", FILES, ids=[one["attack"] for one in FILES])
def test_no_file_that_could_run_is_published(good: Path, attack: Attack) -> None:
    plant(good, attack)
    with pytest.raises(SystemExit, match="KB809"):
        Host(good, SystemExit)


@pytest.mark.parametrize("file", ["docs/assets/icon-180.png", "docs/assets/social.png"])
def test_no_picture_takes_the_place_of_one_of_the_site_itself(tmp_path: Path, file: str) -> None:
    root = dress(tmp_path)
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_bytes(b"probe")
    assert [one.code for one in check(handbook.load(root), TODAY) if one.place.file == file] == ["KB809"]
    with pytest.raises(SystemExit, match="KB809"):
        Host(root, SystemExit)
