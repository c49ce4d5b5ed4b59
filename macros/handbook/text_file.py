"""Reading a file as text, and turning offsets in it into places."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import Any

from macros.handbook.sentences import diagnostic
from macros.model import Diagnostic, Location

LARGEST = 1_000_000
NOT_TEXT = {
    "link": "This is a link to another file, which could be any of the machine's. Put the file itself here.",
    "special": "This is a pipe, a socket, a device or a folder where a file belongs. Remove it, or put a file here.",
    "unopened": "This file cannot be read ({error}). Check that it exists and may be read.",
    "large": "This file holds {bytes:,} bytes; the limit is {most:,}. Split it, or take out what was pasted in.",
    "large-data": "This file holds {bytes:,} bytes; the limit is {most:,}. Take out what was pasted in. If nothing was, "
    "programs must first learn to read it in parts: please tell a maintainer.",
    "not-utf-8": "This line is not UTF-8 text. Save the file as UTF-8, or remove it if it is not text.",
    "nul": "This file contains NUL bytes, so it is not text. Remove it, or put pictures under docs/assets/.",
    "head": "The front matter holds {characters:,} characters; the limit is {most:,}. Take out what was pasted in.",
    "marks": "This page holds {marks:,} of the characters {characters}; the limit is {most:,}. Split it, or take out what "
    "was pasted in.",
    "together": "This file holds {marks:,} of the characters {characters}, and files with more than one such for every {share} "
    "characters hold too many together. Write ordinary text, or propose fewer such files.",
    "empty": "This file is empty. Write the page, or remove the file.",
}
MERGE = (
    "This is an unresolved merge conflict. Keep the lines that are right, and remove this marker and those below it."
)
_MERGE_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$", re.MULTILINE)  # a row of = alone may underline a heading


def merge_mark(text: str) -> int | None:
    """Return the line, from 0, of the first mark that git leaves where a merge found two versions of a line."""
    found = _MERGE_MARK.search(text) if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text else None
    return text.count("\n", 0, found.start()) if found else None


class Unreadable(Exception):
    """A file that cannot be used; carries the finding to report."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(str(finding))
        self.finding = finding


class Source:
    """The text of a file with line ends made `\\n` and a byte order mark removed; or what stands from a line on."""

    def __init__(self, file: str, text: str, first_line: int = 1) -> None:
        self.file = file
        self._above = first_line - 1
        self.text = text
        self.trees: list[Any] = []  # what was read from it as YAML
        self._starts = list(accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0))

    def place(self, offset: int, end: int = 0) -> Location:
        """Return the place of a character offset, and of what goes on to another as far as it is on the same line."""
        line = bisect_right(self._starts, max(offset, 0))
        start = self._starts[line - 1]
        if end and line < len(self._starts):
            end = min(end, self._starts[line] - 1)
        return Location(self.file, self._above + line, offset - start + 1, max(end - start + 1, 0) if end else 0)

    def line(self, offset: int) -> str:
        """Return the whole line that a character offset stands in."""
        begin = bisect_right(self._starts, max(offset, 0)) - 1
        end = self._starts[begin + 1] - 1 if begin + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[begin] : end]


def read(path: Path, file: str, code: str) -> Source:
    """Read UTF-8 text; raises Unreadable with a finding of this code for anything else."""

    def refuse(kind: str, line: int = 1, **facts: str | int) -> Unreadable:
        return Unreadable(diagnostic(Location(file, line), code, NOT_TEXT, {"kind": kind, **facts}))

    if path.is_symlink():
        raise refuse("link")
    if path.exists() and not path.is_file():  # a pipe would keep its reader waiting
        raise refuse("special")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refuse("unopened", error=error.strerror or type(error).__name__) from None
    if len(data) > LARGEST:
        raise refuse("large" if file.endswith(".md") else "large-data", bytes=len(data), most=LARGEST)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len((data[: error.start] + b".").splitlines())
        raise refuse("not-utf-8", line) from None
    if "\0" in text:
        raise refuse("nul")
    return Source(file, text.replace("\r\n", "\n").replace("\r", "\n"))
