"""What built pages say of themselves: JSON-LD, versions, and the feed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from macros import handbook
from macros.handbook import reviews
from macros.handbook.versions import of_article
from macros.site import page_metadata
from macros.site.pipeline import complete
from tests.conftest import PROJECT
from tests.test_exports import published

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
PAGE = "<html><head>\n</head><body><p>2026<span data-version></span></p><p><span data-version></span></p>\n</body></html>\n"


def blocks(html: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in _BLOCK.findall(html)]


def test_every_page_has_one_block_of_valid_data_and_claims_no_review(site: Path) -> None:
    for page in handbook.load(PROJECT).pages.values():
        html = (site / page.url / "index.html").read_text("utf-8")
        found = blocks(html)
        assert len(found) == 1
        assert "MedicalWebPage" not in json.dumps(found)
        assert not {"reviewedBy", "lastReviewed"} & set(found[0])
        assert found[0]["name"] == page.title


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
        assert html.count(f"<span data-version>, version {version}</span>") == 2
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


@pytest.fixture
def small(good: Path) -> Path:
    """A stand-in for a built site of the small handbook, whose title tries to end the block."""
    page = good / "docs/rapport/greet.md"
    text = page.read_text("utf-8").replace("title: Greet people", "title: Greet </script><b> people")
    page.write_text(text, "utf-8")
    (good / "site/rapport/greet").mkdir(parents=True)
    (good / "site/rapport/greet/index.html").write_text(PAGE, "utf-8")
    return good


def test_the_head_of_a_page_says_changed_since_beside_a_version_that_is_no_longer_its_own(small: Path) -> None:
    path, book = small / "site/rapport/greet/index.html", handbook.load(small)
    now = of_article(book, book.articles["greet"]).text
    heads = "".join(f'<span data-since="{version}"></span>' for version in (now, "0a1b2c3d"))
    path.write_text(PAGE.replace("<p>2026", f"<p>{heads}2026"), "utf-8")
    for _ in range(2):
        page_metadata.write(book, small / "site")
        html = path.read_text("utf-8")
        assert f'<span data-since="{now}"></span><span data-since="0a1b2c3d">, changed since</span>' in html


def test_text_cannot_end_the_block(small: Path) -> None:
    page_metadata.write(handbook.load(small), small / "site")
    html = (small / "site/rapport/greet/index.html").read_text("utf-8")
    assert html.count("</script>") == 1
    assert blocks(html)[0]["name"] == "Greet </script><b> people"


def test_completing_a_site_twice_changes_nothing_more(small: Path) -> None:
    path = small / "site/rapport/greet/index.html"
    complete(handbook.load(small), small / "site")
    once = path.read_bytes()
    complete(handbook.load(small), small / "site")
    assert path.read_bytes() == once


def test_the_feed_is_named_only_where_there_is_one_and_addresses_only_where_they_are_known(small: Path) -> None:
    path, book = small / "site/rapport/greet/index.html", handbook.load(small)
    page_metadata.write(book, small / "site")
    assert "atom" not in path.read_text("utf-8")
    assert "url" not in blocks(path.read_text("utf-8"))[0]
    (small / "site/downloads").mkdir()
    (small / "site/downloads/changes.atom").write_text("<feed/>", "utf-8")
    page_metadata.write(published(book), small / "site")
    html = path.read_text("utf-8")
    assert 'type="application/atom+xml" title="What changed" href="../../downloads/changes.atom">\n</head>' in html
    assert blocks(html)[0]["url"].endswith("/rapport/greet/")
