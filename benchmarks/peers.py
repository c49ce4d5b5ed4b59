"""The same text for the peer: every macro call replaced by its Markdown, built by stock MkDocs Material."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from macros import handbook
from macros.render import MACROS

_CALL = re.compile(r"\{\{ *(\w+)\(.*?\) *\}\}")
_FINISHED = re.compile("</?finished-[0-9a-f]+>")
STOCK = """\
site_name: Stock
site_url: https://handbook.example/
exclude_docs: /_data/
theme:
  name: material
  font: false
plugins: [search]
markdown_extensions: [abbr, attr_list, md_in_html, tables, smarty, toc]
validation:
  links:
    anchors: warn
"""


def stock(root: Path, target: Path) -> None:
    """Write the handbook in `root` into `target` as plain Markdown for stock Material."""
    found = handbook.load(root)
    shutil.copytree(root / "docs", target / "docs", ignore=shutil.ignore_patterns("downloads"))
    for path, page in found.pages.items():
        expanded, cited = [], 0
        for call in page.calls:
            extra = {"nth": cited} if call.name == "cite" else {}
            cited += call.name == "cite"
            text = MACROS[call.name](found, page, *call.args, **call.kwargs, **extra)
            expanded.append(_FINISHED.sub("", text))
        texts = iter(expanded)
        file = target / "docs" / path
        file.write_text(_CALL.sub(lambda _, texts=texts: next(texts), file.read_text("utf-8")), "utf-8")
    (target / "mkdocs.yml").write_text(STOCK, "utf-8")
