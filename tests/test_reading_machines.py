"""Programs that take a page's text out, and reader modes, keep each step, heading and day; voices speak each sign that counts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import trafilatura
from lxml.html import document_fromstring
from readability import Document

from macros import handbook
from macros.markdown_extensions.typography import typeset
from macros.model import Article, Library
from macros.render.text import day, heard
from tests import node
from tests.conftest import PROJECT


@pytest.fixture(scope="module")
def book() -> Library:
    return handbook.load(PROJECT)


def flat(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip()


def steps(book: Library, article: Article) -> list[str]:
    return [typeset(item.do) for item in book.checklists[article.id].items]


def headings(article: Article) -> list[str]:
    return [section.title for section in article.page.sections if section.level == 2 and section.explicit]


def lost(wanted: list[str], text: str) -> list[str]:
    inside = flat(text)
    return [one for one in wanted if flat(one) not in inside]


def page(site: Path, article: Article) -> str:
    return (site / article.page.url / "index.html").read_text("utf-8")


def test_an_extractor_keeps_every_step_heading_and_day(site: Path, book: Library) -> None:
    for one in book.articles.values():
        text = trafilatura.extract(page(site, one), include_tables=True, favor_recall=True) or ""
        wanted = [*steps(book, one), *headings(one), f"Evidence checked {day(one.evidence_checked)}"]
        assert lost(wanted, text) == [], one.id


def in_python(files: list[Path]) -> list[str]:
    """What readability-lxml keeps."""
    return [document_fromstring(Document(one.read_text("utf-8")).summary()).text_content() for one in files]


def in_firefox(files: list[Path]) -> list[str]:
    """What Mozilla's Readability keeps."""
    texts: list[str] = json.loads(node.run("node", "tests/reader_mode.mjs", *map(str, files), capture=True).stdout)
    return texts


@pytest.mark.parametrize("kept", [in_python, in_firefox])
def test_reader_modes_keep_every_step_heading_and_day(
    site: Path, book: Library, kept: Callable[[list[Path]], list[str]]
) -> None:
    texts = kept([site / one.page.url / "index.html" for one in book.articles.values()])
    losing = {}
    for one, text in zip(book.articles.values(), texts, strict=True):
        titles = [title for title in headings(one) if title != "Related"]  # a list of links, which both leave out whole
        if left := lost([*steps(book, one), *titles, f"Evidence checked {day(one.evidence_checked)}"], text):
            losing[one.id] = left
    assert losing == {}


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("(P<0.001)", "(P below 0.001)"),
        ("p > .05", "p above .05"),
        ("95% CI 0.14–0.82", "95% CI 0.14 to 0.82"),
        ("a change of –0.4", "a change of −0.4"),
        ("aged ≥65", "aged at least 65"),
        ("non-fatal, 2-day", "non-fatal, 2-day"),
        ("reached <130/80", "reached below 130/80"),
    ],
)
def test_signs_that_voices_leave_out_are_words(written: str, spoken: str) -> None:
    assert heard(written) == spoken
