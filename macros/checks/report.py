"""Findings as a terminal, a log, GitHub or a program wants them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path

from macros.handbook.sentences import explanation, plain
from macros.model import Diagnostic, Location

_WIDEST = 100  # columns of a line that is shown
_ORDER = re.compile(r"\n(?=[ \t]*::)|(?<=##)(?=\[)")


def text(findings: Sequence[Diagnostic], articles: int, root: Path | None = None) -> str:
    """Return a line for each finding and a last line that counts them; with a root, what stands there too."""
    errors = sum(finding.fails for finding in findings)
    read = lru_cache(maxsize=1)(_lines)  # findings on one file come together
    lines = [line for finding in findings for line in [_told(finding), *(_shown(finding, root, read) if root else ())]]
    counts = [_count(errors, "error"), _count(len(findings) - errors, "suggestion")]
    summary = ", ".join(one for one in counts if one) or "No findings"
    return "\n".join([*lines, f"{summary} in {articles} articles."])


def _told(finding: Diagnostic) -> str:
    return f"{_plain(finding)}{'' if finding.fails else ' (suggestion)'}"


def _shown(finding: Diagnostic, root: Path, read: Callable[[Path], list[str]]) -> Iterator[str]:
    """Yield the line of a file with a mark under what the finding is about, and where its code is explained."""
    place = finding.place
    if (line := _line(read(root / place.file), place)) is not None:
        from_ = max(place.column - 1 - _WIDEST // 2, 0)
        before, about = line[from_ : place.column - 1], line[place.column - 1 : place.end_column - 1]
        yield f"    | {line[from_ : from_ + _WIDEST]}"
        yield f"    | {' ' * _width(before)}{'^' * min(_width(about) or 1, _WIDEST)}"
    yield f"    See {explanation(finding.code)}"


def _line(lines: list[str], place: Location) -> str | None:
    """Return a line, each character as wide as it is shown; None where there is none."""
    if place.line > len(lines) or not lines[place.line - 1].strip():
        return None
    line = lines[place.line - 1]
    return line if line.isprintable() else "".join(one if one.isprintable() else " " for one in line)


def _lines(path: Path) -> list[str]:
    """Return the lines of a text file; none where it cannot be read."""
    try:
        return path.read_text("utf-8-sig").split("\n") if path.is_file() and not path.is_symlink() else []
    except (OSError, UnicodeDecodeError):
        return []


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in ("W", "F")) for one in text
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}" if number else ""


def github(findings: Sequence[Diagnostic], articles: int) -> str:
    """Return workflow commands that put each finding on its line of the proposal."""
    return "\n".join(_command(_plain(finding)) for finding in findings) or text(findings, articles)


def visible(text: str) -> str:
    """Return a text for a terminal or a log, which obey some of the characters that nobody sees, and lines like `::error::`."""
    if not text.isprintable():
        seen = (one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode() for one in text)
        text = "".join(seen)
    return _ORDER.sub(" ", text)


def _plain(finding: Diagnostic) -> Diagnostic:
    """Return a finding as people may read it, whatever a file's name or text holds."""
    file = visible(finding.place.file).replace("\n", "\\n")
    return replace(finding, place=replace(finding.place, file=file), message=visible(finding.message))


def _command(finding: Diagnostic) -> str:
    place = finding.place
    end = f",endColumn={place.end_column}" if place.end_column else ""
    file = _data(place.file).replace(":", "%3A").replace(",", "%2C")
    where = f"file={file},line={place.line},col={place.column}{end},title={finding.code}"
    return f"::{'error' if finding.fails else 'warning'} {where}::{_data(finding.message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_json(findings: Sequence[Diagnostic], articles: int) -> str:
    """Return a list of objects: place, code, severity, the facts, the sentence, whether `--fix` fixes it, and where the code is explained.

    Bytes of a file's name that are no UTF-8 are written as JSON escapes them, so that any name can be printed.
    """
    rows = [
        {
            **asdict(one.place),
            "code": one.code,
            "severity": one.severity,
            "message": one.message,
            "facts": plain(one.facts),
            "fixable": one.fix is not None,
            "explained": explanation(one.code),
        }
        for one in findings
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


FORMATS: dict[str, Callable[[Sequence[Diagnostic], int], str]] = {"text": text, "github": github, "json": as_json}
