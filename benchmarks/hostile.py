"""What 1 MB of text that no one would write costs `kb check`, beside 1 MB of ordinary articles: in one file, and in many."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.generator import handbook
from benchmarks.process import Cost, run

MEGABYTE, ARTICLES = 1_000_000, 65
_HEAD = "---\ntitle: A page\ndescription: A page of nothing but marks, made for measuring.\n---\n\n"
_Kind = tuple[str, Callable[[int], str]]
KINDS: dict[str, _Kind] = {  # where it stands, and a text of about so many characters
    "code, links, braces": ("about/x-{}.md", lambda size: _HEAD + "`<a>` **a** [x](y) {a} " * (size // 23)),
    "tags and entities": ("about/x-{}.md", lambda size: _HEAD + "<a>{a}&shy;" * (size // 11)),
    "headings": ("about/x-{}.md", lambda size: _HEAD + "# a\n" * (size // 4)),
    "emphasis without end": ("about/x-{}.md", lambda size: _HEAD + "`<a>` " + "**a _b " * (size // 7)),
    "quotations in one another": ("about/x-{}.md", lambda size: _HEAD + "> " * (size // 2)),
    "calls of no macro": ("about/x-{}.md", lambda size: _HEAD + "{{x()}} " * (size // 8)),
    "invisible characters": ("about/x-{}.md", lambda size: _HEAD + "a\u200b" * (size // 4)),
    "unfinished sentences": ("about/x-{}.md", lambda size: _HEAD + "FILL: a " * (size // 8)),
    "entries of checklists": ("_data/checklists/x-{}.yml", lambda size: "items:\n" + "  - a: b\n" * (size // 9)),
    "invisible phrases": ("_data/search/x-{}.yml", lambda size: "words: [a]\nasked:\n" + "- a\u200bb\n" * (size // 9)),
    "invisible words": ("_data/search/x-{}.yml", lambda size: "words: [" + "a\u200b" * (size // 4) + "]\n"),
    "words of a query": ("_data/watch/x-{}.yml", lambda size: "query: " + "a OR " * (size // 5) + "a\n"),
    "rows of permalinks": ("_data/permalinks/x-{}.tsv", lambda size: "a/\tb\n" * (size // 5)),
}


def measure(files: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report; `files` are the numbers of files that each megabyte is cut into."""
    ordinary = _ordinary(scratch / "ordinary")
    rows = [("ordinary articles", 0, ordinary), *_hostile(files, scratch)]
    lines = [
        f"The load of the machine at the end of the run was {os.getloadavg()[0]:.1f}. Every check reads a handbook of one article beside.",
        "",
        "| 1 MB of | files | processor seconds | : ordinary | peak memory, MiB | : ordinary |",
        "|---|---|---|---|---|---|",
    ]
    for name, number, cost in rows:
        cells = (
            f"{cost.cpu:.1f} | {cost.cpu / ordinary.cpu:.1f} | {cost.memory:.0f} | {cost.memory / ordinary.memory:.1f}"
        )
        lines.append(f"| {name} | {number or ''} | {cells} |")
    return "\n".join(lines)


def _ordinary(root: Path) -> Cost:
    """The cost of as many articles as are a megabyte with their data."""
    handbook(root, ARTICLES)
    size = sum(path.stat().st_size for path in (root / "docs").rglob("*") if path.is_file())
    shutil.rmtree(root)
    handbook(root, ARTICLES * MEGABYTE // size)
    return run(["macros", "check"], root, fails=True)


def _hostile(files: Sequence[int], scratch: Path) -> list[tuple[str, int, Cost]]:
    found = []
    for name, (path, text) in KINDS.items():
        for number in files:
            root = scratch / "hostile"
            shutil.rmtree(root, ignore_errors=True)
            handbook(root, 1)
            for one in range(number):
                target = root / "docs" / path.format(one)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text(MEGABYTE // number - len(_HEAD)), "utf-8")
            found.append((name, number, run(["macros", "check"], root, fails=True)))
            print(*found[-1], flush=True)
    return found
