#!/usr/bin/env bash
# frictionless 5.21.0, a validator of data packages: a table that breaks `uniqueKeys` and `categories`, both of Table Schema 2.0.
# Expected: two errors, an id that stands twice and a grade that is none of the categories.
# Seen: the table is valid; the two properties are read past. The older `primaryKey` and `constraints.enum` find both.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check frictionless==5.21.0
"$folder/venv/bin/python" -W ignore - <<'PY'
from frictionless import Resource, Schema

GRADES = ["low", "moderate"]
ROWS = [["id", "grade"], ["one", "low"], ["one", "perfect"]]


def errors(grade, **keys):
    fields = [{"name": "id", "type": "string"}, {"name": "grade", "type": "string", **grade}]
    schema = Schema.from_descriptor({"fields": fields, **keys})
    report = Resource(data=ROWS, schema=schema).validate()
    return sorted(one.type for task in report.tasks for one in task.errors)


newer = errors({"categories": GRADES}, uniqueKeys=[["id"]])
older = errors({"constraints": {"enum": GRADES}}, primaryKey=["id"])
print(f"uniqueKeys and categories: {newer}")
print(f"primaryKey and enum: {older}")
assert (newer, older) == ([], ["constraint-error", "primary-key"]), (newer, older)
PY
