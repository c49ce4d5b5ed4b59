#!/usr/bin/env bash
# bibtexparser 2.1.0 with its LatexDecodingMiddleware (pylatexenc 2.10): a title with a bare percent sign.
# Expected: the title whole. BibTeX itself does not take % in a field for a comment, and many exported files hold it bare.
# Seen: all that follows the percent sign is gone, without an error or a failed block.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check bibtexparser==2.1.0 pylatexenc==2.10
"$folder/venv/bin/python" - <<'PY'
import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware

text = "@article{one, title = {A 5% rise in trust}, year = {2020}}"
library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
title = library.entries[0]["title"]
print(f"title: {title!r}; blocks that failed: {len(library.failed_blocks)}")
assert (title.strip(), library.failed_blocks) == ("A 5", []), (title, library.failed_blocks)
PY
