"""What `kb watch` does after a save, timed: `python -m benchmarks.saved_check FILE RUNS` in a handbook's folder.

Prints the processor seconds of a first check, reading included, and the median of those after a save of the file.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path

from macros import handbook
from macros.checks import check


def main(file: str, runs: int) -> None:
    first = _seconds()
    page = Path(file)
    text = page.read_text("utf-8")
    after = []
    for number in range(runs):
        page.write_text(text.replace("## Adapt", f"Edit number {number} was saved.\n\n## Adapt"), "utf-8")
        after.append(_seconds())
    print(first, statistics.median(after))


def _seconds() -> float:
    start = time.process_time()
    check(handbook.load(Path.cwd()), date.today())
    return time.process_time() - start


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
