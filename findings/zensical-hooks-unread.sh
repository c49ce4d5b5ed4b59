#!/usr/bin/env bash
# Zensical 0.0.73, which builds a project from its mkdocs.yml: one that names a hook.
# Expected: the hook runs as in MkDocs 1.6.1, or --strict says that it will not.
# Seen: the hook is not run, "No issues found", and the page is published without what the hook would have done to it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check zensical==0.0.73 mkdocs==1.6.1
cd "$folder" && mkdir docs
printf 'site_name: Doors\nhooks: [hook.py]\n' > mkdocs.yml
printf 'def on_page_markdown(markdown, **_):\n    return markdown.replace("COLOUR", "green")\n' > hook.py
printf '# Home\n\nThe door is COLOUR.\n' > docs/index.md
for builder in mkdocs zensical; do
  "venv/bin/$builder" build --strict > "$builder.log" 2>&1
  echo "$builder: $(grep -o 'The door is [A-Za-z]*' site/index.html)" | tee -a seen
done
cat zensical.log
grep -qx "mkdocs: The door is green" seen
grep -qx "zensical: The door is COLOUR" seen
grep -q "No issues found" zensical.log
