"""`kb ci ...`: what the workflows run; without --post each only prints what it would say."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from macros import handbook
from macros.ci import dead_links, pr_comment, pr_diff, reviews_due
from macros.ci.evidence import issue, newer
from macros.ci.evidence.look import Services, look
from macros.ci.evidence.pubmed import PubMed
from macros.ci.evidence.web import Web
from macros.ci.github import GitHub
from macros.errors import CommandError
from macros.handbook.text_file import Unreadable, read

Run = Callable[[argparse.Namespace], int]


def add(one: argparse.ArgumentParser) -> None:
    tasks = one.add_subparsers(metavar="task", required=True)

    def task(name: str, run: Run, help: str) -> argparse.ArgumentParser:
        found = tasks.add_parser(name, help=help, description=help)
        found.set_defaults(run=run)
        return found

    workspace = task(
        "workspace",
        _workspace,
        "Say where a proposal is to be checked: with the base's programs if it only changes text.",
    )
    workspace.add_argument("head", type=Path, help="the proposal's folder; --root is the base branch's")
    workspace.add_argument("--report", type=Path, help="write what it changes to this file")
    say = task("comment", _comment, "Show the report on a pull request; with --post, as its one comment.")
    say.add_argument("folder", type=Path, help="holds workspace.json and findings.json")
    seen = task("links", _links, "Remember which links fail, and report those that failed three times.")
    seen.add_argument("report", type=Path, help="what lychee --format json wrote")
    late = task("reviews-due", _due, "List the articles that are due for review.")
    watch = task(
        "evidence",
        _evidence,
        "Ask Crossref, PubMed, OpenAlex and official pages what has happened to each source, and PubMed for new studies.",
    )
    for found in (say, seen, late, watch):
        found.add_argument("--post", action="store_true", help="write it to GitHub (for the workflows)")


def _workspace(options: argparse.Namespace) -> int:
    """Print name=value lines, which GitHub takes as a step's outputs."""
    base, head = options.root, options.head.resolve()
    if not head.is_dir():
        raise CommandError(f"There is no folder '{head}'.")
    changed = pr_diff.changes(base, head)
    text = pr_diff.only_text(changed)
    if text:
        pr_diff.take_text(base, head)
    kind, where = ("content", base) if text else ("code", head)
    if options.report:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        options.report.write_text(json.dumps({"kind": kind, "changed": changed}), "utf-8")
    print(f"kind={kind}\nworkspace={where}")
    return 0


def _comment(options: argparse.Namespace) -> int:
    """Post or print the comment; the commit and its branch come from GitHub's event, never from the report."""
    if not options.post:
        print(_said(pr_comment.read(options.folder)))
        return 0
    github, commit = GitHub(), os.environ["HEAD_COMMIT"]
    number = github.proposal(os.environ["HEAD_OWNER"], os.environ["HEAD_BRANCH"], commit)
    if number is None:
        print("No open proposal has this commit any more; nothing is said.")
        return 0
    report = _as_github_says(options.folder, *github.changed(number, commit))
    print(text := _said(report))
    github.comment(number, pr_comment.MARKER, text)
    return 2 if report.kind == "unreadable" else 0


def _said(report: pr_comment.Report) -> str:
    """Return the comment, with the addresses that GitHub's own environment names."""
    server, repository, run = (os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    head = (os.environ.get(f"HEAD_{name}", "") for name in ("REPOSITORY", "BRANCH"))
    address = f"{server}/{repository}/actions/runs/{os.environ.get('OF_RUN', run)}"
    project = pr_comment.project_address(server, repository)
    return pr_comment.body(report, address, pr_comment.branch_address(server, *head), project)


def _as_github_says(folder: Path, changed: list[str], whole: bool) -> pr_comment.Report:
    """Return the report with what GitHub says has changed: a proposal that changes programs could have written any report.

    Without a verdict there is a report too: what was said of an earlier commit must not stay.
    """
    try:
        report = pr_comment.read(folder)
    except CommandError as error:
        print(f"kb: {error}", file=sys.stderr)
        report = pr_comment.Report("unreadable", (), ())
    kind = report.kind if report.kind == "unreadable" else "content"
    programs = bool(changed) and not pr_diff.only_text(changed)
    kind = "code" if programs else kind if whole and changed else "unlisted"
    return replace(report, kind=kind, changed=tuple(changed))


def _links(options: argparse.Namespace) -> int:
    today = date.today().isoformat()
    try:
        skip, problems = dead_links.allowed(read(options.root / dead_links.ALLOWED, dead_links.ALLOWED, "KB401"), today)
    except Unreadable as error:
        skip, problems = [], [error.finding]
    for problem in problems:
        print(problem)
    report = _report(options.report)
    failed = dead_links.failures(report)
    if dead_links.offline(report, failed):
        print(f"{len(failed)} addresses failed, more than half: this machine seems to be offline. Nothing was counted.")
        return 1
    ours = GitHub().issue(dead_links.MARKER) if options.post else None
    memory = dead_links.remember(dead_links.recall(ours["body"] if ours else ""), failed, skip, today)
    text, wanted = dead_links.body(memory, failed, today)
    return _keep(options, dead_links.MARKER, dead_links.TITLE, text, wanted, remembers=bool(memory)) or int(
        bool(problems)
    )


def _report(file: Path) -> Any:
    try:
        report = json.loads(file.read_text("utf-8"))
    except ValueError:
        report = None
    if not isinstance(report, dict):
        raise CommandError(f"'{file}' is not what lychee --format json writes. Look at the links first: make links.")
    return report


def _due(options: argparse.Namespace) -> int:
    return _keep(
        options, reviews_due.MARKER, reviews_due.TITLE, *reviews_due.body(handbook.load(options.root), date.today())
    )


SERVICES, PACE = Services(), 1.0


def _evidence(options: argparse.Namespace) -> int:
    library, web, today = handbook.load(options.root), Web(os.environ.get("CONTACT_EMAIL", ""), PACE), date.today()
    outcome = look(library, web, SERVICES, today)
    found = [] if outcome.offline else newer.newer(library, PubMed(web, SERVICES.pubmed))
    if outcome.offline or (not outcome.asked and found and all(one.silent for one in found)):
        print("Nobody answered: this machine seems to be offline. Nothing was changed. Run it again when it is not.")
        return 1
    ours = GitHub().issue(issue.MARKER) if options.post else None
    day = today.isoformat()
    listed = newer.remember(newer.recall(ours["body"] if ours else ""), found, day)
    text, wanted = issue.body(library, outcome, found, listed, day, _run())
    return _keep(options, issue.MARKER, issue.TITLE, text, wanted, remembers=bool(listed))


def _run() -> str:
    """Return the address of the workflow's run; empty on a machine that is none of GitHub's."""
    server, repository, run = (os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    return f"{server}/{repository}/actions/runs/{run}" if run else ""


def _keep(
    options: argparse.Namespace, marker: str, title: str, text: str, wanted: bool, remembers: bool = False
) -> int:
    """Print the text; with --post also keep the issue."""
    print(text)
    if options.post:
        GitHub().keep(marker, title, text, wanted, remembers)
    return 0
