"""What makes the handbook readable without a network: the service worker with its list of files, and the manifest."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from macros.handbook.own_files import HEADERS, MANIFEST, PREVIEWS, REDIRECTS, WORKER
from macros.model import Settings
from macros.site.bundle import without_comments
from macros.site.compress import PACKED
from macros.site.page_head import read_head

LARGEST_DOWNLOAD = 20_000  # bytes
_NOT_READ = {HEADERS, *REDIRECTS, WORKER, "sitemap.xml", "assets/social.png"}
_ICONS = {"icon-192.png": "192x192", "icon-512.png": "512x512", "icon.svg": "any"}
_FOR_OTHERS = (
    f"{PREVIEWS}/",
    "downloads/scorm/",
    "downloads/slides/",
    "downloads/sources",
)  # files for other software, more than all pages together


def write(site: Path, settings: Settings, keep: bool) -> None:
    """Write the worker: one that keeps the site on devices, or one that removes what an earlier one kept."""
    if keep:
        _manifest(site, settings)
        kept = _files(site)
        version = hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]
        head = f"const VERSION = {json.dumps(version)}\nconst FILES = {json.dumps(kept, indent=0)}\n"
    else:
        (site / MANIFEST).unlink(missing_ok=True)
        head = ""
    parts = (_source("worker.js"), head, _source("worker-keep.js" if keep else "worker-leave.js"))
    (site / WORKER).write_text("".join(parts), "utf-8")


def _source(name: str) -> str:
    return without_comments(files("macros.site").joinpath(name).read_text("utf-8"))


def _files(site: Path) -> dict[str, str]:
    """Return {address relative to the site: first 16 hex digits of the file's SHA-256}, in a fixed order."""
    kept = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        too_large = name.startswith("downloads/") and path.stat().st_size > LARGEST_DOWNLOAD
        if path.is_file() and name not in _NOT_READ and path.suffix not in PACKED and not too_large:
            if name.startswith(_FOR_OTHERS):
                continue
            address = name.removesuffix("index.html") if f"/{name}".endswith("/index.html") else name
            kept[quote(address)] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return kept


def _manifest(site: Path, settings: Settings) -> None:
    """Write the manifest, with addresses relative to itself so that the site may stand under any path."""
    icons = [
        {"src": f"assets/{name}", "sizes": sizes, "type": "image/svg+xml" if name.endswith(".svg") else "image/png"}
        for name, sizes in _ICONS.items()
        if (site / "assets" / name).is_file()
    ]
    home = site / "index.html"
    head = read_head(home.read_text("utf-8")) if home.is_file() else []
    colours = [one.attributes["content"] for one in head if one.has(name="theme-color")]
    manifest = {
        "name": settings.site_name,
        "description": settings.description,
        "lang": "en",
        "start_url": ".",
        "scope": ".",
        "display": "standalone",
        **({"background_color": colours[0]} if colours else {}),
        "icons": icons,
    }
    (site / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
