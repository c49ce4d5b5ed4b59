"""Python-Markdown as mkdocs.yml sets it up: the one that renders the site, asked where another reader could differ."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from macros.model import Settings

# What MkDocs adds to every list of extensions, before those that mkdocs.yml names.
_BUILT_IN = ("toc", "tables", "fenced_code")


@lru_cache(maxsize=256)
def html(settings: Settings, text: str) -> str:
    """Return the HTML of a text without template code."""
    return _renderer(settings)(text)


@lru_cache(maxsize=1)
def _renderer(settings: Settings) -> Callable[[str], str]:
    """Return what makes HTML of a text; to make it takes longer than most pages do."""
    from markdown import Markdown  # few pages need it, and it takes a while to import

    named = dict(settings.markdown_extensions)
    extensions = list(dict.fromkeys((*_BUILT_IN, *named)))
    configs = {name: dict(config) for name, config in named.items() if config}
    markdown = Markdown(extensions=extensions, extension_configs=configs)
    return lambda text: markdown.reset().convert(text)


# It takes seconds where emphasis or tags never end, and looks for the end of each bracket anew.
_LARGEST, _MOST, _FARTHEST = 60_000, 4_000, 10
_BRACKET = re.compile(r"[\[\]>]|<(?=[a-z/!?])|\n[ \t]*(?=\n)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_heavy(text: str) -> bool:
    """Return whether a text is so large, or holds so many brackets and marks, that a check had better not render it."""
    if len(text) > _LARGEST or sum(map(text.count, "[*_<")) > _MOST:
        return True
    most = _FARTHEST * len(text) + 20_000
    if sum(map(text.count, "[<")) * len(text) <= most:  # as far as it could ever go
        return False
    return _looked_through(text) > most


def _looked_through(text: str) -> int:
    """Return how many characters a reader meets that goes from each bracket to the one that closes it.

    Else it goes to the paragraph's end, and from a tag to the end of all.
    """
    opened: dict[str, list[int]] = {"]": [], ">": []}
    met = 0
    for found in _BRACKET.finditer(text):
        one, at = found[0], found.start()
        if one in ("[", "<"):
            opened["]" if one == "[" else ">"].append(at)
        elif one in opened:
            met += at - opened[one].pop() if opened[one] else 0
        else:
            met += len(opened["]"]) * at - sum(opened["]"])
            opened["]"].clear()
    return met + sum(len(text) - start for starts in opened.values() for start in starts)
