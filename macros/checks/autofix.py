"""`kb check --fix`: make the changes that findings bring with them; say line by line what was done."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from macros.handbook.invisible_characters import UNSEEN
from macros.model import Diagnostic, DropInvisible, Edit, SortById


def fix(root: Path, findings: Iterable[Diagnostic]) -> list[str]:
    """Fix the files that findings are about; return a line for each thing done. Doing it twice changes nothing more."""
    by_file: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for one in findings:
        if one.fix is not None:
            by_file[one.place.file].append(one)
    done: list[str] = []
    for file, found in sorted(by_file.items()):
        path = root / file
        if path.is_file() and not path.is_symlink():
            done += _file(path, found)
    return done


def _file(path: Path, found: list[Diagnostic]) -> list[str]:
    before = path.read_text("utf-8")
    lines, done = before.split("\n"), []
    for one in sorted(found, key=lambda finding: (finding.place.line, -finding.place.column)):
        index = one.place.line - 1
        after = _line(lines[index], one)
        if after != lines[index]:
            lines[index] = after
            done.append(f"{one.place}: {one.code} fixed: {after.strip()[:80]}")
    text = "\n".join(lines)
    if to_sort := [one for one in found if isinstance(one.fix, SortById)]:
        in_order = _sorted(text)
        done += [f"{to_sort[0].place.file}: {to_sort[0].code} fixed: sorted by id"] if in_order != text else []
        text = in_order
    if text != before:
        path.write_text(text, "utf-8", newline="\n")
    return done


def _line(line: str, finding: Diagnostic) -> str:
    match finding.fix:
        case Edit(place, new):
            return line[: place.column - 1] + new + line[place.end_column - 1 :]
        case DropInvisible():
            return UNSEEN.sub("", line)
    return line


def _sorted(text: str) -> str:
    """Return references in the order of ids; a file with comments between entries is left to a person."""
    head, *entries = re.split(r"^(?=- id:)", text, flags=re.MULTILINE)
    if any(line.startswith("#") for entry in entries for line in entry.split("\n")):
        return text
    in_order = sorted(
        (one.rstrip("\n") for one in entries), key=lambda one: one.split("\n")[0].removeprefix("- id:").strip()
    )
    gap = "\n\n" if "\n\n- id:" in text else "\n"
    return head + gap.join(in_order) + "\n"
