"""What built pages say of themselves: JSON-LD, versions, and the feed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from macros import handbook
from macros.builders.run import run_builder
from macros.handbook import download_files, reviews
from macros.handbook.versions import of_article
from macros.markdown_extensions.typography import typeset
from macros.render.page_facts import facts
from macros.site.completion import complete
from tests.attacks.test_second_layer import dress
from tests.conftest import PROJECT
from tests.test_exports import published

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def blocks(html: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in _BLOCK.findall(html)]


def test_every_page_has_one_block_of_valid_data_and_claims_no_review(site: Path) -> None:
    for page in handbook.load(PROJECT).pages.values():
        html = (site / page.url / "index.html").read_text("utf-8")
        found = blocks(html)
        assert len(found) == 1
        assert "MedicalWebPage" not in json.dumps(found)
        assert not {"reviewedBy", "lastReviewed"} & set(found[0])
        assert found[0]["name"] == typeset(page.title)


def test_an_article_names_its_sections_and_each_is_on_the_page(site: Path) -> None:
    for article in handbook.load(PROJECT).articles.values():
        html = (site / article.page.url / "index.html").read_text("utf-8")
        (found,) = blocks(html)
        assert found["@type"] == ["WebPage", "LearningResource"]
        parts = {one["@id"]: one["name"] for one in found["hasPart"]}
        assert {"#in-brief", "#do", "#say", "#sources"} <= set(parts)
        assert all(f'id="{anchor[1:]}"' in html for anchor in parts)


def test_an_article_shows_its_version_on_the_page_and_on_its_printed_card(site: Path) -> None:
    book = handbook.load(PROJECT)
    for article in book.articles.values():
        html = (site / article.page.url / "index.html").read_text("utf-8")
        version = of_article(book, article).text
        assert html.count(f", version {version}<") == 1, "in its head"
        assert html.count(f", version {version}, text CC BY 4.0.") == 1, "at its foot, on paper"
        assert blocks(html)[0]["version"] == version


def metas(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="(DC\.\w+|citation_\w+)" content="([^"]*)">', html))


def test_an_article_tells_zotero_its_day_and_licence_and_links_its_sources(site: Path) -> None:
    book = handbook.load(PROJECT)
    for article in book.articles.values():
        page = site / article.page.url
        html = (page / "index.html").read_text("utf-8")
        found = metas(html)
        assert set(found) == {"DC.date", "DC.language", "DC.rights"}, "others would make another kind of item of it"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["DC.date"])
        sources = re.findall(r'<link rel="alternate" type="[^"]*" title="Sources as [^"]*" href="([^"]*)">', html)
        assert len(sources) == 3
        assert all((page / one).resolve().is_file() for one in sources)
    assert metas((site / "about/index.html").read_text("utf-8")) == {}


REVIEWS = """reviews:
  - {name: A & B, by: clinician, role: nurse, date: 2026-01-03, interests: none, version: "VERSION"}
  - {name: A group, by: patients, role: people who live with it, date: 2026-01-04, interests: none, version: 0a1b2c3d}"""


def test_a_review_says_which_version_was_read_and_whether_the_page_has_changed_since(good: Path) -> None:
    page, book = good / "docs/rapport/greet.md", handbook.load(good)
    assert reviews.in_short(book, book.articles["greet"]) == "Not yet reviewed by a clinician"
    assert "No article has been reviewed" in reviews.counted(book)
    now = of_article(book, book.articles["greet"]).text
    page.write_text(page.read_text("utf-8").replace("reviews: []", REVIEWS.replace("VERSION", now)), "utf-8")
    book = handbook.load(good)
    first, second = reviews.sentences(book, book.articles["greet"])
    assert (f"A & B, nurse, on 2026-01-03 in version {now} (" in first, "changed" in first) == (True, False)
    assert "in version 0a1b2c3d, changed since" in second
    assert "reviewed 1 and groups of patients 1 of 3" in reviews.counted(book)
    page.write_text(page.read_text("utf-8").replace("They greet people you back.", "They wave."), "utf-8")
    book = handbook.load(good)
    assert reviews.in_short(book, book.articles["greet"]) == "Reviewed by a clinician, changed since"


@pytest.fixture(scope="module")
def greet(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The built page of a small handbook whose title tries to end the block; it was reviewed then and now."""
    root = dress(tmp_path_factory.mktemp("about"))
    page = root / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("title: Greet people", "title: Greet </script><b> people"), "utf-8")
    book = handbook.load(root)
    now = of_article(book, book.articles["greet"]).text
    page.write_text(page.read_text("utf-8").replace("reviews: []", REVIEWS.replace("VERSION", now)), "utf-8")
    assert run_builder(root, root / "site") == []
    return (root / "site/rapport/greet/index.html").read_text("utf-8")


def test_the_head_of_a_page_says_changed_since_beside_a_version_that_is_no_longer_its_own(greet: str) -> None:
    (version,) = re.findall(r"Evidence checked [^<]*<span data-version>, version (\w{8})</span>", greet)
    assert f"(2026-01-03) in version {version}; <bdi>A group</bdi>" in greet
    assert "in version 0a1b2c3d, changed since</li>" in greet


def test_text_cannot_end_the_block(greet: str) -> None:
    assert blocks(greet)[0]["name"] == "Greet </script><b> people"


def test_completing_a_site_twice_changes_nothing_more(good: Path) -> None:
    path = good / "site/rapport/greet/index.html"
    path.parent.mkdir(parents=True)
    path.write_text("<html><head>\n</head><body><p>2026</p>\n</body></html>\n", "utf-8")
    complete(handbook.load(good), good / "site")
    once = path.read_bytes()
    complete(handbook.load(good), good / "site")
    assert path.read_bytes() == once


def test_the_feed_is_named_only_where_there_is_one_and_addresses_only_where_they_are_known(good: Path) -> None:
    book = handbook.load(good)
    told = facts(book, book.articles["greet"].page)
    assert told["alternates"] == []
    assert "url" not in json.loads(told["described"])
    (good / download_files.FOLDER).mkdir()
    (good / download_files.FOLDER / download_files.ATOM).write_text("<feed/>", "utf-8")
    told = facts(published(book), book.articles["greet"].page)
    assert [(one["title"], one["file"]) for one in told["alternates"]] == [("What changed", "downloads/changes.atom")]
    assert json.loads(told["described"])["url"].endswith("/rapport/greet/")
