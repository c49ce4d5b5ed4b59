"""Faults to plant in the small handbook, each with what must be found: places, codes and facts in
cases.yml. What a built site may not hold is in site_cases.yml.

The sentences are made from the facts and kept apart, in sentences.txt. Who words one better runs
`python -m tests.mutations` and reads the difference.
"""

from __future__ import annotations

import re
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from macros import handbook
from macros.checks import check
from macros.checks.built_site import check_site
from macros.checks.report import text
from macros.handbook.change_log import items_now
from macros.handbook.sentences import plain
from macros.handbook.versions import of_article
from macros.model import Diagnostic, Library, Location

TODAY = date(2026, 6, 1)
HERE = Path(__file__).parent
SENTENCES = HERE / "sentences.txt"
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yml").read_text("utf-8"))
SITE_CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "site_cases.yml").read_text("utf-8"))
POLICY = (
    """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; script-src 'self'">"""
)
SITE_PAGE = f'<!doctype html><html><head>{POLICY}</head><body><h1 id="top">T</h1>{{}}</body></html>'


def plant(root: Path, case: dict[str, Any]) -> None:
    """Spoil a good handbook as a case says."""
    if "log" in case:
        return begin_log(root, case["log"])
    path = root / case["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if case.get("delete"):
        path.unlink()
    elif "copy_of" in case:
        path.write_text((root / case["copy_of"]).read_text("utf-8"), "utf-8")
    elif "write" in case:
        path.write_text(case["write"], "utf-8")
    else:
        good = path.read_text("utf-8")
        assert case["old"] in good, "the case no longer fits the good handbook"
        path.write_text(good.replace(case["old"], case["new"], 1), "utf-8")
    for edit in case.get("also", ()):
        other = root / edit["file"]
        if "write" in edit:
            other.write_text(edit["write"], "utf-8")
            continue
        good = other.read_text("utf-8")
        assert edit["old"] in good, "an edit of the case no longer fits the good handbook"
        other.write_text(good.replace(edit["old"], edit["new"]), "utf-8")


def begin_log(root: Path, entries: str) -> None:
    """Write the log of changes, a file for each entry of a list."""
    folder = root / "docs/_data/changes"
    folder.mkdir(exist_ok=True)
    for number, one in enumerate(re.split(r"^- ", entries, flags=re.MULTILINE)[1:], 1):
        (folder / f"{number}.yml").write_text(textwrap.dedent(f"  {one}"), "utf-8")


def told(value: Any, book: Library) -> Any:
    """A case with `@article@` and `@article/item@` replaced by the version and the advice of the good handbook's."""

    def put(name: re.Match[str]) -> str:
        article = book.articles[name[1]]
        return items_now(book, article)[name[2]] if name[2] else of_article(book, article).text

    if isinstance(value, str):
        return re.sub(r"@([\w-]+)(?:/([\w-]+))?@", put, value)
    if isinstance(value, list):
        return [told(one, book) for one in value]
    return {key: told(one, book) for key, one in value.items()} if isinstance(value, dict) else value


def checked(root: Path) -> list[Diagnostic]:
    """What `kb check` finds in a handbook."""
    return check(handbook.load(root), TODAY)


def sentences(findings: list[Diagnostic]) -> list[str]:
    """What is said of findings, a sentence for each."""
    return text(findings, 0).splitlines()[:-1]


def facts(findings: list[Diagnostic]) -> list[dict[str, Any]]:
    """Findings without their sentences."""
    return [
        {"at": _at(one.place), "code": one.code, **({"facts": seen} if (seen := plain(one.facts)) else {})}
        for one in findings
    ]


def _at(place: Location) -> str:
    return f"{place}-{place.end_column}" if place.end_column else str(place)


def named(case: dict[str, Any]) -> str:
    """What a case of a built site is called."""
    return f"site: {case.get('body', case.get('head'))!r}"


def built(root: Path, body: str) -> Path:
    """A site of two pages, the first with the given body."""
    (root / "about").mkdir(parents=True)
    (root / "index.html").write_text(SITE_PAGE.format(body), "utf-8")
    (root / "about/index.html").write_text(SITE_PAGE.format('<a href="../#top">home</a> <code>{{ x }}</code>'), "utf-8")
    return root


def of_site(folder: Path, case: dict[str, Any]) -> list[Diagnostic]:
    """What is found in a site whose first page is spoilt as a case says."""
    (folder / "secret.txt").write_text("beside the site", "utf-8")
    site = built(folder / "site", case.get("body", ""))
    if "head" in case:
        (site / "x.js").write_text("", "utf-8")
        (site / "index.html").write_text(SITE_PAGE.format("").replace(POLICY, case["head"]), "utf-8")
    return check_site(site)


def kept() -> dict[str, str]:
    """The sentences of each case, by its name."""
    blocks = SENTENCES.read_text("utf-8").split("\n\n") if SENTENCES.is_file() else []
    return {name.removeprefix("# "): said.rstrip("\n") for name, _, said in (one.partition("\n") for one in blocks)}
