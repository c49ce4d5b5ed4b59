#!/usr/bin/env bash
# nbib 0.3.2, a reader of PubMed's format: a file whose last line has no line break.
# Expected: both records; text that was copied from a page often ends without one.
# Seen: the last record is left out without a word.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check nbib==0.3.2
"$folder/venv/bin/python" - <<'PY'
import nbib

text = "PMID- 1\nTI  - One\n\nPMID- 2\nTI  - Two"
cut, whole = nbib.read(text), nbib.read(text + "\n")
print("without a line break at the end:", cut)
print("with one:", whole)
assert [one["title"] for one in cut] == ["One"], cut
assert [one["title"] for one in whole] == ["One", "Two"], whole
PY
