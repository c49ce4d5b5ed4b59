#!/usr/bin/env bash
# pybtex 0.26.1, a reader and writer of BibTeX: an entry with a DOI that holds "_" and a title that holds "50\%", read and written again.
# Expected: what is read again is what was there, since the text of a field is BibTeX already when it is read.
# Seen: each writing puts a backslash before _, %, & and #, and no reading takes one off. The DOI becomes 10.1000/x\_y, then
# 10.1000/x\\_y, which leads nowhere; "50\%" becomes "50\\%", in which LaTeX breaks the line and takes the rest of it for a comment.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pybtex==0.26.1
"$folder/venv/bin/python" - <<'PYTHON'
from pybtex.database import parse_string

text = r"@article{lee, author={Lee, Ann}, title={Trust in 50\% of visits}, doi={10.1000/x_y}}"
seen = []
for _ in range(3):
    found = parse_string(text, "bibtex")
    seen.append((found.entries["lee"].fields["doi"], found.entries["lee"].fields["title"]))
    print(*seen[-1], sep="   ")
    text = found.to_string("bibtex")
assert seen == [
    ("10.1000/x_y", r"Trust in 50\% of visits"),
    (r"10.1000/x\_y", r"Trust in 50\\% of visits"),
    (r"10.1000/x\\_y", r"Trust in 50\\\% of visits"),
], seen
PYTHON
