"""The modules that `site.js` and `search.js` import, put into them: each is one script instead of a dozen.

Only the plain forms are known: imports of names or of all from the same folder, exported functions and constants,
each at the start of a line. Any other is refused. What is imported on demand, by `import(...)`, stays a file.
Comments are for those who write modules and style sheets: lines that hold nothing else, and types, are left out of what
readers fetch, of which they are a tenth; others' files keep theirs, with their licences.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

FOLDER, ENTRIES, VENDOR = "assets/js", ("site.js", "search.js"), "vendor"
_IMPORT = re.compile(r'^import (?:\{ ([^}]+) \}|\* as (\w+)) from "\./([\w-]+)\.js"$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export|await)\b.*", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n|/\*\* @type .*? \*/ ?", re.MULTILINE | re.DOTALL)
_OF_STYLE = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_AROUND = re.compile(r'("[^"]*")|\s*([{};])\s*')  # spaces that say nothing, unless they are quoted
_IN_PAGE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
_ASKED = re.compile(r'"\.\.?/([\w-]+)\.js"')


def join(site: Path) -> None:
    """Join what is there, and remove each file that nothing asks for any more. Twice changes nothing more."""
    for path in sorted((site / "assets").rglob("*.css")):
        path.write_text(_lean(path.read_text("utf-8")), "utf-8")
    for path in site.rglob("*.html"):
        if "<style>" in (page := path.read_text("utf-8")):
            path.write_text(_IN_PAGE.sub(lambda found: _lean(found[0]), page, count=1), "utf-8")
    folder = site / FOLDER
    for path in (path for path in folder.rglob("*.js") if path.parent.name != VENDOR):
        path.write_text(without_comments(path.read_text("utf-8")), "utf-8")
    whole, names = dict[Path, str](), set[str]()
    for entry in (folder / name for name in ENTRIES if (folder / name).is_file()):
        joined: dict[str, str] = {}
        text = _with_imports(entry, joined)
        whole[entry], names = "".join(joined.values()) + text, names | joined.keys()
    for entry, text in whole.items():
        entry.write_text(text, "utf-8")
    for name in names - _asked(folder, names):
        (folder / f"{name}.js").unlink()


def _asked(folder: Path, joined: Collection[str]) -> set[str]:
    """Return which modules are still asked for as files: by others than the joined ones, or by those so asked for."""
    asks = {path.stem: set(_ASKED.findall(path.read_text("utf-8"))) for path in folder.rglob("*.js")}
    asked: set[str] = set()
    waiting = set(asks) - set(joined)
    while waiting:
        found = set().union(*(asks.get(name, set()) for name in waiting))
        waiting, asked = found - asked, asked | found
    return asked


@cache
def _lean(style: str) -> str:
    """Return a style sheet without comments and the room between its rules; the same one stands in many pages."""
    return _AROUND.sub(r"\1\2", _OF_STYLE.sub("", style))


def without_comments(text: str) -> str:
    return _COMMENT.sub("", text)


def _with_imports(path: Path, joined: dict[str, str]) -> str:
    """Return a module's text with constants for its imports; `joined` gains each imported module, after those that it needs."""
    text = path.read_text("utf-8")
    for _, _, name in _IMPORT.findall(text):
        if name not in joined:
            joined[name] = _constant(path.with_name(f"{name}.js"), joined)
    return _IMPORT.sub(lambda found: f"const {found[2] or _renamed(found[1])} = {_name(found[3])}", text)


def _constant(path: Path, joined: dict[str, str]) -> str:
    """Return a module as one constant: an object of what it exports."""
    text = _with_imports(path, joined)
    names = ", ".join(_EXPORT.findall(text))
    text = _EXPORT.sub("", text)
    if other := _OTHER.search(text):
        raise ValueError(f"{path.name} cannot be joined for its line: {other[0]}")
    return f"const {_name(path.stem)} = (() => {{\n{text}\nreturn {{ {names} }}\n}})()\n"


def _renamed(names: str) -> str:
    return f"{{ {names.replace(' as ', ': ')} }}"


def _name(stem: str) -> str:
    return "$" + stem.replace("-", "_")
