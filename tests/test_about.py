"""What built pages say of themselves: JSON-LD, versions, and the feed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from macros import handbook
from macros.handbook.versions import of_article
from macros.site import page_metadata
from macros.site.build import complete
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


@pytest.fixture
def small(good: Path) -> Path:
    """A stand-in for a built site of the small handbook, whose title tries to end the block."""
    page = good / "docs/rapport/greet.md"
    text = page.read_text("utf-8").replace("title: Greet people", "title: Greet </script><b> people")
    page.write_text(text, "utf-8")
    (good / "site/rapport/greet").mkdir(parents=True)
    (good / "site/rapport/greet/index.html").write_text(PAGE, "utf-8")
    return good


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
