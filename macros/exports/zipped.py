"""ZIP files that are the same bytes for the same texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return the archive of some files, by name and content, in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content.encode() if isinstance(content, str) else content, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def rezipped(archive: bytes) -> bytes:
    """Return an archive that another program wrote, without the time at which it did."""
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        return zipped((name, found.read(name)) for name in found.namelist())
