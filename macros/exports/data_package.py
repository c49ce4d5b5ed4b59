"""The evidence as a Frictionless Data Package: tables, what each column holds, licence, citation and a changelog by version."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from macros.exports.evidence_tables import TABLES, Column, Table, words_of
from macros.exports.zipped import zipped
from macros.handbook import licence
from macros.handbook.download_files import base
from macros.model import Library

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_NAME = "building-patient-trust-evidence"
_FORMULA = re.compile(
    r"[=@\t\r\uff0b\uff0d\uff1d\uff20]|[+-](?![\d.]+$)"
)  # the wide forms count in East Asian spreadsheets
_ESCAPED = r"\\\g<0>"  # so that Markdown shows a character as it is
_MARKDOWN = re.compile(r"[\\`*_\[\]<&~|$@]|:(?=//)|(?<=www)\.")


def package(library: Library) -> bytes:
    """Return the package as one archive; the same text gives the same bytes."""
    tables = {f"{one.name}.csv": _csv(one, library) for one in TABLES}
    version, terms = _version(library, tables), library.root / "LICENSE-CONTENT"
    described = json.dumps(_described(library, version, tables), ensure_ascii=False, indent=2) + "\n"
    return zipped(
        [
            ("datapackage.json", described),
            ("README.md", _readme(library, version)),
            ("CITATION.cff", _citation(library, version)),
            ("LICENSE.txt", terms.read_text("utf-8") if terms.is_file() else licence.ID + "\n"),
            ("CHANGELOG.md", "\n\n".join(_changelog(library, version)) + "\n"),
            *tables.items(),
        ]
    )


def _csv(table: Table, library: Library) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([one.name for one in table.columns])
    writer.writerows([_no_formula(cell) for cell in row] for row in table.rows(library))
    return text.getvalue()


def _no_formula(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return cell


def _version(library: Library, tables: dict[str, str]) -> str:
    """Return the day of the last declared change, and eight hex digits worked out from the tables."""
    day = max((one.date for one in library.changes), default="0")
    return f"{day}+{sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()[:8]}"


def _described(library: Library, version: str, tables: dict[str, str]) -> dict[str, Any]:
    site = base(library)
    return {
        "$schema": _PROFILE,
        "name": _NAME,
        "title": f"{library.settings.site_name}: the evidence",
        "description": "Sources, advice with grades, and every comparison found in which patients' trust was measured.",
        "version": version,
        **({"homepage": site} if site else {}),
        "licenses": [{"name": licence.ID, "path": licence.ADDRESS, "title": licence.NAME}],
        "contributors": [{"title": f"Contributors to {library.settings.site_name}", "roles": ["creator"]}],
        "resources": [_resource(one, tables[f"{one.name}.csv"]) for one in TABLES],
    }


def _resource(table: Table, text: str) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(text.encode()),
        "hash": f"sha256:{sha256(text.encode()).hexdigest()}",
        "schema": {
            "fields": [_field(one) for one in table.columns],
            **({"primaryKey": list(table.key)} if table.key else {}),
            "foreignKeys": [
                {"fields": [one.name], "reference": {"resource": one.into, "fields": ["id"]}}
                for one in table.columns
                if one.into
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    words = words_of(column)
    limits = {**({"required": True} if column.required else {}), **({"enum": words} if words else {})}
    return {
        "name": column.name,
        "type": column.type,
        "description": column.about,
        **({"constraints": limits} if limits else {}),
    }


def _readme(library: Library, version: str) -> str:
    lines = "\n".join(f"- `{one.name}.csv`: {one.title}" for one in TABLES)
    return (
        f"# {library.settings.site_name}: the evidence\n\nVersion {version}. `datapackage.json` says what each column holds "
        f"(Frictionless Data Package).\n\n{lines}\n\nFindings, limits and grades are ours and can be wrong; go to the source before "
        "you rely on one. An item's `advice` changes when its advice does.\n"
    )


def _citation(library: Library, version: str) -> str:
    day = version.partition("+")[0]
    site = base(library)
    lines = [
        "cff-version: 1.2.0",
        "message: If you use these data, please cite them as below.",
        f"title: {json.dumps(library.settings.site_name + ': the evidence')}",
        "type: dataset",
        "authors:",
        f"  - name: {json.dumps('Contributors to ' + library.settings.site_name)}",
        f"version: {json.dumps(version)}",
        *([f"date-released: {day}"] if day != "0" else []),
        *([f"url: {json.dumps(site)}"] if site else []),
        f"license: {licence.ID}",
    ]
    return "\n".join(lines) + "\n"


def _changelog(library: Library, version: str) -> Iterator[str]:
    """Yield what changed in the advice, by day, the newest first; changes of words alone are left out."""
    yield (
        f"# Changes by version\n\nThis is {version}. Versions are named after the day of their last change, of words too; "
        "listed are those of advice."
    )
    changes = sorted(
        (one for one in library.changes if one.kind != "editorial"), key=lambda one: one.date, reverse=True
    )
    for day, found in groupby(changes, key=lambda one: one.date):
        lines = sorted(f"- {one.article}, {one.kind}: {_MARKDOWN.sub(_ESCAPED, one.summary)}" for one in found)
        yield f"## {day}\n\n" + "\n".join(lines)
