"""Search engines side by side on this handbook and tests/search/queries.tsv.

Pagefind is fetched from PyPI and MiniSearch from npm; the site itself needs neither.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import material
from playwright.sync_api import Browser, Request, sync_playwright

from benchmarks.sites import served
from macros import handbook
from macros.handbook.resolve import page_of
from macros.site.pipeline import build, failing
from macros.site.search_passages import KINDS, Passage, entries
from tests.chromium import FLAGS, find
from tests.search.queries import PARTS, Query, rank, read

ROOT = Path(__file__).parent.parent
ENGINES = Path(__file__).parent / "engines"
REPEATED = ("reference/cards/", "teach/sheets/")  # pages that show articles' words a second time
PAGEFIND, MINISEARCH = "1.5.2", "7.2.0"
NAMES = {
    "ours": "this handbook's own",
    "material": "Material's (lunr), aliases as tags",
    "pagefind": f"Pagefind {PAGEFIND}, aliases weighed",
    "minisearch": f"MiniSearch {MINISEARCH}",
    "minisearch-stems": f"MiniSearch {MINISEARCH} with our stems and thesaurus",
}
FIRST = "patient crying"


@dataclass(frozen=True, slots=True)
class Measured:
    """Ranks by query (0 when no result was right, None when there was none), compressed bytes to the first result, ms a key."""

    ranks: dict[Query, int | None]
    size: int
    times: list[float]


def measure(_sizes: Sequence[int], _runs: int, scratch: Path) -> str:
    """The section of the report; SEARCH.md says what its columns mean. Needs npm and pip."""
    queries = read()
    heads = ["engine", "first", "in three", "nothing", *PARTS, "KB to the first result", "ms a key, median", "95th"]
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    site, kept = scratch / "site", scratch / "scratch"
    kept.mkdir()
    prepare(site, kept)
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        told = f"{len(queries)} queries, {len(handbook.load(ROOT).articles)} articles; Chromium {browser.version}."
        for engine in NAMES:
            lines.append(_row(engine, _measured(browser, address, engine, queries)))
            print(lines[-1], flush=True)
        browser.close()
    return "\n".join([f"{told} What the columns mean is told in `SEARCH.md`.", "", *lines])


def prepare(site: Path, scratch: Path) -> None:
    """Build the handbook, and beside it what each candidate needs."""
    findings = build(ROOT, site, say=lambda _: None)
    assert not failing(findings), findings
    bench = site / "bench"
    shutil.copytree(ENGINES, bench)
    shutil.copy(ROOT / "overrides/assets/js/search-words.js", bench)
    (bench / "index.html").write_text(
        '<!doctype html><html lang=en><title>Search</title><body data-root="..">', "utf-8"
    )
    found = handbook.load(ROOT)
    aliases = {page.url: list(words.names) for words in found.search.values() if (page := page_of(found, words))}
    texts = [{"url": one.page.url} | _fields(one.passages) for one in entries(found)]
    (bench / "pages.json").write_text(json.dumps(texts), "utf-8")
    _material(bench, aliases, scratch)
    _minisearch(bench, scratch)
    _pagefind(site, aliases, scratch)


def _fields(passages: Sequence[Passage]) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    for one in passages:
        fields.setdefault(KINDS[one.kind], []).append(one.text)
    return {name: "\n".join(texts) for name, texts in fields.items()}


def _material(bench: Path, aliases: dict[str, list[str]], scratch: Path) -> None:
    """Material's worker, and the index that its plugin writes for this handbook."""
    project = scratch / "material"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".*", "site", "tests", "benchmarks"))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("plugins:\n", "plugins:\n  search:\n    lang: en\n")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=project, check=True, env=_quiet(project))
    index = json.loads((project / "site/search/search_index.json").read_text("utf-8"))
    index["docs"] = [one for one in index["docs"] if not one["location"].startswith(REPEATED)]
    for entry in index["docs"]:
        if entry["location"] in aliases:
            entry["tags"] = aliases[entry["location"]]
    index["config"]["fields"] = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
    (bench / "search_index.json").write_text(json.dumps(index), "utf-8")
    workers = Path(material.__file__).parent / "templates/assets/javascripts/workers"
    shutil.copy(next(workers.glob("search.*.min.js")), bench / "material-worker.js")


def _quiet(project: Path) -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(project)}


def _minisearch(bench: Path, scratch: Path) -> None:
    subprocess.run(
        ["npm", "pack", "--silent", f"minisearch@{MINISEARCH}"], cwd=scratch, check=True, stdout=subprocess.DEVNULL
    )
    with tarfile.open(scratch / f"minisearch-{MINISEARCH}.tgz") as packed:
        script = packed.extractfile("package/dist/es/index.js")
        assert script
        (bench / "minisearch-library.js").write_bytes(script.read())


def _pagefind(site: Path, aliases: dict[str, list[str]], scratch: Path) -> None:
    """Pagefind's index of a copy of the pages, in which aliases stand as text of high weight."""
    wanted = [f"pagefind=={PAGEFIND}", f"pagefind_bin=={PAGEFIND}"]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--target", str(scratch / "python"), *wanted], check=True
    )
    copy = scratch / "pages"
    shutil.copytree(site, copy)
    for path in copy.rglob("index.html"):
        words = ". ".join(aliases.get(f"{path.parent.relative_to(copy).as_posix()}/", []))
        page = path.read_text("utf-8").replace("<main", "<main data-pagefind-body", 1)
        path.write_text(re.sub(r"(<h1)", rf'<p data-pagefind-weight="8">{words}</p>\1', page, count=1), "utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(copy)]
    environment = {**os.environ, "PYTHONPATH": str(scratch / "python")}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    shutil.copytree(copy / "pagefind", site / "pagefind")


def _measured(browser: Browser, address: str, name: str, queries: list[Query]) -> Measured:
    """One candidate in a fresh page: bytes to its first result, then every query, then keys of some queries one by one."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/bench/", wait_until="networkidle")
    requests: list[Request] = []
    page.on("requestfinished", lambda one: requests.append(one))  # those of workers too
    page.evaluate(
        f"async () => {{ window.find = await (await import('/bench/{name}.js')).open(); return find('{FIRST}') }}"
    )
    page.wait_for_load_state("networkidle")
    sizes = [one.sizes() for one in requests]
    size = sum(one["responseHeadersSize"] + one["responseBodySize"] for one in sizes)
    asked = [one.text for one in queries]
    answers = page.evaluate(
        "async all => { const found = []; for (const one of all) found.push(await find(one)); return found }", asked
    )
    times = page.evaluate(_KEYS, asked[::9])
    context.close()
    return Measured({one: rank(one, urls) for one, urls in zip(queries, answers, strict=True)}, size, times)


_KEYS = """async all => {
  const times = []
  for (const query of all) for (let end = 1; end <= query.length; end++) {
    const start = performance.now()
    await find(query.slice(0, end))
    times.push(performance.now() - start)
  }
  return times
}"""


def _share(test: Callable[[int | None], bool], among: Sequence[int | None]) -> str:
    return f"{100 * sum(map(test, among)) / len(among):.1f}"


def _row(name: str, found: Measured) -> str:
    ranks = list(found.ranks.values())
    parts = [
        f"{_share(lambda one: one == 1, held)} / {_share(lambda one: one in (1, 2, 3), held)}"
        for part in PARTS
        if (held := [rank for query, rank in found.ranks.items() if query.part == part])
    ]
    cells = [
        NAMES[name],
        _share(lambda one: one == 1, ranks),
        _share(lambda one: one in (1, 2, 3), ranks),
        _share(lambda one: one is None, ranks),
        *parts,
        f"{found.size / 1024:.0f}",
        f"{statistics.median(found.times):.1f}",
        f"{statistics.quantiles(found.times, n=20)[-1]:.1f}",
    ]
    return f"| {' | '.join(cells)} |"
