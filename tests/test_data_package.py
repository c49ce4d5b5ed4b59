"""The evidence as a data package: each table holds to what its own description says of types, words, keys and sizes."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros import handbook
from macros.exports.data_package import package
from tests.conftest import PROJECT

READS = {
    "string": r"(?s).*",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
    "boolean": r"true|false",
    "date": r"\d{4}-\d\d-\d\d",
}
Files = dict[str, str]


def unpacked(root: Path) -> Files:
    with zipfile.ZipFile(io.BytesIO(package(handbook.load(root)))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.fixture(scope="module")
def files() -> Files:
    return unpacked(PROJECT)


def rows(files: Files, resource: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[resource["path"]])))


def wrong(files: Files, resource: dict[str, Any]) -> list[str]:
    """Cells and heads that are not as described."""
    fields, found = resource["schema"]["fields"], rows(files, resource)
    head = files[resource["path"]].partition("\n")[0].split(",")
    out = [] if head == [one["name"] for one in fields] else [f"{resource['name']}: {head}"]
    for one in fields:
        limits = one.get("constraints", {})
        for row in found:
            cell = row[one["name"]]
            empty = cell == "" and not limits.get("required")
            if not empty and not (
                re.fullmatch(READS[one["type"]], cell) and cell in limits.get("enum", [cell]) and cell
            ):
                out.append(f"{resource['name']}.{one['name']}: {cell!r}")
    return out


def test_each_table_is_as_it_is_described(files: Files) -> None:
    described = json.loads(files["datapackage.json"])
    resources = {one["name"]: one for one in described["resources"]}
    assert set(resources) == {"articles", "references", "items", "item-sources", "duties", "trials", "notices"}
    for one in resources.values():
        content = files[one["path"]].encode()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        assert wrong(files, one) == []
        found, key = rows(files, one), one["schema"].get("primaryKey", [])
        assert not key or len({tuple(row[name] for name in key) for row in found}) == len(found)
        for link in one["schema"]["foreignKeys"]:
            known = {row["id"] for row in rows(files, resources[link["reference"]["resource"]])}
            assert {row[link["fields"][0]] for row in found} <= known, (one["name"], link)


def test_nothing_of_the_evidence_is_left_out(files: Files) -> None:
    library = handbook.load(PROJECT)
    resources = {one["name"]: rows(files, one) for one in json.loads(files["datapackage.json"])["resources"]}
    items = [item for checklist in library.checklists.values() for item in checklist.items]
    assert len(resources["items"]) == len(items)
    assert len(resources["item-sources"]) == sum(len(item.sources) for item in items)
    assert {row["id"] for row in resources["references"]} == set(library.references)
    assert len(resources["trials"]) == len(library.trials)


def test_a_version_can_be_cited_and_says_what_changed(files: Files) -> None:
    cited, version = yaml.safe_load(files["CITATION.cff"]), json.loads(files["datapackage.json"])["version"]
    assert (cited["version"], cited["license"], cited["type"]) == (version, "CC-BY-4.0", "dataset")
    days = re.findall(r"^## (\d{4}-\d\d-\d\d)$", files["CHANGELOG.md"], re.MULTILINE)
    changes = handbook.load(PROJECT).changes
    assert days == sorted({str(one.date) for one in changes if one.kind != "editorial"}, reverse=True)
    assert version.partition("+")[0] == max(str(one.date) for one in changes)
    assert files["LICENSE.txt"] == (PROJECT / "LICENSE-CONTENT").read_text("utf-8")


def test_a_version_is_named_after_a_change_of_words_too_though_its_list_leaves_it_out(good: Path) -> None:
    before = unpacked(good)["CHANGELOG.md"]
    day = "2030-01-02"
    change = f'date: {day}\narticle: greet\nkind: editorial\nsummary: "Said in fewer words."\nversion: "00000000"\n'
    file = good / f"docs/_data/changes/{day}-greet-00000000.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(change, "utf-8")
    after = unpacked(good)
    assert json.loads(after["datapackage.json"])["version"].startswith(f"{day}+")
    assert f"This is {day}+" in after["CHANGELOG.md"]
    assert re.findall(r"^## .*", after["CHANGELOG.md"], re.MULTILINE) == re.findall(r"^## .*", before, re.MULTILINE)


def test_a_version_is_the_same_for_the_same_text_and_another_for_another(good: Path) -> None:
    first = package(handbook.load(good))
    assert package(handbook.load(good)) == first
    before = json.loads(unpacked(good)["datapackage.json"])["version"]
    checklist = good / "docs/_data/checklists/greet.yml"
    checklist.write_text(checklist.read_text("utf-8").replace("certainty: low", "certainty: very-low"), "utf-8")
    assert json.loads(unpacked(good)["datapackage.json"])["version"] != before
