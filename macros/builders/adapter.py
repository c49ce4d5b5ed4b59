"""The only file that knows which builder runs: where the project is, and which page is being rendered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from macros import handbook
from macros.handbook.resolve import Unknown
from macros.model import Diagnostic, Location
from macros.render import MACROS, Macro


class Host:
    """One builder's environment, for MkDocs, ProperDocs and Zensical alike."""

    def __init__(self, env: Any) -> None:
        self._env = env
        self._library = handbook.load(env.conf.get("root_dir") or Path(env.conf["config_file_path"]).parent)
        self._page, self._calls = "", Counter[str]()

    def macros(self) -> dict[str, Callable[..., str]]:
        """Each macro by name, bound to the page that is being rendered."""
        return {name: self._bind(name, macro) for name, macro in MACROS.items()}

    def _bind(self, name: str, macro: Macro) -> Callable[..., str]:
        def call(*args: Any, **kwargs: Any) -> str:
            path, nth = self._now(name)
            page = self._library.pages[path]
            try:
                extra = {"nth": nth} if name == "cite" else {}
                return macro(self._library, page, *args, **kwargs, **extra)
            except (Unknown, TypeError) as error:
                raise self._stop(str(self._finding(path, name, nth, error))) from None

        return call

    def _now(self, name: str) -> tuple[str, int]:
        """The page's path in docs/, and how often this macro was called on it before."""
        page = self._env.page
        path = str(page.file.src_uri if hasattr(page, "file") else page.path)
        if path != self._page:
            self._page, self._calls = path, Counter()
        self._calls[name] += 1
        return path, self._calls[name] - 1

    def _stop(self, message: str) -> BaseException:
        """MkDocs and ProperDocs end on SystemExit without a traceback; Zensical reports exceptions only."""
        return SystemExit(message) if hasattr(self._env.page, "file") else RuntimeError(message)

    def _finding(self, path: str, name: str, nth: int, error: Exception) -> Diagnostic:
        calls = [one for one in self._library.pages[path].calls if one.name == name]
        place = calls[nth].place if nth < len(calls) else Location(f"docs/{path}")
        return Diagnostic(place, error.code if isinstance(error, Unknown) else "KB307", str(error))
