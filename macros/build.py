"""From docs/ to site/: check, build, check what was built, and only then take the old site's place."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from macros import library
from macros.checks import check
from macros.checks.site import check_site
from macros.exports import about, pick, search
from macros.exports.write import export
from macros.finish import finish
from macros.library.settings import repository
from macros.model import Finding, Library, Place
from macros.swap import replace, room

BUILDERS = {
    "mkdocs": ("mkdocs", "build", "--strict", "--site-dir"),
    "properdocs": ("properdocs", "build", "--strict", "--site-dir"),
    "one page": ("mkdocs", "build", "--dirty", "--site-dir"),
}
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def build(
    root: Path, site: Path, builder: str = "mkdocs", say: Callable[[str], None] = print, keep: bool = True
) -> list[Finding]:
    """Build the site into `site`; on any failing finding, give them all and leave the last good site as it was.

    Devices may keep the site if `keep`.
    """
    began = time.monotonic()
    found = library.load(root)
    findings = check(found, date.today())
    if failing(findings):
        return findings
    with room(site, say) as fresh:
        for line in export(found).left_out:
            say(line)
        say(f"Checked {len(found.pages)} pages. Building them with {builder}, about a second for every ten ...")
        problems = run_builder(root, fresh, builder) or _completed(found, fresh, keep)
        if not failing(problems):
            replace(site, fresh)
            say(f"Built, finished and checked {len(found.pages)} pages in {time.monotonic() - began:.0f} s.")
        return findings + problems


def _completed(found: Library, site: Path, keep: bool) -> list[Finding]:
    complete(found, site, keep)
    return check_site(site, urlsplit(found.settings.site_url).path or "/")


def complete(found: Library, site: Path, keep: bool = True) -> None:
    """Give a site fresh from its builder all that a builder does not; doing it twice changes nothing more."""
    search.write(found, site)
    pick.write(found, site)
    about.write(found, site)
    finish(site, found.settings, keep)


def failing(findings: list[Finding]) -> bool:
    return any(not finding.advice for finding in findings)


def run_builder(root: Path, site: Path, builder: str = "mkdocs") -> list[Finding]:
    """Run a builder strictly; gives its warnings as one finding, or nothing when it is content."""
    command = [sys.executable, "-m", *BUILDERS[builder], str(site)]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **repository(os.environ), **_QUIET}, capture_output=True, text=True
    )
    if done.returncode == 0:
        return []
    lines = [line for line in (done.stderr + done.stdout).splitlines() if not line.startswith("INFO")]
    message = f"{builder} refused to build. Mend what it names:\n" + "\n".join(_without_traceback(lines))
    return [Finding(Place("mkdocs.yml"), "KB900", message.rstrip())]


def _without_traceback(lines: list[str]) -> list[str]:
    """A builder that meets a full disk or a file it cannot read ends in a traceback; its last line says what it met."""
    start = next((at for at, line in enumerate(lines) if line.startswith("Traceback ")), None)
    if start is None:
        return lines
    ended = next((line for line in lines[start + 1 :] if re.match(r"\w", line)), "")
    return [*lines[:start], re.sub(r"^\w*(?:Error|Exception): (?:\[Errno \d+\] )?", "", ended)]
