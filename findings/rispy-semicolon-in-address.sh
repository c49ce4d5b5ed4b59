#!/usr/bin/env bash
# rispy 0.10.0, a reader and writer of RIS: a web address that holds a semicolon.
# Expected: one record with one address, since a URL may hold ";" and RIS gives each address a line of its own.
# Seen: the address comes back as a list of two pieces, neither of which is an address that leads anywhere. rispy cuts the
# field UR at each semicolon by default; delimiter_tags_mapping={} keeps it whole.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check rispy==0.10.0
"$folder/venv/bin/python" - <<'PY'
import rispy

record = "TY  - JOUR\nTI  - Trust\nUR  - https://journal.example/article;id=5?page=2\nER  - \n"
[seen] = rispy.loads(record)
[whole] = rispy.loads(record, delimiter_tags_mapping={})
print("by default:", seen["urls"])
print("with delimiter_tags_mapping={}:", whole["urls"])
assert seen["urls"] == ["https://journal.example/article", "id=5?page=2"], seen
assert "https://journal.example/article;id=5?page=2" in str(whole["urls"]), whole
PY
