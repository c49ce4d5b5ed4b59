"""Every id of the built site is known to the check, so that no text may take one a second time."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from macros import handbook
from macros.handbook.page_ids import ids, is_of_site
from tests.conftest import PROJECT


def test_each_id_of_the_built_site_is_known_before_it_is_built(site: Path) -> None:
    found = handbook.load(PROJECT)
    unknown = set()
    for page in found.pages.values():
        known = {id for id, _ in ids(found, page)}
        for node in LexborHTMLParser((site / page.url / "index.html").read_text("utf-8")).css("[id]"):
            id = node.attributes["id"] or ""
            if id not in known and not is_of_site(found, page, id):
                unknown.add((page.path, id))
    assert unknown == set()
