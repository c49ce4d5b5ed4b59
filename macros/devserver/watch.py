"""What runs until it is stopped: `kb serve` rebuilds the site on every saved change, `kb watch` checks it again."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import watchfiles

from macros.devserver.preview import Preview
from macros.devserver.server import State, server
from macros.handbook.html_templates import fill

WATCHED = ("docs", "macros", "overrides", "mkdocs.yml")
WRITTEN = "docs/downloads"  # by every build, so to watch it would build twice


class Building:
    """A whole build in a process of its own, which a newer edit may end: a build that is ended changes nothing."""

    def __init__(self, root: Path, site: Path) -> None:
        command = [sys.executable, "-m", "macros", "--root", str(root), "build", str(site), "--for-editing"]
        self._log = site.with_name("build.log")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)

    def finished(self) -> bool:
        return self._process.poll() is not None

    def problems(self) -> str:
        """Return what a finished build found wrong; nothing when the site is new."""
        return self._log.read_text("utf-8").strip() if self._process.returncode else ""

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()


class Editing:
    """What happens after each saved change: its page at once, then the whole site."""

    def __init__(self, root: Path, site: Path, state: State) -> None:
        self._root, self._site, self._state = root, site, state
        self._preview = Preview(root, site)
        self._building: Building | None = Building(root, site)

    def changed(self, files: set[str]) -> None:
        """Show what these files make up, or what is wrong with them, and begin a whole build."""
        self.end()
        problems, shown = self._preview.show(files)
        if problems or shown:
            self._tell(problems, shown)
        if not problems:
            self._building = Building(self._root, self._site)

    def tick(self) -> None:
        """Take note of a whole build that has finished."""
        if self._building and self._building.finished():
            problems = self._building.problems()
            self._building = None
            self._tell(problems, not problems)
            if not problems:
                self._preview.renew()

    def end(self) -> None:
        if self._building:
            self._building.end()
            self._building = None

    def _tell(self, problems: str, renewed: bool) -> None:
        self._state.tell(problems, renewed)
        print(problems or "Served.", flush=True)


class CodeChanged(Exception):
    """The program itself was edited, and what runs is the old one."""


def until_stopped(run: Callable[[], None]) -> int:
    """Run until Ctrl+C; begin anew, with the new code, when code was saved."""
    try:
        run()
    except KeyboardInterrupt:
        print("\nStopped.")
    except CodeChanged:
        print("The Python code changed: starting again.", flush=True)
        os.execv(sys.executable, [sys.executable, "-m", "macros", *sys.argv[1:]])
    return 0


def repeat(root: Path, look: Callable[[], None]) -> None:
    """Look now, and again after every saved change."""
    changes = _changes(root)
    next(changes)  # so that an edit during the first look is not missed
    look()
    for files in changes:
        if files:
            look()


def serve(root: Path, port: int) -> None:
    """Serve the site and rebuild it: an edit's page at once, a mistake in its place, the last good site until then."""
    with tempfile.TemporaryDirectory(prefix="kb-serve-") as scratch:
        site, state = Path(scratch, "site"), State()
        site.mkdir()
        for name in ("index.html", "404.html"):
            (site / name).write_text(fill("first-build.html"), "utf-8")
        with server(site, port, state) as running:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            print(f"Serving on http://127.0.0.1:{running.server_port}/ (stop with Ctrl+C)", flush=True)
            changes = _changes(root)
            next(changes)  # so that an edit during the first build is not missed
            editing = Editing(root, site, state)
            try:
                for files in changes:
                    if files:
                        editing.changed(files)
                    editing.tick()
            finally:
                editing.end()
                running.shutdown()


def _changes(root: Path) -> Iterator[set[str]]:
    """Yield the files that changed, relative to the project; an empty set several times a second while nothing does.

    Raises CodeChanged when one of them is Python.
    """
    edits = watchfiles.DefaultFilter(ignore_paths=[root / WRITTEN])
    while True:
        watched = [root / name for name in WATCHED if (root / name).exists()]
        for changes in watchfiles.watch(
            *watched, watch_filter=edits, debounce=100, step=25, rust_timeout=200, yield_on_timeout=True
        ):
            files = {Path(path).relative_to(root).as_posix() for _, path in changes}
            if any(file.endswith(".py") for file in files):
                raise CodeChanged
            yield files
            if "mkdocs.yml" in files:
                break  # many editors put a new file in its place, which is to be watched anew
