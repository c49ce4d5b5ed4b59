#!/usr/bin/env bash
# MkDocs 1.6.1 with lunr 0.8.0 (lunr.py): its search with a separator that parts words at dots, and an index built beforehand by Python.
# Expected: the same answers as without prebuild_index, which is there to spare the browser work.
# Seen: the prebuilt index parts at spaces and hyphens only, while the browser parts the query by the setting. "smtp" no longer finds the
# page that says mail.smtp.host, and the whole name, never parted in the index, is all that finds it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mkdocs==1.6.1 lunr==0.8.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" lunr@2.3.9
cd "$folder" && mkdir docs && printf '# Home\n\nSet mail.smtp.host to your server.\n' > docs/index.md
for prebuilt in false python; do
  cat > mkdocs.yml <<YAML
site_name: Test
theme: mkdocs
plugins:
  - search:
      separator: '[\s\-\.]+'
      prebuild_index: $prebuilt
YAML
  venv/bin/mkdocs build --strict -d "site-$prebuilt" 2> /dev/null
done
node --input-type=module - <<'JS'
import assert from "node:assert"
import { readFileSync } from "node:fs"
import lunr from "lunr"

const seen = {}
for (const prebuilt of ["false", "python"]) {
  const { config, docs, index } = JSON.parse(readFileSync(`site-${prebuilt}/search/search_index.json`, "utf8"))
  lunr.tokenizer.separator = new RegExp(config.separator) // as MkDocs' own search worker does
  const built = index
    ? lunr.Index.load(index)
    : lunr(function () {
        this.ref("location")
        this.field("title")
        this.field("text")
        for (const page of docs) this.add(page)
      })
  seen[prebuilt] = ["smtp", "mail.smtp.host", "server"].filter((query) => built.search(query).length > 0)
}
console.log("found without a prebuilt index:", seen.false, "with one:", seen.python)
assert.deepEqual(seen, { false: ["smtp", "server"], python: ["mail.smtp.host", "server"] })
JS
