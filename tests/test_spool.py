"""MkDocs renders every page before it writes the first: what it would keep of them waits on disk."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

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


def test_a_plugin_that_reads_pages_finds_their_html(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("index", "other"):
        (tmp_path / f"docs/{name}.md").write_text(f"# The {name}\n\nThe words of {name}.\n", "utf-8")
    settings = {"site_name": "Small", "plugins": ["search"], "hooks": [str(Path(spool.__file__))]}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=tmp_path, check=True)
    index = json.loads((tmp_path / "site/search/search_index.json").read_text("utf-8"))
    assert {"The words of index.", "The words of other."} <= {one["text"] for one in index["docs"]}
