"""ZIP files that are the same bytes for the same texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Iterable

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file knows


def zipped(files: Iterable[tuple[str, str | bytes]], stored: Container[str] = ()) -> bytes:
    """Return the archive of some files, by name and content, in the order given; those `stored` are not packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packing = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode() if isinstance(content, str) else content, packing, 9)
    return buffer.getvalue()


def rezipped(archive: bytes) -> bytes:
    """Return an archive that another program wrote, without the time at which it did."""
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        return zipped((name, found.read(name)) for name in found.namelist())
