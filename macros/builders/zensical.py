"""Zensical: a Markdown extension that renders the macros before its own template engine is asked, which then rests."""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from macros.builders.adapter import Host


class MacrosPreprocessor(Preprocessor):
    """Renders a page of Zensical; other builders leave nothing of it in `md`."""

    def run(self, lines: list[str]) -> list[str]:
        for one in self.md.preprocessors:
            page, config = getattr(one, "page", None), getattr(one, "config", None)
            if page is not None and isinstance(config, dict):
                page.meta["render_macros"] = False  # or Zensical would render the result again
                host = Host(config["root_dir"], RuntimeError)  # Zensical reports no SystemExit
                text = "\n".join(lines).replace("\r\n", "\n")  # which the other builders did when they read the file
                return host.render(str(page.path), text, page.meta).split("\n")
        return lines


class ZensicalExtension(Extension):
    """Runs before Zensical's own macros (35)."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(MacrosPreprocessor(md), "kb_macros", 36)


def makeExtension(**settings: Any) -> ZensicalExtension:
    """Make the extension that `macros.builders.zensical` names in mkdocs.yml."""
    return ZensicalExtension(**settings)
