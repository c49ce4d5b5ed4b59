#!/usr/bin/env bash
# biblatex-csl-converter 3.6.0, a reader of RIS and writer of CSL-JSON: an article with its first page in SP and its last in EP.
# Expected: "437-443", as these two fields are how RIS gives a range of pages.
# Seen: "437443", a page that no journal has. The range is kept as two texts side by side, and written without anything between.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" biblatex-csl-converter@3.6.0
cd "$folder" && node --input-type=module - <<'JS'
import assert from "node:assert"
import { CSLExporter, RISParser } from "biblatex-csl-converter"

const record = "TY  - JOUR\nTI  - A title\nAU  - Doe, Jane\nPY  - 2020\nJO  - A journal\nSP  - 437\nEP  - 443\nER  - \n"
const { entries, errors } = new RISParser(record).parse()
const [one] = Object.values(new CSLExporter(entries).parse())
console.log(`pages 437 to 443 are written as ${one.page}; errors: ${errors.length}`)
assert.deepEqual([one.page, errors], ["437443", []])
JS
