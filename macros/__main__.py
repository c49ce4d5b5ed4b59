"""The command `kb`: check, build and serve the handbook, and help people edit it."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from macros import library
from macros.build import build, complete, failing
from macros.checks import check
from macros.checks.site import check_site
from macros.editing import change, ledger, snippets
from macros.editing.mend import mend
from macros.editing.move import Refused, move
from macros.editing.new_article import create
from macros.exports.drift import drift, report
from macros.exports.write import export
from macros.library.cartridge import NotRead
from macros.library.changes import ADVICE, EDITORIAL
from macros.library.changes import FILE as LOG
from macros.library.downloads import FOLDER, base
from macros.model import Library
from macros.report import FORMATS, text, visible
from macros.upkeep import NotRead as UpkeepNotRead
from macros.upkeep import commands as upkeep

Command = Callable[[argparse.Namespace], int]
_EXAMPLES = """examples:
  kb check                                  everything that is wrong in docs/, at once
  kb check --fix                            the same, after mending what has one mend only
  kb check --site site                      everything that is wrong in the built site
  kb finish site                            what a site built by another builder still needs
  kb serve                                  the site on this machine, rebuilt as you save
  kb watch                                  everything that is wrong, listed again as you save
  kb new article rapport/greet-by-name      the files of a new article, ready to fill in
  kb change greet-by-name --editorial "Shorter sentences"
                                            a line in the log of changes
  kb drift rapport.imscc                    what has changed since this course pack was made
  kb move greet-by-name maintain            the article under another pillar, its old links kept
"""


def _check(options: argparse.Namespace) -> int:
    found = library.load(options.root)
    if options.site:
        findings = check_site(_built(options.site), found.settings.base)
    else:
        findings = check(found, date.today())
        if options.fix:
            print(*map(visible, mend(options.root, findings)), sep="\n")
            found = library.load(options.root)
            findings = check(found, date.today())
    print(FORMATS[options.format](findings, len(found.articles)))
    return int(failing(findings))


def _built(site: Path) -> Path:
    """A folder that holds a built site; raises Refused where there is none."""
    if not (site / "index.html").is_file():
        raise Refused(f"There is no built site in '{site}'. Build it first: make site.")
    return site


def _faultless(root: Path) -> Library:
    """The handbook; raises Refused where something in it is to be mended first."""
    found = library.load(root)
    if faults := [one for one in check(found, date.today()) if not one.advice]:
        raise Refused(f"Mend first what `kb check` lists, such as {faults[0]}")
    return found


def _finish(options: argparse.Namespace) -> int:
    complete(_faultless(options.root), _built(options.site))
    print(f"Finished {options.site}. `kb check --site {options.site}` looks at what it is now.")
    return 0


def _build(options: argparse.Namespace) -> int:
    if options.site.exists() and any(options.site.iterdir()) and not (options.site / "index.html").is_file():
        raise Refused(f"'{options.site}' holds no built site, and what it holds would be lost. Name another folder.")
    # An order to stop ends the builder too and leaves nothing behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    say = (lambda _: None) if options.for_editing else print
    findings = build(options.root, options.site, options.builder, say, keep=not options.for_editing)
    print(text(findings, len(library.load(options.root).articles)))
    if failing(findings) and not options.for_editing:
        print(f"Nothing was published: {options.site} is as it was.")
    return int(failing(findings))


def _serve(options: argparse.Namespace) -> int:
    from macros.watch import serve, until_stopped

    return until_stopped(lambda: serve(options.root, options.port))


def _watch(options: argparse.Namespace) -> int:
    from macros.watch import repeat, until_stopped

    def look() -> None:
        print("Checking ...", flush=True)  # an editor forgets here what it was told before
        found = library.load(options.root)
        snippets.write(found)
        print(text(check(found, date.today()), len(found.articles)), flush=True)

    return until_stopped(lambda: repeat(options.root, look))


def _new(options: argparse.Namespace) -> int:
    files = create(library.load(options.root), options.where, date.today())
    print("Wrote " + ", ".join(files) + ".\n`kb check` now lists what to fill in.")
    return 0


def _export(options: argparse.Namespace) -> int:
    done = export(_faultless(options.root))
    print(f"{FOLDER} holds {', '.join(done.files)}.", *done.left_out, sep="\n")
    return 0


def _drift(options: argparse.Namespace) -> int:
    found = library.load(options.root)
    try:
        print(report(drift(found, options.file), base(found)))
    except NotRead as error:
        raise Refused(str(error)) from None
    return 0


def _ledger(options: argparse.Namespace) -> int:
    found, today = library.load(options.root), date.today().isoformat()
    if found.changes or options.first:
        print(f"Listed {change.list_new(found, today)} articles in {LOG} as first published.")
    print(f"Added {ledger.append(library.load(options.root), today)} addresses to {ledger.FILE}.")
    return 0


def _change(options: argparse.Namespace) -> int:
    kind, summary = (ADVICE, options.advice) if options.advice is not None else (EDITORIAL, options.editorial)
    lines = change.change(library.load(options.root), options.id, kind, summary, date.today().isoformat())
    print(f"Added to {LOG}:\n{lines}", end="")
    return 0


def _move(options: argparse.Namespace) -> int:
    new = move(library.load(options.root), options.id, options.folder)
    print(f"Moved to docs/{new}; the old address redirects there.")
    return 0


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) > 65535:
        raise argparse.ArgumentTypeError(f"'{value}' is no port: write a number up to 65535")
    return int(value)


def parser() -> argparse.ArgumentParser:
    """The command line, each command with what it does and needs."""
    top = argparse.ArgumentParser(
        "kb", description=__doc__, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder (default: this one)")
    commands = top.add_subparsers(metavar="command", required=True)

    def command(name: str, run: Command, help: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=help, description=help)
        one.set_defaults(run=run)
        return one

    one = command("check", _check, "List everything that is wrong, with place and mend; exit status 1 if anything is.")
    one.add_argument("--site", type=Path, help="check this built site instead of docs/")
    one.add_argument("--fix", action="store_true", help="first mend what has one mend only, and say what was done")
    one.add_argument("--format", choices=sorted(FORMATS), default="text", help="how to print findings")
    one = command("build", _build, "Check, build, check what was built, then replace the site; or change nothing.")
    one.add_argument("site", type=Path, nargs="?", default=Path("site"), help="the folder to build into")
    one.add_argument("--builder", choices=["mkdocs", "properdocs"], default="mkdocs", help="which builder to use")
    one.add_argument("--for-editing", action="store_true", help="as kb serve builds: print only what is wrong")
    one = command("finish", _finish, "Complete a site that a builder wrote: policy, headers, versions; kb build does.")
    one.add_argument("site", type=Path, help="the folder that a builder wrote")
    command("export", _export, "Write the files for others into docs/downloads/: course packs, questions, data, feeds.")
    one = command("drift", _drift, "List what has become of each address in an old course pack or permalinks.json.")
    one.add_argument("file", type=Path, help="a .imscc file, or a permalinks.json")
    one = command("serve", _serve, "Serve the site on this machine and rebuild it on every saved change.")
    one.add_argument("--port", type=_port, default=8000, help="the port to listen on (default: 8000)")
    command("watch", _watch, "List everything that is wrong, again on every saved change; what editors run.")
    kinds = command("new", _new, "Write the files of a new article.")
    kinds.add_argument("kind", choices=["article"])
    kinds.add_argument("where", help="<pillar>/<id>, such as rapport/greet-by-name")
    one = command(
        "ledger", _ledger, "List what is new: addresses among the permalinks, articles in the log of changes."
    )
    one.add_argument("--first", action="store_true", help="begin the log of changes: before the first publication")
    one = command("change", _change, "Say in the log of changes what changed in an article, and why.")
    one.add_argument("id", help="the article's id")
    kind = one.add_mutually_exclusive_group(required=True)
    kind.add_argument("--advice", metavar="SUMMARY", help="what to do, how firmly, how sure or on what sources changed")
    kind.add_argument("--editorial", metavar="SUMMARY", help="words changed, the advice did not")
    one = command("move", _move, "Move an article under another pillar and redirect its old address.")
    one.add_argument("id", help="the article's id")
    one.add_argument("folder", help="the pillar it moves to")
    upkeep.add(commands.add_parser("upkeep", help="What the project's workflows run; for maintainers."))
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `kb` and give its exit status: 0 well, 1 findings, 2 a request that cannot be met, 130 Ctrl+C."""
    # Little that is made here is garbage, and to look for it often takes a twentieth of a build.
    gc.set_threshold(50_000)
    options = parser().parse_args(arguments)
    options.root = options.root.resolve()
    try:
        if not (options.root / "mkdocs.yml").exists():
            raise Refused(f"There is no handbook in '{options.root}'. Go to the project's folder, where mkdocs.yml is.")
        status: int = options.run(options)
        return status
    except KeyboardInterrupt:
        print("\nkb: Stopped.", file=sys.stderr)
        return 130
    except (Refused, UpkeepNotRead) as error:
        print(f"kb: {error}", file=sys.stderr)
    except OSError as error:
        met = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error
        print(f"kb: {met}. A site that stood before stands as it was.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
