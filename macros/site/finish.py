"""`kb finish`: what happens to a site after its builder. Unused files and comments go, scripts are joined, redirects keep the
reader's #place, pages get their policy, and devices may keep the whole."""

from __future__ import annotations

from pathlib import Path

from macros.handbook.own_files import MANIFEST
from macros.model import Settings
from macros.site import bundle, comments, headers, page_policy, redirects, remove_unused, service_worker


def finish(site: Path, settings: Settings, keep: bool = True) -> None:
    """Finish a built site in place; devices keep it if `keep` and the settings say so. Twice changes nothing more."""
    keep = keep and settings.offline
    remove_unused.tidy(site)
    bundle.join(site)
    redirects.rewrite(site, settings.base)
    comments.remove(site)
    policy = page_policy.write(site, settings.base, MANIFEST if keep else None)
    headers.write(site, settings.base, policy)
    service_worker.write(site, settings, keep)
