"""Hands the pages of each builder to the template engine: only text that was checked, and only our macros."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from macros import handbook
from macros.builders.engine import Engine, Refused
from macros.handbook.resolve import Unknown
from macros.handbook.taken_addresses import unpublished
from macros.markdown_extensions.heading_links import unlinked
from macros.model import Diagnostic, Location
from macros.render import MACROS, Macro
from macros.render.page_facts import facts
from macros.render.text import NoDay

CHECKED = "KB_CHECKED"  # in the environment: the stamp of the handbook that `kb build` has checked


class Host:
    """One builder's run over the handbook at `root`; `stop` is the exception on which it ends with its message."""

    def __init__(self, root: Path | str, stop: type[BaseException]) -> None:
        self._library, self._stop = handbook.load(root), stop
        self._page, self._calls = "", Counter[str]()
        self._engine = Engine({name: self._bind(name, macro) for name, macro in MACROS.items()})
        if os.environ.get(CHECKED, self._library.stamp) != self._library.stamp:
            raise self._refuse(Location("docs"), "A file was changed after it was checked. Build again.")
        if found := unpublished(self._library):
            raise self._stop(str(found))

    def render(self, path: str, text: str, meta: dict[str, Any]) -> str:
        """Return a page's text, as the builder left it, with its macros rendered; `meta` gains what its template is told."""
        page = self._library.pages.get(path)
        if page is None or text.strip("\n") != page.text.strip("\n"):
            raise self._refuse(Location(f"docs/{path}"), "This is not the text that was checked. See its front matter.")
        self._page, self._calls, meta["facts"] = path, Counter(), facts(self._library, page)
        try:
            made = self._engine.rendered(text)
        except Refused as error:
            begun = page.text_line + len(page.text) - len(page.text.lstrip("\n"))
            raise self._refuse(Location(page.place.file, begun + error.line - 1), str(error), "KB801") from None
        return made if page.url else unlinked(made)

    def _bind(self, name: str, macro: Macro) -> Callable[..., str]:
        def call(*args: Any, **kwargs: Any) -> str:
            page, nth = self._library.pages[self._page], self._calls[name]
            self._calls[name] += 1
            try:
                return macro(self._library, page, *args, **kwargs, **({"nth": nth} if name == "cite" else {}))
            except (Unknown, TypeError) as error:
                place = next(islice((one.place for one in page.calls if one.name == name), nth, None), page.place)
                raise self._refuse(place, str(error), getattr(error, "code", "KB307")) from None
            except NoDay as error:  # of a page that the check would have refused
                raise self._refuse(page.place, f"{name} cannot show this: {error}") from None

        return call

    def _refuse(self, place: Location, message: str, code: str = "KB900") -> BaseException:
        return self._stop(str(Diagnostic(place, code, message)))
