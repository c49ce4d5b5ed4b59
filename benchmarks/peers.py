"""The same text for the peer: every macro call replaced by its Markdown, built by stock MkDocs Material."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from macros import handbook
from macros.builders.adapter import Host

_FINISHED = re.compile("</?finished-[0-9a-f]+>")
STOCK = """\
site_name: Stock
site_url: https://handbook.example/
exclude_docs: /_data/
theme:
  name: material
  font: false
plugins: [search]
markdown_extensions: [abbr, admonition, attr_list, md_in_html, tables, smarty, toc]
validation:
  links:
    anchors: warn
"""


def stock(root: Path, target: Path) -> None:
    """Write the handbook in `root` into `target` as plain Markdown for stock Material; links to our downloads lead nowhere in it, so it is not built strictly."""
    host = Host(root, SystemExit)
    shutil.copytree(root / "docs", target / "docs", ignore=shutil.ignore_patterns("downloads"))
    for path, page in handbook.load(root).pages.items():
        file = target / "docs" / path
        head = "".join(f"{name}: {json.dumps(page.meta[name])}\n" for name in ("title", "description"))
        file.write_text(f"---\n{head}---\n" + _FINISHED.sub("", host.render(path, page.text, {})), "utf-8")
    (target / "mkdocs.yml").write_text(STOCK, "utf-8")
