"""What the builder leaves behind that no reader needs, or that says when the build ran."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from macros.handbook.own_files import OF_THEME

UNUSED = (*OF_THEME, "assets/css")
_BUILD_DATE = re.compile(r"\s*<lastmod>[^<]*</lastmod>")


def tidy(site: Path) -> None:
    """Remove Material's scripts and styles, and the parts of ours, where no page asks for them; and build dates from the sitemap."""
    unused = set(UNUSED)
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        unused = {folder for folder in unused if f"{folder}/" not in page}
    for folder in unused:
        shutil.rmtree(site / folder, ignore_errors=True)
    sitemap = site / "sitemap.xml"
    if sitemap.is_file():
        sitemap.write_text(_BUILD_DATE.sub("", sitemap.read_text("utf-8")), "utf-8")
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
