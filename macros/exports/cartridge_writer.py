"""Common Cartridge 1.1: a course pack as the .imscc file that real course software takes."""

from __future__ import annotations

from collections.abc import Iterator

from macros.exports.pack import Link, Module, Pack, Test
from macros.exports.qti import quiz
from macros.exports.xml import fill, uri
from macros.exports.zipped import zipped

_TYPES = {Link: "imswl_xmlv1p1", Test: "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"}


def cartridge(pack: Pack, texts: dict[str, str] | None = None) -> bytes:
    """Return the .imscc file: the same pack gives the same bytes. Packs that share entries may share `texts`, their files."""
    return zipped(files(pack, texts))


def files(pack: Pack, texts: dict[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Name and text of each file of a pack, the manifest first; `texts` keeps those of entries by name."""
    texts = {} if texts is None else texts
    yield "imsmanifest.xml", _manifest(pack)
    for entry in (one for module in pack.modules for one in module.entries):
        name = _file(entry)
        if name not in texts:
            texts[name] = _text(entry)
        yield name, texts[name]


def _text(entry: Link | Test) -> str:
    return fill("weblink", title=entry.title, url=uri(entry.url)) if isinstance(entry, Link) else quiz(entry)


def version_list(pack: Pack) -> str:
    """Return the manifest of a pack without its modules, for a file of another form: what it is and the versions it links to."""
    return _filled(pack, [], [])


def _manifest(pack: Pack) -> str:
    modules = [fill("module", id=one.id, title=one.title, ITEMS=_items(one)) for one in pack.modules]
    return _filled(pack, modules, [_resource(entry) for module in pack.modules for entry in module.entries])


def _filled(pack: Pack, modules: list[str], resources: list[str]) -> str:
    return fill(
        "manifest",
        id=pack.id,
        title=pack.title,
        description=pack.description,
        licence=pack.licence,
        VERSIONS=[fill("version", site=pack.site, address=at, version=version) for at, version in pack.versions],
        MODULES=modules,
        RESOURCES=resources,
    )


def _items(module: Module) -> list[str]:
    return [fill("item", id=one.id, title=one.title) for one in module.entries]


def _resource(entry: Link | Test) -> str:
    hidden = isinstance(entry, Link) and entry.for_trainers
    return fill(
        "resource",
        id=entry.id,
        type=_TYPES[type(entry)],
        file=_file(entry),
        ROLE=[fill("role-instructor")] if hidden else [],
    )


def _file(entry: Link | Test) -> str:
    return f"{'links' if isinstance(entry, Link) else 'quizzes'}/{entry.id}.xml"
