#!/usr/bin/env bash
# mkdocs-print-site-plugin 2.9 with MkDocs 1.6.1 and the footnotes of Python-Markdown: two pages with a footnote each, put on one page.
# Expected: from each footnote the way back to its mark in the text; the plugin gives ids the name of their page so that they stay apart.
# Seen: ids of headings, inputs and notes get it, that of the mark, a <sup>, does not. So both marks have the same id, and both
# links back ("index-fnref:1", "other-fnref:1") lead nowhere. mkdocs build --strict says nothing.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mkdocs==1.6.1 mkdocs-print-site-plugin==2.9
cd "$folder" && mkdir docs
printf '# One\n\nFirst[^1].\n\n[^1]: A note.\n' > docs/index.md
printf '# Two\n\nSecond[^1].\n\n[^1]: Another note.\n' > docs/other.md
cat > mkdocs.yml <<'YAML'
site_name: Test
site_url: https://example.org/
theme: mkdocs
markdown_extensions: [footnotes]
plugins: [print-site]
YAML
DISABLE_MKDOCS_2_WARNING=true venv/bin/mkdocs build --strict
grep -oE '(id|href)="#?[a-z-]*fn(ref)?:1"' site/print_page/index.html | sort | uniq -c | tee seen
grep -qE '2 id="fnref:1"' seen
for page in index other; do
  grep -qE "1 href=\"#$page-fnref:1\"" seen
  if grep -q " id=\"$page-fnref:1\"" seen; then exit 1; fi
done
