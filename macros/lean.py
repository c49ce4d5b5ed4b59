"""A Markdown extension that spares Markdown what it need not do: HTML that is finished, and rules without a use.

What a macro gives as `finished` HTML is put back after the page is rendered. Python-Markdown tries every inline rule on
every piece of text and every block rule on every block; a page without a backslash needs no escapes and one without
`]:` has no link to look up, so that is asked once a page, not once a text.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_FINISHED = re.compile(r"<finished>(.*?)</finished>", re.DOTALL)
# Of what a page must hold one for a rule to find anything. A rule that is not named here always stays.
_SPACE_LAST = (" \n", "\t\n")
_NEEDED = {
    ("`",): ("backtick",),
    ("\\",): ("escape",),
    ("]:",): ("reference", "image_reference", "short_reference", "short_image_ref", "abbr"),
    ("[",): ("link",),
    ("![",): ("image_link",),
    ("://",): ("autolink",),
    ("@",): ("automail",),
    _SPACE_LAST: ("linebreak",),
    ("<",): ("html",),
    ("&",): ("entity",),
    ("*", "_"): ("em_strong",),
    ("\n>", " >", "\t>"): ("quote",),
    ("=\n", "-\n", *_SPACE_LAST): ("setextheader",),
    ("*\n", "_\n", "-\n", *_SPACE_LAST): ("hr",),
    ("    ", "\t"): ("code", "indent"),
}


class _Leaner(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        page = _FINISHED.sub(lambda found: self.md.htmlStash.store(found[1]), "\n".join(lines))
        text = f"\n{page}\n"
        for marks, names in _NEEDED.items():
            if not any(mark in text for mark in marks):
                for name in names:
                    self.md.inlinePatterns.deregister(name, strict=False)
                    self.md.parser.blockprocessors.deregister(name, strict=False)
        return page.split("\n")


def finished(html: str) -> str:
    """HTML that is to stand in the page as it is. Builders see neither its links nor its ids; the site check does."""
    return f"<finished>{html}</finished>"


class LeanExtension(Extension):
    """Looks at a page after Zensical's macros (35) and before any rule does; a `Markdown` with it is for one page."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_Leaner(md), "lean", 28)  # at 30 white space is normalized, and placeholders go


def makeExtension(**settings: Any) -> LeanExtension:
    """Called by Python-Markdown for `macros.lean` in mkdocs.yml."""
    return LeanExtension(**settings)
