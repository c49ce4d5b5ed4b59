"""`kb finish`: what happens to a site after its builder: unused files go, redirects keep the reader's #place, pages get
their policy."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from macros.finish import headers, policy, redirects, tidy
from macros.model import Settings


def finish(site: Path, settings: Settings) -> None:
    """Finish a built site in place; finishing twice changes nothing more."""
    base = urlsplit(settings.site_url).path or "/"
    tidy.tidy(site)
    redirects.rewrite(site)
    headers.write(site, base, policy.apply(site))
