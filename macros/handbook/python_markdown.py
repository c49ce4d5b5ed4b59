"""Python-Markdown as mkdocs.yml sets it up: the one that renders the site, asked where another reader could differ."""

from __future__ import annotations

from macros.model import Settings

# What MkDocs adds to every list of extensions, before those that mkdocs.yml names.
_BUILT_IN = ("toc", "tables", "fenced_code")


def html(settings: Settings, text: str) -> str:
    """The HTML of a text without template code."""
    from markdown import Markdown  # few pages need it, and it takes a while to import

    named = dict(settings.markdown_extensions)
    extensions = list(dict.fromkeys((*_BUILT_IN, *named)))
    configs = {name: dict(config) for name, config in named.items() if config}
    return Markdown(extensions=extensions, extension_configs=configs).convert(text)


# It takes seconds where brackets or emphasis never end.
_LARGEST, _MOST = 60_000, 4_000


def is_heavy(text: str) -> bool:
    """Whether a text is so large, or holds so many brackets and marks, that a check had better not render it."""
    return len(text) > _LARGEST or sum(map(text.count, "[*_<")) > _MOST
