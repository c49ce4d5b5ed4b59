#!/usr/bin/env bash
# mkdocs-redirects 1.2.3 with MkDocs 1.6.1: a redirect from a page that still stands in docs/.
# Expected: a warning, which --strict makes an error, that two things want the same address.
# Seen: no word of it; the page's HTML is replaced by the redirect, while the sitemap and the search still name the page and its text.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mkdocs==1.6.1 mkdocs-redirects==1.2.3
cd "$folder" && mkdir docs && printf '# Home\n' > docs/index.md && printf '# Old\n\nWords to keep.\n' > docs/old.md
cat > mkdocs.yml <<'YAML'
site_name: Test
site_url: https://example.org/
theme: mkdocs
plugins:
  - search
  - redirects:
      redirect_maps:
        old.md: index.md
YAML
DISABLE_MKDOCS_2_WARNING=true venv/bin/mkdocs build --strict 2> said
cat said
if grep -E 'WARNING|ERROR' said || grep 'Words to keep' site/old/index.html; then exit 1; fi
grep -q 'http-equiv="refresh"' site/old/index.html
grep -q 'Words to keep' site/search/search_index.json
grep -o '<loc>[^<]*old[^<]*</loc>' site/sitemap.xml
