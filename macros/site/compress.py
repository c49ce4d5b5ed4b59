"""`kb build --compress`: a .gz and a .br beside each text file, for servers that send packed files as they are."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli

TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".atom"}
PACKED = {".gz", ".br"}
_LEAST = 512  # bytes; below, a packet carries the file as it is


def compress(site: Path) -> int:
    """Write the pairs and give how many; the same file gives the same bytes, and none is left whose file is gone."""
    for path in [one for one in site.rglob("*") if one.suffix in PACKED and Path(one.stem).suffix in TEXT]:
        path.unlink()
    chosen = [path for path in sorted(site.rglob("*")) if path.suffix in TEXT and path.stat().st_size >= _LEAST]
    for path in chosen:
        data = path.read_bytes()
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(data, mode=brotli.MODE_TEXT))
    return len(chosen)
