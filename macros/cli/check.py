"""`kb check`: list everything that is wrong in docs/ or in a built site."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from macros import handbook
from macros.checks.autofix import fix
from macros.checks.limits import check_within_limits
from macros.checks.report import FORMATS, visible
from macros.cli.shared import Add, built, report
from macros.site.pipeline import failing


def add(command: Add) -> None:
    one = command("check", run, "List everything that is wrong, with its place and fix; exit status 1 if anything is.")
    one.add_argument("--site", type=Path, help="check this built site instead of docs/")
    one.add_argument("--fix", action="store_true", help="first apply the safe automatic fixes, and say what was done")
    one.add_argument("--format", choices=sorted(FORMATS), default="text", help="how to print findings (default: text)")


def run(options: argparse.Namespace) -> int:
    if options.site:
        from macros.checks.built_site import check_built  # to check docs/ needs none of the 6 MiB that it loads

        found = handbook.load(options.root)
        findings, articles = check_built(found, built(options.site)), len(found.articles)
    else:
        findings, articles, _ = check_within_limits(options.root, date.today())
        if options.fix:
            print(*map(visible, fix(options.root, findings)), sep="\n")
            findings, articles, _ = check_within_limits(options.root, date.today())
    if options.format == "text":
        print(report(findings, articles, options.root))
    else:
        print(FORMATS[options.format](findings, articles))
    return int(failing(findings))
