"""`kb upkeep ...`: what the workflows run; without --post each only prints what it would say."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from macros import library
from macros.library.source import Unreadable, read
from macros.upkeep import NotRead, alarm, due, links, proposal, remark
from macros.upkeep.github import GitHub

Run = Callable[[argparse.Namespace], int]


def add(one: argparse.ArgumentParser) -> None:
    """Add the tasks to the command's parser."""
    tasks = one.add_subparsers(metavar="task", required=True)

    def task(name: str, run: Run, help: str) -> argparse.ArgumentParser:
        found = tasks.add_parser(name, help=help, description=help)
        found.set_defaults(run=run)
        return found

    room = task(
        "room", _room, "Say where a proposal is to be checked: with the base's programs if it only changes text."
    )
    room.add_argument("head", type=Path, help="the proposal's folder; --root is the base branch's")
    room.add_argument("--remark", type=Path, help="write what it changes to this file")
    say = task("remark", _remark, "Show what a remark says; with --post, as the one comment on its proposal.")
    say.add_argument("folder", type=Path, help="holds room.json and findings.json")
    seen = task("links", _links, "Remember which links fail, and report those that failed three times.")
    seen.add_argument("report", type=Path, help="what lychee --format json wrote")
    late = task("due", _due, "List the articles that are due for review.")
    still = task("alarm", _alarm, "Say whether the weekly link check has stopped; asks GitHub.")
    for found in (say, seen, late, still):
        found.add_argument("--post", action="store_true", help="write it to GitHub (for the workflows)")


def _room(options: argparse.Namespace) -> int:
    """Prints name=value lines, which GitHub takes as a step's outputs."""
    base, head = options.root, options.head.resolve()
    if not head.is_dir():
        raise NotRead(f"There is no folder '{head}'.")
    changed = proposal.changes(base, head)
    text = proposal.only_text(changed)
    if text:
        proposal.take_text(base, head)
    kind, where = ("content", base) if text else ("code", head)
    if options.remark:
        options.remark.parent.mkdir(parents=True, exist_ok=True)
        options.remark.write_text(json.dumps({"kind": kind, "changed": changed}), "utf-8")
    print(f"kind={kind}\nroom={where}")
    return 0


def _remark(options: argparse.Namespace) -> int:
    """The commit and its branch come from GitHub's event, never from the remark."""
    server, repository, run = (os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    text = remark.body(
        remark.read(options.folder), f"{server}/{repository}/actions/runs/{os.environ.get('OF_RUN', run)}"
    )
    print(text)
    if options.post:
        github = GitHub()
        number = github.proposal(os.environ["HEAD_OWNER"], os.environ["HEAD_BRANCH"], os.environ["HEAD_COMMIT"])
        if number is None:
            print("No open proposal has this commit any more; nothing is said.")
        else:
            github.comment(number, remark.MARKER, text)
    return 0


def _links(options: argparse.Namespace) -> int:
    today = date.today().isoformat()
    try:
        skip, problems = links.allowed(read(options.root / links.ALLOWED, links.ALLOWED, "KB401"), today)
    except Unreadable as error:
        skip, problems = [], [error.finding]
    for problem in problems:
        print(problem)
    report = _report(options.report)
    failed = links.failures(report)
    if links.offline(report, failed):
        print(f"{len(failed)} addresses failed, more than half: this machine seems to be offline. Nothing was counted.")
        return 1
    ours = GitHub().issue(links.MARKER) if options.post else None
    memory = links.remember(links.recall(ours["body"] if ours else ""), failed, skip, today)
    text, wanted = links.body(memory, failed, today)
    return _keep(options, links.MARKER, links.TITLE, text, wanted, remembers=bool(memory)) or int(bool(problems))


def _report(file: Path) -> Any:
    try:
        report = json.loads(file.read_text("utf-8"))
    except ValueError:
        report = None
    if not isinstance(report, dict):
        raise NotRead(f"'{file}' is not what lychee --format json writes. Look at the links first: make links.")
    return report


def _due(options: argparse.Namespace) -> int:
    return _keep(options, due.MARKER, due.TITLE, *due.body(library.load(options.root), date.today()))


def _alarm(options: argparse.Namespace) -> int:
    last = alarm.last_run(GitHub().ask("/actions/workflows/weekly.yml/runs?status=success&per_page=1"))
    return _keep(options, alarm.MARKER, alarm.TITLE, *alarm.body(last, alarm.now()))


def _keep(
    options: argparse.Namespace, marker: str, title: str, text: str, wanted: bool, remembers: bool = False
) -> int:
    """Print the text; with --post also keep the issue."""
    print(text)
    if options.post:
        GitHub().keep(marker, title, text, wanted, remembers)
    return 0
