#!/usr/bin/env bash
# Biopython 1.88, whose Bio.Medline reads PubMed's format: a record with two LID lines, an article number and a DOI.
# Expected: a list of two, as AU, PT, MH and the other fields that PubMed repeats are given.
# Seen: one text, both side by side, so that who takes [doi] off its end has an address that leads nowhere.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check biopython==1.88
"$folder/venv/bin/python" - <<'PY'
from io import StringIO

from Bio import Medline

text = "PMID- 1\nTI  - One\nLID - e1234 [pii]\nLID - 10.1000/xyz [doi]\nAU  - Smith J\nAU  - Doe A\n\n"
record = next(Medline.parse(StringIO(text)))
print(dict(record))
assert record["LID"] == "e1234 [pii] 10.1000/xyz [doi]", record["LID"]
assert record["AU"] == ["Smith J", "Doe A"], record["AU"]
PY
