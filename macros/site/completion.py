"""What a site needs after its builder: search data, packages, previews, redirects and policy."""

from __future__ import annotations

from pathlib import Path

from macros.handbook.own_files import MANIFEST
from macros.model import Library, Settings
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
