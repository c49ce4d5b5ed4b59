"""`kb check --fix`: apply the fixes that can have only one form; say line by line what was done."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from macros.handbook.invisible_characters import UNSEEN
from macros.model import Diagnostic

_REFERENCES = "docs/_data/references.yml"
_NOT_PROSE = re.compile(r"[{}`<>|\"]|\]\(")


def fix(root: Path, findings: Iterable[Diagnostic]) -> list[str]:
    """Fix the files that findings are about; return a line for each thing done. Doing it twice changes nothing more."""
    by_file: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for one in findings:
        by_file[one.place.file].append(one)
    done: list[str] = []
    for file, found in sorted(by_file.items()):
        path = root / file
        if any(one.code in FIXES for one in found) and path.is_file() and not path.is_symlink():
            done += _file(path, file, found)
    return done


def _file(path: Path, file: str, found: list[Diagnostic]) -> list[str]:
    before = path.read_text("utf-8")
    lines, done = before.split("\n"), []
    for one in sorted(found, key=lambda finding: (finding.place.line, -finding.place.column)):
        index = one.place.line - 1
        if one.code in FIXES and index < len(lines):
            after = FIXES[one.code](lines[index], one)
            if after != lines[index]:
                lines[index] = after
                done.append(f"{one.place}: {one.code} fixed: {after.strip()[:80]}")
    text = "\n".join(lines)
    if file == _REFERENCES and any(one.code == "KB507" for one in found):
        text = _sorted(text)
        done += [f"{file}: KB507 fixed: references sorted by id"] if text != "\n".join(lines) else []
    if text != before:
        path.write_text(text, "utf-8", newline="\n")
    return done


def _spaced_id(line: str, finding: Diagnostic) -> str:
    """`{#id}` at the end of a heading, written with spaces."""
    return re.sub(r"^(#{1,6} .*?)\s*\{#\s*([\w-]+)\s*\}\s*$", r"\1 { #\2 }", line)


def _heading_id(line: str, finding: Diagnostic) -> str:
    """The id that the finding proposes, behind a heading that has none."""
    wanted = re.search(r"\{ #[\w-]+ \}$", finding.message)
    return f"{line.rstrip()} {wanted[0]}" if wanted and line.startswith("#") and "{" not in line else line


def _british(line: str, finding: Diagnostic) -> str:
    """The British word in plain prose; a line with code, links, a table or quotation marks is left to a person."""
    words = re.search(r"^'(\w+)' is US spelling\. Write '(\w+)'", finding.message)
    at = finding.place.column - 1
    if not words or _NOT_PROSE.search(line) or not finding.place.file.endswith(".md") or line.startswith("#"):
        return line
    old, new = words[1], words[2]
    new = new.capitalize() if old[0].isupper() else new
    return line[:at] + new + line[at + len(old) :] if line[at : at + len(old)] == old else line


def _visible(line: str, finding: Diagnostic) -> str:
    """The line without characters that nobody sees."""
    return UNSEEN.sub("", line)


def _same(line: str, finding: Diagnostic) -> str:
    return line


FIXES: dict[str, Callable[[str, Diagnostic], str]] = {
    "KB205": _heading_id,
    "KB206": _spaced_id,
    "KB507": _same,
    "KB706": _british,
    "KB808": _visible,
}


def _sorted(text: str) -> str:
    """References in the order of ids; a file with comments between entries is left to a person."""
    head, *entries = re.split(r"^(?=- id:)", text, flags=re.MULTILINE)
    if any(line.startswith("#") for entry in entries for line in entry.split("\n")):
        return text
    in_order = sorted(
        (one.rstrip("\n") for one in entries), key=lambda one: one.split("\n")[0].removeprefix("- id:").strip()
    )
    gap = "\n\n" if "\n\n- id:" in text else "\n"
    return head + gap.join(in_order) + "\n"
