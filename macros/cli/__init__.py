"""The command `kb`: check, build and serve the handbook, and help people edit it."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.checks.report import visible
from macros.cli import build, check, docs, editing, export, serve
from macros.cli.shared import Run
from macros.errors import CommandError, refusal

_COMMANDS = (check, build, serve, editing, export, docs)
_EXAMPLES = """examples:
  kb check                                  everything that is wrong in docs/, at once
  kb check --fix                            the same, after the safe automatic fixes
  kb check --site site                      everything that is wrong in the built site
  kb finish site                            what a site built by another builder still needs
  kb serve                                  the site on this machine, rebuilt as you save
  kb watch                                  everything that is wrong, listed again as you save
  kb new article rapport/greet-by-name      the files of a new article, ready to fill in
  kb import found.ris                       the references of this file, each with what you still write
  kb change greet-by-name --advice "A trial found that ..."
                                            a line in the log of changes
  kb compare rapport.imscc                  what has changed since this course pack was made
  kb move greet-by-name maintain            the article under another pillar, its old links kept
"""


def parser(asked: Sequence[str] = ("ci",)) -> argparse.ArgumentParser:
    """Return the command line, each command with what it does and needs; the tasks of `ci` where that is asked for."""
    top = argparse.ArgumentParser(
        "kb", description=__doc__, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder (default: the one you are in)")
    commands = top.add_subparsers(metavar="command", required=True)

    def command(name: str, run: Run, help: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=help, description=help)
        one.set_defaults(run=run)
        return one

    for one in _COMMANDS:
        one.add(command)
    tasks = commands.add_parser("ci", help="What the project's workflows run; for maintainers.")
    if "ci" in asked:
        from macros.ci import commands as ci  # what asks other servers takes 7 MiB

        ci.add(tasks)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `kb` and return its exit status: 0 well, 1 findings, 2 a request that cannot be met, 130 Ctrl+C."""
    # Little that is made here is garbage, and to look for it often takes a tenth of a build.
    gc.set_threshold(50_000)
    asked = sys.argv[1:] if arguments is None else arguments
    options = parser(asked).parse_args(asked)
    options.root = options.root.resolve()
    try:
        if not (options.root / "mkdocs.yml").exists():
            raise CommandError(
                f"There is no handbook in '{options.root}'. Go to the project's folder, where mkdocs.yml is."
            )
        status: int = options.run(options)
        return status
    except KeyboardInterrupt:
        print("\nkb: Stopped.", file=sys.stderr)
        return 130
    except CommandError as error:
        print(f"kb: {visible(str(error))}", file=sys.stderr)
    except OSError as error:
        print(f"kb: {visible(refusal(error, Path.cwd()))}", file=sys.stderr)
    return 2
