#!/usr/bin/env bash
# mkdocs-bibtex 4.4.0 with MkDocs 1.6.1: a page that explains how to cite, with "[@lee]" as code, in a line and in a block.
# Expected: code is shown as it was written, as Markdown has it.
# Seen: the citation in it is replaced too, so readers are taught to type "[^lee]". mkdocs build --strict says nothing.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mkdocs==1.6.1 mkdocs-bibtex==4.4.0
cd "$folder" && mkdir docs
printf '@article{lee, author={Lee, Ann}, title={Trust}, journal={Journal}, year={2020}}\n' > docs/all.bib
printf '# Home\n\nIt was found [@lee]. Type `[@lee]`, or\n\n```\nas here [@lee]\n```\n\n\\bibliography\n' > docs/index.md
cat > mkdocs.yml <<'YAML'
site_name: Test
site_url: https://example.org/
theme: mkdocs
markdown_extensions: [fenced_code, footnotes]
plugins:
  - bibtex: {bib_file: docs/all.bib}
YAML
DISABLE_MKDOCS_2_WARNING=true venv/bin/mkdocs build --strict
grep -oE '<code>[^<]*' site/index.html | tee seen
grep -q '<code>\[^lee\]' seen
if grep -q '@lee' seen; then exit 1; fi
grep -A1 '<pre><code>' site/index.html | grep -q 'as here \[^lee\]'
