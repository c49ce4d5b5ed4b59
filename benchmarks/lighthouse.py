"""Lighthouse on a phone, medians over several runs: ours, stock Material's and our bare HTML in turn.

Once simulated, as its scores are: every request is fast, and a model says when the page would have been painted; it waits for
the whole page. And once with each request held back by the browser, which paints what has come.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks import handbooks
from benchmarks.sites import bare, both, pages, served
from tests.chromium import FLAGS, find

VERSION = "13.5.0"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_LCP = "largest-contentful-paint"
_HELD_BACK = "LCP, each request held back, ms"
_TIMES = {
    "first-contentful-paint": "FCP, ms",
    _LCP: "LCP, ms",
    "total-blocking-time": "TBT, ms",
    "cumulative-layout-shift": "layout shift",
}


def measure(sizes: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report; needs npm, which fetches Lighthouse into the scratch folder."""
    subprocess.run(
        ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(scratch), f"lighthouse@{VERSION}"],
        check=True,
    )
    heads = [
        "articles",
        "site",
        "page",
        *_CATEGORIES,
        *_TIMES.values(),
        "LCP : stock",
        "LCP : bare",
        _HELD_BACK,
        ": stock",
        ": bare",
    ]
    lines = [
        f"Lighthouse {VERSION}, mobile, medians of {runs}. Search has no page of its own that it could open; what a first",
        'search costs stands under "On the wire". Bare is the HTML of our page with no style, script or icon. Scores and times',
        "are simulated: a model waits for the whole page before it paints. In the last three columns the browser holds each",
        "request back by 562 ms and paints what has come (`--throttling-method=devtools`).",
        "",
    ]
    lines += [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for size in sizes:
        with both(size, scratch) as sites:
            for page, path in pages(size).items():
                with served(bare(scratch / f"ours-{size}/site{path}", scratch / f"bare-{size}-{page}")) as plain:
                    addresses = {name: address + path for name, address in sites.items()} | {"bare": f"{plain}/"}
                    lines += _page(size, page, addresses, runs, scratch)
                print("\n".join(lines[-3:]), flush=True)
    return "\n".join(lines)


def _page(size: int, page: str, addresses: dict[str, str], runs: int, scratch: Path) -> list[str]:
    found: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in addresses}
    for _ in range(runs):
        for name, address in addresses.items():
            audited = _audit(address, scratch) | {_HELD_BACK: _audit(address, scratch, "devtools")[_LCP]}
            for key, value in audited.items():
                found[name][key].append(value)
    middle = {name: {key: statistics.median(values) for key, values in one.items()} for name, one in found.items()}
    rows = []
    for name, one in middle.items():
        scores = [f"{one[key] * 100:.0f}" for key in _CATEGORIES]
        times = [f"{one[key]:.3f}" if key.endswith("shift") else f"{one[key]:,.0f}" for key in _TIMES]
        modelled, held = (
            [f"{one[key] / middle[peer][key]:.2f}" for peer in ("stock", "bare")] for key in (_LCP, _HELD_BACK)
        )
        cells = [*scores, *times, *modelled, f"{one[_HELD_BACK]:,.0f}", *held]
        rows.append(f"| {handbooks.name(size)} | {name} | {page} | {' | '.join(cells)} |")
    return rows


def _audit(address: str, scratch: Path, throttling: str = "simulate") -> dict[str, float]:
    flags = " ".join(["--headless=new", *FLAGS, f"--user-data-dir={scratch / 'profile'}"])
    command = [
        str(scratch / "node_modules/.bin/lighthouse"), address, "--quiet", "--output=json", f"--chrome-flags={flags}",
        f"--only-categories={','.join(_CATEGORIES)}", f"--throttling-method={throttling}",
    ]  # fmt: skip
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": find(whole=True) or ""}, capture_output=True, check=True
    )
    report = json.loads(done.stdout)
    scores = {key: float(report["categories"][key]["score"] or 0) for key in _CATEGORIES}
    return scores | {key: float(report["audits"][key]["numericValue"]) for key in _TIMES}
