"""`make bench`: measure, and write benchmarks/RESULTS.md. Ratios within one run count; seconds depend on the machine."""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.generator import handbook
from macros import library
from macros.render import MACROS

RESULTS = Path(__file__).parent / "RESULTS.md"
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
_CALL = re.compile(r"\{\{ *(\w+)\(.*?\) *\}\}")


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds (user and system) and peak memory in MiB of one child process."""

    cpu: float
    memory: float


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command that must succeed, and give what it cost."""
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **_QUIET, "PYTHONPATH": str(folder)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    error = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{error.decode()[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def without_macros(root: Path, target: Path) -> None:
    """A copy of a handbook in which every macro call is replaced by its Markdown, and the macros plugin is gone."""
    handbook_read = library.load(root)
    subprocess.run(["cp", "-r", f"{root}/.", str(target)], check=True)
    for path, page in handbook_read.pages.items():
        expanded, cited = [], 0
        for call in page.calls:
            extra = {"nth": cited} if call.name == "cite" else {}
            cited += call.name == "cite"
            expanded.append(MACROS[call.name](handbook_read, page, *call.args, **call.kwargs, **extra))
        texts = iter(expanded)
        text = Path(root, "docs", path).read_text("utf-8")
        Path(target, "docs", path).write_text(_CALL.sub(lambda _, texts=texts: next(texts), text), "utf-8")
    settings = (target / "mkdocs.yml").read_text("utf-8")
    start, end = settings.index("  macros:"), settings.index("  redirects:")
    (target / "mkdocs.yml").write_text(settings[:start] + settings[end:], "utf-8")


def measure(size: int, runs: int, scratch: Path) -> dict[str, float]:
    """The median costs of one size, and the bytes of one article's page."""
    ours, plain = scratch / f"ours-{size}", scratch / f"plain-{size}"
    ours.mkdir()
    plain.mkdir()
    handbook(ours, size)
    without_macros(ours, plain)
    build = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    costs: dict[str, list[Cost]] = {"check": [], "build": [], "plain": []}
    for _ in range(runs):
        costs["check"].append(run([sys.executable, "-m", "macros", "check"], ours))
        costs["plain"].append(run(build, plain))
        costs["build"].append(run(build, ours))
    page = ours / "site/rapport/topic-0000/index.html"
    result = {name: statistics.median(cost.cpu for cost in found) for name, found in costs.items()}
    return {**result, "memory": max(cost.memory for cost in costs["build"]), "page": page.stat().st_size}


def report(rows: dict[int, dict[str, float]]) -> str:
    """The results as a page of Markdown."""
    tools = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin"))
    lines = [
        "# Results",
        "",
        f"Written by `make bench` on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {tools}.",
        "Medians of processor seconds. The same text without macros is built beside it in the same run; the ratio is what counts.",
        "",
        "| articles | kb check, s | build, s | without macros, s | ratio | peak memory, MiB | one article's HTML, bytes |",
        "|---|---|---|---|---|---|---|",
    ]
    for size, row in rows.items():
        ratio = row["build"] / row["plain"]
        lines.append(
            f"| {size:,} | {row['check']:.2f} | {row['build']:.1f} | {row['plain']:.1f} | {ratio:.2f} "
            f"| {row['memory']:.0f} | {row['page']:,.0f} |"
        )
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Measure the sizes given as arguments, by default 65, 300 and 1,000."""
    sizes = [int(one) for one in arguments] or [65, 300, 1000]
    rows: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as scratch:
        for size in sizes:
            rows[size] = measure(size, 3, Path(scratch))
            print(report({size: rows[size]}).splitlines()[-1], flush=True)
    RESULTS.write_text(report(rows), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
