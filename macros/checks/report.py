"""Findings as a terminal, GitHub or a program wants them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from macros.model import Diagnostic

_ORDER = re.compile(r"\n(?=[ \t]*::)|(?<=##)(?=\[)")


def text(findings: Sequence[Diagnostic], articles: int) -> str:
    """A line a finding, and a last line that counts them."""
    advice = sum(finding.advice for finding in findings)
    faults = len(findings) - advice
    lines = [f"{_plain(finding)}{' (suggestion)' if finding.advice else ''}" for finding in findings]
    counts = [_count(faults, "error"), _count(advice, "suggestion")]
    summary = ", ".join(one for one in counts if one) or "No findings"
    return "\n".join([*lines, f"{summary} in {articles} articles."])


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}" if number else ""


def github(findings: Sequence[Diagnostic], articles: int) -> str:
    """Workflow commands that put each finding on its line of the proposal."""
    return "\n".join(_command(_plain(finding)) for finding in findings) or text(findings, articles)


def visible(text: str) -> str:
    """A text for a terminal or a log, which obey some of the characters that nobody sees, and lines like `::error::`."""
    seen = (one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode() for one in text)
    return _ORDER.sub(" ", "".join(seen))


def _plain(finding: Diagnostic) -> Diagnostic:
    """A finding as people may read it, whatever a file's name or text holds."""
    file = visible(finding.place.file).replace("\n", "\\n")
    return replace(finding, place=replace(finding.place, file=file), message=visible(finding.message))


def _command(finding: Diagnostic) -> str:
    place = finding.place
    where = f"file={_property(place.file)},line={place.line},col={place.column},title={finding.code}"
    return f"::{'warning' if finding.advice else 'error'} {where}::{_data(finding.message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(findings: Sequence[Diagnostic], articles: int) -> str:
    """A list of objects with file, line, column, code, message and advice."""
    rows = [
        {
            "file": one.place.file,
            "line": one.place.line,
            "column": one.place.column,
            "code": one.code,
            "message": one.message,
            "advice": one.advice,
        }
        for one in findings
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


FORMATS: dict[str, Callable[[Sequence[Diagnostic], int], str]] = {"text": text, "github": github, "json": as_json}
