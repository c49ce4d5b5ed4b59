"""A Markdown extension that passes the HTML which macros have finished by every rule of Markdown."""

from __future__ import annotations

import re
import secrets

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markupsafe import Markup

# No text can hold the mark by which finished HTML is known: it is another in each process.
_MARK = f"finished-{secrets.token_hex(16)}"
_FINISHED = re.compile(rf"<{_MARK}>(.*?)</{_MARK}>", re.DOTALL)


class PrerenderedPreprocessor(Preprocessor):
    """Puts finished HTML in the stash from which Python-Markdown restores it when the page is rendered."""

    def run(self, lines: list[str]) -> list[str]:
        return _FINISHED.sub(lambda found: self.md.htmlStash.store(found[1]), "\n".join(lines)).split("\n")


def finished(html: Markup) -> str:
    """Return HTML that is to stand in the page as it is. Builders see neither its links nor its ids; the site check does."""
    return f"<{_MARK}>{html}</{_MARK}>"


def register(md: Markdown) -> None:
    # After Zensical's macros (35), and the step at 30 that normalizes white space and takes placeholders out.
    md.preprocessors.register(PrerenderedPreprocessor(md), "prerendered", 28)
