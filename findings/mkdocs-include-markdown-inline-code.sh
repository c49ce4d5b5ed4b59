#!/usr/bin/env bash
# mkdocs-include-markdown-plugin 7.3.0 with MkDocs 1.6.1: a part in a folder of its own, put into a page, that shows how to write a link.
# Expected: links are written anew for where the page stands, and code is left as it is.
# Seen: in a block of code they are left, in code within a line they are written anew, so the same example stands there in two ways.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mkdocs==1.6.1 mkdocs-include-markdown-plugin==7.3.0
cd "$folder" && mkdir -p docs/parts && printf '# Other\n' > docs/other.md
printf 'Write `[see](../other.md)`, or\n\n```\n[see](../other.md)\n```\n' > docs/parts/links.md
printf '# Home\n\n{%% include-markdown "parts/links.md" %%}\n' > docs/index.md
cat > mkdocs.yml <<'YAML'
site_name: Test
site_url: https://example.org/
theme: mkdocs
markdown_extensions: [fenced_code]
plugins: [include-markdown]
YAML
DISABLE_MKDOCS_2_WARNING=true venv/bin/mkdocs build --strict
grep -oE '<code>[^<]*' site/index.html | tee seen
grep -qxF '<code>[see](other.md)' seen
grep -qxF '<code>[see](../other.md)' seen
