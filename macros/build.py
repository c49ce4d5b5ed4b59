"""From docs/ to site/: check, build, check what was built, and only then take the old site's place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
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
    fresh = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        for line in export(found).left_out:
            say(line)
        say(f"Checked {len(found.pages)} pages. Building them with {builder}, about a second for every ten ...")
        problems = run_builder(root, fresh, builder)
        complete(found, fresh, keep)
        problems = problems or check_site(fresh, urlsplit(found.settings.site_url).path or "/")
        if not failing(problems):
            fresh.chmod(0o755)
            replace(site, fresh)
            say(f"Built, finished and checked {len(found.pages)} pages in {time.monotonic() - began:.0f} s.")
        return findings + problems
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


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
    message = f"{builder} refused to build. Mend what it names:\n" + "\n".join(lines)
    return [Finding(Place("mkdocs.yml"), "KB900", message.rstrip())]


def replace(site: Path, fresh: Path) -> None:
    """Put a freshly built folder in the place of the site; the old one is whole until the new one stands."""
    old = Path(tempfile.mkdtemp(prefix=f".{site.name}-old-", dir=site.parent))
    try:
        if site.exists():
            site.rename(old / "site")
        try:
            fresh.rename(site)
        except OSError:
            if (old / "site").exists():
                (old / "site").rename(site)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
