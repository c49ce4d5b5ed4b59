"""A hook of MkDocs: what it would keep in memory of every page until all are rendered waits in a file. It changes no page.

It comes last when HTML is put away and first when it is needed, so plugins find it where they look for it.
"""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any, NamedTuple

_SPOOL = TemporaryFile()  # noqa: SIM115 - open as long as the builder's process
_SURROGATES = "surrogatepass"  # as `&#xD800;` may leave


def _priority(value: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As `mkdocs.plugins.event_priority`, in whose place ProperDocs has its own; the highest comes first."""

    def mark(event: Any) -> Any:
        event.mkdocs_priority = value
        return event

    return mark


class Kept(NamedTuple):
    """Where in the file the HTML of a rendered page is, in bytes."""

    start: int
    size: int


@_priority(-100)
def on_page_content(html: str, page: Any, **_: Any) -> Kept:
    """Called when a page is rendered; what is returned becomes its `content`."""
    page.markdown = ""  # not None, or the page would have no title
    return Kept(_SPOOL.seek(0, 2), _SPOOL.write(html.encode("utf-8", _SURROGATES)))


@_priority(100)
def on_page_context(context: dict[str, Any], page: Any, **_: Any) -> None:
    """Called before a page meets its template."""
    start, size = page.content
    _SPOOL.seek(start)
    page.content = _SPOOL.read(size).decode("utf-8", _SURROGATES)


@_priority(-100)
def on_post_page(output: str, page: Any, **_: Any) -> None:
    """Called when a page is about to be written."""
    page.content = None
