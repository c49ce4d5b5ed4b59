"""The page's scripts: their pure modules by Node's own test runner, and that markup and modules name each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import PROJECT
from tests.node import run

SCRIPTS = PROJECT / "overrides/assets/js"
MARKUP = [
    *(PROJECT / "overrides").rglob("*.html"),
    *(PROJECT / "macros/render").glob("*.py"),
    *(PROJECT / "macros/templates").rglob("*.html"),
]


def test_the_pure_modules_pass_their_own_tests() -> None:
    done = run("node", "--test", "tests/javascript/*.test.js", capture=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r"(?m)^. tests (\d+)$", done.stdout)[1]) > 20  # type: ignore[index]


def started() -> set[str]:
    """The modules that site.js starts where markup names them."""
    text = (SCRIPTS / "site.js").read_text("utf-8")
    listed = text.split("const modules = {")[1].split("\n}")[0]
    return set(re.findall(r'^  "?([\w/-]+)', listed, re.MULTILINE))


def named() -> set[str]:
    """The modules that templates, macros and the front matter of pages name."""
    markup = [
        name for path in MARKUP for name in re.findall(r'(?:data-module|\bmodules)="([^"{]+)', path.read_text("utf-8"))
    ]
    pages = [name for path in (PROJECT / "docs").rglob("*.md") for name in of_page(path)]
    return {name for names in [*markup, *pages] for name in names.split()}


def of_page(path: Path) -> list[str]:
    return re.findall(r"^module: (\S+)$", path.read_text("utf-8").split("\n---\n")[0], re.MULTILINE)


def test_markup_and_the_loader_name_the_same_modules_and_each_is_a_file() -> None:
    assert started() == named()
    assert [name for name in started() if not (SCRIPTS / f"{name}.js").is_file()] == []


def test_the_front_matter_of_a_page_may_name_only_a_module_that_there_is() -> None:
    allowed = json.loads((PROJECT / "macros/schemas/page.json").read_text("utf-8"))["properties"]["module"]["enum"]
    assert set(allowed) <= started()
