"""The raised numbers that stand for sources in a text."""

from __future__ import annotations

from macros.handbook.citations import Citation


def marks(citations: tuple[Citation, ...]) -> str:
    """Superscript numbers that link to the sources, each with an anchor to come back to, as finished HTML."""
    links = [f'<a class="cite" href="#ref-{one.key}" id="{one.anchor}">{one.number}</a>' for one in citations]
    return f"<sup>{', '.join(links)}</sup>" if links else ""
