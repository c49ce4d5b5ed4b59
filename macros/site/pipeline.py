"""From docs/ to site/: check, build, check what was built, and only then take the old site's place."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from macros import handbook
from macros.builders.run import run_builder
from macros.checks.beside_pages import replaced
from macros.checks.built_site import check_site
from macros.checks.limits import check_within_limits
from macros.exports.write import export
from macros.handbook.own_files import MANIFEST
from macros.model import Diagnostic, Library, Settings
from macros.site import (
    bundle,
    page_policy,
    pick,
    previews,
    redirects,
    remove_unused,
    scorm_files,
    search_index,
    service_worker,
)
from macros.site.atomic_publish import replace, workspace
from macros.site.compress import compress
from macros.site.in_a_copy import in_a_copy


def build(
    root: Path,
    site: Path,
    builder: str = "mkdocs",
    say: Callable[[str], None] = print,
    keep: bool = True,
    packed: bool = False,
) -> list[Diagnostic]:
    """Build the site into `site`; on any failing finding, give them all and leave the last good site as it was.

    Devices may keep the site if `keep`; if `packed`, each text file also comes as .gz and .br.
    """
    began = time.monotonic()
    findings, _, checked = check_within_limits(root, date.today())
    if failing(findings):
        return findings
    found = handbook.load(root)
    with workspace(site, say) as fresh:
        for line in in_a_copy(export, found).left_out:
            say(line)
        say(f"Checked {len(found.pages)} pages. Building them with {builder}, about a second for every ten ...")
        problems = run_builder(root, fresh, builder, checked) or _completed(found, fresh, keep)
        if not failing(problems):
            if packed:
                say(f"Packed {compress(fresh)} files as .gz and .br.")
            replace(site, fresh)
            say(f"Built, finished and checked {len(found.pages)} pages in {time.monotonic() - began:.0f} s.")
        return findings + problems


def _completed(found: Library, site: Path, keep: bool) -> list[Diagnostic]:
    in_a_copy(complete, found, site, keep)
    return in_a_copy(check_built, found, site)


def check_built(found: Library, site: Path) -> list[Diagnostic]:
    """Return what is wrong in a built site, and what of the handbook is not in it."""
    return [*replaced(found, site), *check_site(site, found.settings.base)]


def complete(found: Library, site: Path, keep: bool = True) -> None:
    """Give a site fresh from its builder all that a builder does not; doing it twice changes nothing more."""
    search_index.write(found, site)
    pick.write(found, site)
    previews.write(found, site)
    scorm_files.write(found, site)
    redirects.write(found, site)
    finish(site, found.settings, keep)


def finish(site: Path, settings: Settings, keep: bool = True) -> None:
    """Finish a built site in place; devices keep it if `keep` and the settings say so. Twice changes nothing more."""
    keep = keep and settings.offline
    remove_unused.tidy(site)
    bundle.join(site)
    policy = page_policy.write(site, settings.base, MANIFEST if keep else None)
    page_policy.write_headers(site, settings.base, policy)
    service_worker.write(site, settings, keep)


def failing(findings: list[Diagnostic]) -> bool:
    return any(finding.fails for finding in findings)
