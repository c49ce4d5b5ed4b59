"""`kb finish`: what happens to a site after its builder. Unused files go, scripts are joined, redirects keep the
reader's #place, pages get their policy, and devices may keep the whole."""

from __future__ import annotations

from pathlib import Path

from macros.finish import headers, join, offline, pages, redirects, tidy
from macros.model import Settings


def finish(site: Path, settings: Settings, keep: bool = True) -> None:
    """Finish a built site in place; devices keep it if `keep` and the settings say so. Twice changes nothing more."""
    keep = keep and settings.offline
    tidy.tidy(site)
    join.join(site)
    redirects.rewrite(site)
    policy = pages.write(site, settings.base, offline.MANIFEST if keep else None)
    headers.write(site, settings.base, policy)
    offline.write(site, settings, keep)
