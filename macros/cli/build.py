"""`kb build` and `kb finish`: the site from docs/, or from what another builder wrote."""

from __future__ import annotations

import argparse
import os
import shlex
from pathlib import Path

from macros import handbook
from macros.cli.shared import Add, built, report, stop_in_order, without_errors
from macros.errors import CommandError
from macros.site.compress import compress
from macros.site.pipeline import build, failing

_COMPRESS = "also write a .gz and a .br beside each text file, for servers that send packed files"


def add(command: Add) -> None:
    one = command("build", run, "Check, build, check what was built, then replace the site; or change nothing.")
    one.add_argument(
        "site", type=Path, nargs="?", default=Path("site"), help="the folder to build into (default: site)"
    )
    one.add_argument(
        "--builder", choices=["mkdocs", "properdocs"], default="mkdocs", help="which builder to use (default: mkdocs)"
    )
    one.add_argument("--for-editing", action="store_true", help="as kb serve builds: print only what is wrong")
    one.add_argument("--compress", action="store_true", help=_COMPRESS)
    one = command(
        "finish", finish, "Complete a site that a builder wrote: policy, headers, versions. kb build does this itself."
    )
    one.add_argument("site", type=Path, help="the folder that a builder wrote")
    one.add_argument("--compress", action="store_true", help=_COMPRESS)


def run(options: argparse.Namespace) -> int:
    _replaceable(options.site)
    stop_in_order()
    say = (lambda _: None) if options.for_editing else print
    findings = build(options.root, options.site, options.builder, say, not options.for_editing, options.compress)
    print(report(findings, len(handbook.load(options.root).articles), options.root))
    if failing(findings) and not options.for_editing:
        print(f"Nothing was published: {options.site} was not changed.")
    return int(failing(findings))


def _replaceable(site: Path) -> None:
    """Refuse a place in which nothing can be built, or whose files would be lost, before any work is done."""
    there = next(one for one in (site.absolute(), *site.absolute().parents) if one.exists() or one.is_symlink())
    if not there.is_dir():
        raise CommandError(f"'{there}' is a file, where a folder for the site is wanted. Name another folder.")
    if site.exists() and any(site.iterdir()) and not (site / "index.html").is_file():
        raise CommandError(f"'{site}' is not a built site, and what it holds would be lost. Name another folder.")
    folder = site.absolute().parent if site.exists() else there  # the new site takes the old one's place there
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CommandError(f"'{folder}' may not be written to, so no site can be put there. Name another folder.")


def finish(options: argparse.Namespace) -> int:
    from macros.site.completion import complete  # kb build loads it in a copy

    site = built(options.site)
    complete(without_errors(options.root), site)
    if options.compress:
        print(f"Packed {compress(options.site)} files as .gz and .br.")
    print(f"Finished {options.site}. `kb check --site {shlex.quote(str(options.site))}` checks what it is now.")
    return 0
