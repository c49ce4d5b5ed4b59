"""MkDocs and ProperDocs: the macros plugin hands each page to our engine in place of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.builders.adapter import Host


def take_over(plugin: Any) -> None:
    """Replace the plugin's `render`, through which every text goes that it would take for a template."""
    if not hasattr(plugin, "render"):
        raise RuntimeError("Zensical needs `macros.builders.zensical` among the markdown_extensions of mkdocs.yml.")
    host = Host(Path(plugin.conf["config_file_path"]).parent, SystemExit)  # on which both end without a traceback

    def render(markdown: str, force_rendering: bool = False) -> str:
        return host.render(str(plugin.page.file.src_uri), markdown, plugin.page.meta)

    plugin.render = render
