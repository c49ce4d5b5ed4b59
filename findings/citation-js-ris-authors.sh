#!/usr/bin/env bash
# @citation-js/plugin-ris 0.8.2 with @citation-js/core 0.9.0, a reader of RIS: the same author in records of different kinds.
# Expected: the author in each; rispy 0.10.0, for one, reads AU as the authors whatever the kind.
# Seen: AU is read for JOUR and RPRT, and lost without a word for NEWS, HEAR, BILL, STAT and WEB; for WEB the title TI is lost too.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps --prefix "$folder" \
  @citation-js/core@0.9.0 @citation-js/plugin-ris@0.8.2
cd "$folder" && node --input-type=commonjs - <<'JS'
const assert = require("node:assert")
const { Cite } = require("@citation-js/core")
require("@citation-js/plugin-ris")

const seen = {}
for (const kind of ["JOUR", "RPRT", "NEWS", "HEAR", "BILL", "STAT", "WEB"]) {
  const [one] = new Cite(`TY  - ${kind}\nTI  - A title\nAU  - Doe, Jane\nPY  - 2020\nER  - \n`).data
  seen[kind] = [one.author?.[0].family ?? "no author", one.title ?? "no title"]
  console.log(kind, ...seen[kind])
}
assert.deepEqual(seen, {
  JOUR: ["Doe", "A title"],
  RPRT: ["Doe", "A title"],
  NEWS: ["no author", "A title"],
  HEAR: ["no author", "A title"],
  BILL: ["no author", "A title"],
  STAT: ["no author", "A title"],
  WEB: ["no author", "no title"],
})
JS
