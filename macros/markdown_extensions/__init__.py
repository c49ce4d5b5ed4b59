"""How our pages are read: the one list of Markdown extensions, for mkdocs.yml, for the checks and for tests.

mkdocs.yml names this package as an extension; what it registers is here and nowhere else.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor

from macros.markdown_extensions import (
    blocks,
    folds,
    heading_links,
    prerendered,
    stacking_tables,
    typography,
    used_patterns,
)

_OTHERS = ("abbr", "attr_list", "md_in_html", "pymdownx.magiclink", "pymdownx.tilde")
_SETTINGS: dict[str, dict[str, Any]] = {"pymdownx.tilde": {"subscript": False}}
OURS = (blocks, prerendered, used_patterns, typography, stacking_tables, folds, heading_links)


class OurExtension(Extension):
    """What one module of this folder registers."""

    def __init__(self, module: ModuleType) -> None:
        super().__init__()
        self.extendMarkdown = module.register  # type: ignore[method-assign]


class HandbookExtension(Extension):
    """Registers every extension of the list."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtensions([*_OTHERS, *map(OurExtension, OURS)], _SETTINGS)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 185)


def makeExtension(**settings: Any) -> HandbookExtension:
    """Make the extension that `macros.markdown_extensions` names in mkdocs.yml."""
    return HandbookExtension(**settings)


def reader() -> Markdown:
    """Return Python-Markdown as a builder sets it up for our pages; MkDocs adds `toc` by itself."""
    toc = {"permalink": False, "marker": "", "toc_depth": 2}
    return Markdown(extensions=["toc", HandbookExtension()], extension_configs={"toc": toc})
