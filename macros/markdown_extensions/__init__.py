"""How our pages are read: the one list of Markdown extensions, for mkdocs.yml, for the checks and for tests.

mkdocs.yml names this package as an extension; what it registers is here and nowhere else.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor

EXTENSIONS = (
    "abbr",
    "attr_list",
    "md_in_html",
    "pymdownx.magiclink",
    "pymdownx.tilde",
    "macros.markdown_extensions.blocks",
    "macros.markdown_extensions.prerendered",
    "macros.markdown_extensions.used_patterns",
    "macros.markdown_extensions.typography",
    "macros.markdown_extensions.stacking_tables",
    "macros.markdown_extensions.folds",
    "macros.markdown_extensions.heading_links",
)
_SETTINGS: dict[str, dict[str, Any]] = {"pymdownx.tilde": {"subscript": False}}


class HandbookExtension(Extension):
    """Registers every extension of the list."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtensions(EXTENSIONS, _SETTINGS)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 185)


def makeExtension(**settings: Any) -> HandbookExtension:
    """Make the extension that `macros.markdown_extensions` names in mkdocs.yml."""
    return HandbookExtension(**settings)


def reader() -> Markdown:
    """Return Python-Markdown as a builder sets it up for our pages; MkDocs adds `toc` by itself."""
    toc = {"permalink": False, "marker": "", "toc_depth": 2}
    return Markdown(extensions=["toc", HandbookExtension()], extension_configs={"toc": toc})
