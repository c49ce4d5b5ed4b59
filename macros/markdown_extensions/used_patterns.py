"""A Markdown extension that leaves out the inline patterns of which a page holds no sign.

Python-Markdown tries every pattern on every piece of text, though most pages hold no picture, backtick or backslash.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

# What every match of a pattern holds; a pattern that is not named here is always tried.
_SIGNS = {
    "backtick": "`", "backslash_break": r"\\\n", "escape": r"\\", "image_link": r"!\[", "image_reference": r"!\[",
    "short_image_ref": r"!\[", "reference": r"\[", "link": r"\[", "short_reference": r"\[", "autolink": "<", "automail": "<",
    "html": "<", "linebreak": "  \n", "magic-link": r"://|[wW]{3}\.", "magic-mail": "@", "entity": "&", "em_strong": "[*_]",
    "delimiter": "~",
}  # fmt: skip


class _Inline(InlineProcessor):
    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        text, patterns = "".join(tree.itertext()), self.md.inlinePatterns
        unused = {
            patterns.get_index_for_name(name)
            for name, sign in _SIGNS.items()
            if name in patterns and not re.search(sign, text)
        }
        # Not a registry, which would look whether it is sorted each time it is asked.
        self.inlinePatterns = [one for index, one in enumerate(patterns) if index not in unused]  # type: ignore[assignment]
        return super().run(tree, ancestors)


def register(md: Markdown) -> None:
    md.treeprocessors.register(_Inline(md), "inline", 20)
