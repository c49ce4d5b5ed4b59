#!/usr/bin/env bash
# mkdocs-macros-plugin 1.5.0 with MkDocs 1.6.1: a macro `related`, and a page whose front matter has a key of the same name.
# Expected: the macro stays the macro; the page's key is to be had as page.meta.related.
# Seen: on that page alone the key takes the macro's place, and a call of it fails with "'SuperList' object is not callable".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mkdocs==1.6.1 mkdocs-macros-plugin==1.5.0
cd "$folder" && mkdir docs
printf 'def define_env(env):\n    @env.macro\n    def related(name):\n        return f"See {name}."\n' > main.py
printf 'site_name: Doors\nplugins: [macros]\n' > mkdocs.yml
printf -- '---\ntitle: Home\n---\n# Home\n\n{{ related("doors") }}\n' > docs/index.md
printf -- '---\ntitle: Other\nrelated: [doors, windows]\n---\n# Other\n\n{{ related("doors") }}\n' > docs/other.md
NO_MKDOCS_2_WARNING=1 venv/bin/mkdocs build > log 2>&1
grep -o "See doors\." site/index.html
grep -o "'SuperList' object is not callable" log | tail -n 1
grep -q "See doors\." site/index.html
grep -q "SuperList.* object is not callable" site/other/index.html
