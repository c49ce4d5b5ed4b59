"""How long a build takes, first and after an edit, how much memory it needs, and how both grow; beside stock Material."""

from __future__ import annotations

import math
import shutil
import statistics
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks import handbooks
from benchmarks.peers import stock
from benchmarks.process import Cost, run

STEPS = {
    "kb check": ["macros", "check"],
    "kb export": ["macros", "export"],
    "builder": ["mkdocs", "build", "--strict"],
    "kb finish": ["macros", "finish", "site"],
    "kb check --site": ["macros", "check", "--site", "site"],
    "kb build, all of it": ["macros", "build", "whole"],
}
PEER = "stock Material"
FIRST, AGAIN = "a first build", "after a changed sentence"


def measure(sizes: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report; up to 1,000 each is built `runs` times and a larger one once, ours and the peer in turn."""
    costs = {size: _size(size, runs if size <= 1000 else 1, scratch) for size in sizes}
    return "\n".join([*_cpu(costs), "", *_again(costs), "", *_weight(costs, scratch), "", *_growth(costs)])


def _size(size: int, runs: int, scratch: Path) -> dict[str, Cost]:
    ours, peer = scratch / f"ours-{size}", scratch / f"peer-{size}"
    handbooks.write(ours, size)
    stock(ours, peer)
    found: dict[str, list[Cost]] = {name: [] for name in (FIRST, *STEPS, AGAIN, PEER)}
    page = ours / f"docs/{handbooks.sample(size).article}.md"
    text = page.read_text("utf-8")
    for number in range(runs):
        shutil.rmtree(ours / ".cache", ignore_errors=True)
        shutil.rmtree(ours / "whole", ignore_errors=True)
        found[FIRST].append(run(STEPS["kb build, all of it"], ours))
        for name, command in STEPS.items():
            found[name].append(run(command, ours))
        page.write_text(text.replace("## Adapt", f"Edit number {number} was saved.\n\n## Adapt"), "utf-8")
        found[AGAIN].append(run(STEPS["kb build, all of it"], ours))
        page.write_text(text, "utf-8")
        found[PEER].append(run(["mkdocs", "build"], peer))
    print(
        size, {name: round(statistics.median(one.cpu for one in all_), 2) for name, all_ in found.items()}, flush=True
    )
    return {name: _median(all_) for name, all_ in found.items()}


def _median(costs: Sequence[Cost]) -> Cost:
    middle = (statistics.median(getattr(one, name) for one in costs) for name in ("cpu", "wall", "memory"))
    return Cost(*middle)


def _cpu(costs: dict[int, dict[str, Cost]]) -> list[str]:
    names = (*STEPS, PEER)
    lines = ["### Processor seconds", "", f"| articles | {' | '.join(names)} | builder : stock | all : stock |"]
    lines.append("|---|" + "---|" * (len(names) + 2))
    for size, row in costs.items():
        ratios = (row[name].cpu / row[PEER].cpu for name in ("builder", "kb build, all of it"))
        cells = [f"{row[name].cpu:.1f}" for name in names] + [f"{ratio:.2f}" for ratio in ratios]
        lines.append(f"| {handbooks.name(size)} | {' | '.join(cells)} |")
    return lines


def _again(costs: dict[int, dict[str, Cost]]) -> list[str]:
    lines = ["### A build after one changed sentence", ""]
    lines += ["Processor seconds. At most 0.2 of a whole build is asked.", ""]
    lines += [f"| articles | {FIRST}, without `.cache/` | {AGAIN} | ratio |", "|---|---|---|---|"]
    for size, row in costs.items():
        first, again = row[FIRST].cpu, row[AGAIN].cpu
        lines.append(f"| {handbooks.name(size)} | {first:.1f} | {again:.1f} | {again / first:.2f} |")
    return lines


def _weight(costs: dict[int, dict[str, Cost]], scratch: Path) -> list[str]:
    lines = ["### Memory and output", ""]
    lines.append(
        "| articles | peak memory of kb build, MiB | of stock, MiB | whole site, MiB | of stock, MiB | one article's HTML, bytes | of stock |"
    )
    lines.append("|---|---|---|---|---|---|---|")
    for size, row in costs.items():
        ours, peer = scratch / f"ours-{size}/whole", scratch / f"peer-{size}/site"
        page = f"{handbooks.sample(size).article}/index.html"
        cells = [
            f"{row['kb build, all of it'].memory:.0f}", f"{row[PEER].memory:.0f}", f"{mib(ours):.1f}", f"{mib(peer):.1f}",
            f"{(ours / page).stat().st_size:,}", f"{(peer / page).stat().st_size:,}",
        ]  # fmt: skip
        lines.append(f"| {handbooks.name(size)} | {' | '.join(cells)} |")
    return lines


def mib(folder: Path) -> float:
    """The size of all files below a folder, in MiB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def _growth(costs: dict[int, dict[str, Cost]]) -> list[str]:
    """The exponent e of cost ~ articles ** e between neighbouring sizes: 1 is linear."""
    names = ("kb check", "builder", "kb finish", "kb build, all of it", PEER)
    lines = [
        "### Growth exponent of processor seconds",
        "",
        f"| from, to | {' | '.join(names)} |",
        "|---|" + "---|" * len(names),
    ]
    sizes = sorted(size for size in costs if size != handbooks.THIS)  # made alike, as this one is not
    for small, large in pairwise(sizes):
        steps = math.log(large / small)
        cells = (f"{math.log(costs[large][name].cpu / costs[small][name].cpu) / steps:.2f}" for name in names)
        lines.append(f"| {small:,}, {large:,} | {' | '.join(cells)} |")
    return lines
