"""MkDocs renders every page before it writes the first: what it would keep of them waits on disk."""

from types import SimpleNamespace
from typing import Any

from macros.builders import spool


def test_pages_come_back_whole_whatever_their_order_and_nothing_is_kept_after_they_are_written() -> None:
    texts = ["<p>one</p>", "", "<p>zwölf ≠ 12</p>\n" * 5000, "\ud800"]
    pages: list[Any] = [SimpleNamespace(markdown=text) for text in texts]
    for page, text in zip(pages, texts, strict=True):
        page.content = spool.on_page_content(text, page=page)
        assert (page.markdown, type(page.content)) == ("", spool.Kept)
    for page, text in reversed(list(zip(pages, texts, strict=True))):
        spool.on_page_context({}, page=page)
        assert page.content == text
        spool.on_post_page("<html>", page=page)
        assert page.content is None
