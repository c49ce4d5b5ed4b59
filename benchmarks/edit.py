"""From saving an edit to the page being served again, findings included, beside stock `mkdocs serve`; and to its findings alone."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import handbooks
from benchmarks.peers import stock
from benchmarks.process import ENVIRONMENT

_PORTS = iter(range(18400, 18500))


def measure(sizes: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report: median wall seconds from write to served, and processor seconds of the check."""
    checks = ["| articles | first check, s | after a save, s | ratio |", "|---|---|---|---|"]
    lines = ["| articles | kb serve, s | stock mkdocs serve, s | ratio |", "|---|---|---|---|"]
    for size in sizes:
        ours, peer = scratch / f"edit-ours-{size}", scratch / f"edit-peer-{size}"
        handbooks.write(ours, size)
        stock(ours, peer)
        page = handbooks.sample(size).article
        mine = _edits(["macros", "serve", "--port"], ours, page, runs)
        theirs = _edits(["mkdocs", "serve", "-a"], peer, page, runs)
        lines.append(f"| {handbooks.name(size)} | {mine:.2f} | {theirs:.2f} | {mine / theirs:.2f} |")
        first, after = _checks(ours, page, runs)
        checks.append(f"| {handbooks.name(size)} | {first:.2f} | {after:.2f} | {after / first:.2f} |")
        print(lines[-1], checks[-1], flush=True)
    told = "### Findings of a saved article\n\nProcessor seconds of `kb watch`, reading included. 0.3 and, at 1,000, 1.0 are asked."
    return "\n".join([*lines, "", told, "", *checks])


def _checks(folder: Path, page: str, runs: int) -> tuple[float, float]:
    """The processor seconds of a first check, and of one after a save in the same process."""
    command = [sys.executable, "-m", "benchmarks.saved_check", f"docs/{page}.md", str(runs)]
    path = os.pathsep.join([str(folder), str(Path(__file__).parent.parent)])
    done = subprocess.run(
        command, cwd=folder, env={**ENVIRONMENT, "PYTHONPATH": path}, check=True, capture_output=True, text=True
    )
    first, after = done.stdout.split()
    return float(first), float(after)


def _edits(command: Sequence[str], folder: Path, page: str, runs: int) -> float:
    port = next(_PORTS)
    where = str(port) if command[0] == "macros" else f"127.0.0.1:{port}"
    file, address = folder / f"docs/{page}.md", f"http://127.0.0.1:{port}/{page}/"
    text = file.read_text("utf-8")
    with _running([*command, where], folder):
        _wait(address, "In brief", 900)
        seconds = []
        for number in range(runs):
            mark = f"Edit number {number} was saved."
            time.sleep(1)
            start = time.monotonic()
            file.write_text(text.replace("## Adapt", f"{mark}\n\n## Adapt"), "utf-8")
            seconds.append(_wait(address, mark, 600) - start)
    return statistics.median(seconds)


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[None]:
    environment = {**ENVIRONMENT, "PYTHONPATH": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=folder, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait(address: str, text: str, patience: float) -> float:
    """The moment at which the page first holds the text."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                if text in answer.read().decode():
                    return time.monotonic()
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.02)
    raise SystemExit(f"{text!r} was not served at {address} within {patience} seconds.")
