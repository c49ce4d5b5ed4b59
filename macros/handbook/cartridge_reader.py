"""Reads packs that may come from anywhere: nothing is unpacked to disk, expanded or believed, and all is bounded."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from lzma import LZMAError
from pathlib import Path

from lxml import etree

from macros.errors import UnreadablePack, refusal

LARGEST = 50_000_000
LARGEST_INSIDE = 20_000_000
MOST_FILES = 30_000
MOST_LISTED = 30_000
VERSIONS = "versions.xml"  # of a Moodle backup, where no course software looks for a manifest
MOST_MARKS = {b"<": 500_000, b"xmlns": 20}  # of a manifest; ours hold 14,000 and 3
_PARSER = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_UNIT = re.compile(r'<article data-unit="[a-z0-9-]+" data-address="([^"]*)" data-version="([^"]*)">')
_SITE = re.compile(r'<body data-site="([^"]*)">')
_SCORM = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
_CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
_WL = "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}"
_LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"


@dataclass(frozen=True, slots=True)
class Listed:
    """What an old file says of one address: relative to the site, its version and the version of its advice.

    Both are empty where there is none to say; `advice` is None where the file does not tell. `site` is that for which
    the file was made. A link that leads elsewhere is listed whole.
    """

    address: str
    version: str
    advice: str | None
    site: str = ""


@dataclass(frozen=True, slots=True)
class WebLink:
    """A web link of a pack, with the name of its file there."""

    file: str
    title: str
    url: str


def read_bounded(path: Path) -> bytes:
    """Return the bytes of a file of reasonable size; raises UnreadablePack."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadablePack(refusal(error, Path.cwd())) from None
    if len(data) > LARGEST:
        raise UnreadablePack(f"'{path}' is larger than {LARGEST // 1_000_000} MB, which no pack of this handbook is.")
    return data


def versions(path: Path) -> list[Listed]:
    """Return the addresses that a pack, a Moodle backup or a SCORM package lists with versions, and one more than a pack has at most.

    Raises UnreadablePack.
    """
    with _opened(path) as archive:
        manifest = _xml(archive, VERSIONS if VERSIONS in archive.namelist() else "imsmanifest.xml")
        listed = _articles(archive) if manifest.tag == f"{_SCORM}manifest" else _entries(manifest)
        return list(islice(listed, MOST_LISTED + 1))


def _entries(manifest: etree._Element) -> Iterator[Listed]:
    for entry in manifest.iter(f"{_LOM}entry"):
        parts = _own_text(entry).split(" ", 3)
        if len(parts) in (2, 3) and all(parts[1:]):
            yield Listed(parts[0], parts[1], parts[2] if len(parts) == 3 else "", _own_text(entry.getprevious()))


def _own_text(element: etree._Element | None) -> str:
    """Return the text of an element that holds no others."""
    return "" if element is None or len(element) else element.text or ""


def _articles(archive: zipfile.ZipFile) -> Iterator[Listed]:
    """Yield the articles in the page of a SCORM package, whose form is ours: to parse what could be any page may take minutes."""
    page = _read(archive, "index.html").decode("utf-8", "replace")
    made_for = _SITE.search(page)
    site = made_for[1].replace("&amp;", "&") if made_for else ""
    for one in _UNIT.finditer(page):
        yield Listed(one[1], one[2], None, site)


def web_links(path: Path) -> list[WebLink]:
    """Return the web links of a pack; raises UnreadablePack."""
    with _opened(path) as archive:
        manifest = _xml(archive, "imsmanifest.xml")
        return list(_links(archive, manifest))


def _links(archive: zipfile.ZipFile, manifest: etree._Element) -> Iterator[WebLink]:
    for resource in manifest.iterfind(f"{_CP}resources/{_CP}resource[@type='imswl_xmlv1p1']"):
        for file in resource.iterfind(f"{_CP}file"):
            name = file.get("href") or ""
            link = _xml(archive, name)
            url = link.find(f"{_WL}url")
            yield WebLink(name, link.findtext(f"{_WL}title") or "", "" if url is None else url.get("href") or "")


def _opened(path: Path) -> zipfile.ZipFile:
    if read_bounded(path).count(b"PK\1\2") > MOST_FILES:  # before a directory of as many is read
        raise UnreadablePack(f"'{path}' holds more than {MOST_FILES:,} files, which no pack of this handbook does.")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        text = f"'{path}' is a ZIP file that is damaged or cut off. Load it again from where you keep it."
        raise UnreadablePack(text) from None
    return archive


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a file of the archive, read up to a limit whatever its head claims."""
    try:
        with archive.open(name) as file:
            data = file.read(LARGEST_INSIDE + 1)
    except KeyError:
        raise UnreadablePack(f"'{archive.filename}' holds no file '{name}', so it is no course pack.") from None
    except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadablePack(f"'{name}' in '{archive.filename}' cannot be unpacked: {error}.") from None
    if len(data) > LARGEST_INSIDE:
        raise UnreadablePack(f"'{name}' in '{archive.filename}' unpacks to more than {LARGEST_INSIDE // 1_000_000} MB.")
    return data


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Return a file of the archive as XML; no entities, no network, no more than a browser reads in time."""
    data = _read(archive, name)
    if any(data.count(mark) > most for mark, most in MOST_MARKS.items()):
        raise UnreadablePack(f"'{name}' in '{archive.filename}' holds more than that of any pack of this handbook.")
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePack(
            f"'{name}' in '{archive.filename}' is not XML: {str(error)[:200].splitlines()[0]}."
        ) from None
    if root.getroottree().docinfo.doctype:
        raise UnreadablePack(f"'{name}' in '{archive.filename}' defines a document type, which packs do not.")
    return root
