#!/usr/bin/env bash
# pandoc 3.9 (PyPI: pypandoc_binary 1.17) from RIS to CSL-JSON: authors that are bodies, and a chapter with the ISBN of its book.
# Expected: a body as a literal name, since RIS writes people as "Family, Given" and these have no comma; the ISBN as ISBN.
# Seen: "World Health Organization" becomes a person of the family Organization, so a style with initials prints "Organization WH";
# the ISBN comes out as an ISSN, whatever the kind of record.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pypandoc_binary==1.17
"$folder/venv/bin/python" - <<'PYTHON'
import json

import pypandoc

text = """TY  - CHAP
AU  - World Health Organization
AU  - Doe, Ann
TI  - A chapter
T2  - The book
PB  - Press
PY  - 2020
SN  - 978-3-16-148410-0
ER  - 
"""
(item,) = json.loads(pypandoc.convert_text(text, "csljson", format="ris"))
print(pypandoc.get_pandoc_version(), item["author"], {key: item[key] for key in item if key in ("ISBN", "ISSN")})
assert item["author"][0] == {"family": "Organization", "given": "World Health"}, item["author"]
assert item["author"][1] == {"family": "Doe", "given": "Ann"}, item["author"]
assert item.get("ISSN") == "978-3-16-148410-0" and "ISBN" not in item, item
PYTHON
