#!/usr/bin/env bash
# mkdocs-rss-plugin 1.19.0 with MkDocs 1.6.1: a site whose name holds an ampersand, "Questions & Answers".
# Expected: a feed that a reader of XML can read; the title of the channel is escaped as it should be.
# Seen: the same name stands bare in the title of <image> and in <source> of each item, so the feed is no XML and no reader shows it.
# mkdocs build --strict ends well. Where the site names no picture, the address of the image is the word "None" besides.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mkdocs==1.6.1 mkdocs-rss-plugin==1.19.0
cd "$folder" && mkdir docs && printf '# Home\n\nWords.\n' > docs/index.md
cat > mkdocs.yml <<'YAML'
site_name: Questions & Answers
site_url: https://example.org/
theme: mkdocs
plugins:
  - rss: {use_git: false}
YAML
DISABLE_MKDOCS_2_WARNING=true venv/bin/mkdocs build --strict
grep -o '<title>[^<]*</title>' site/feed_rss_created.xml
grep '<title>Questions &amp; Answers</title>' -q site/feed_rss_created.xml
grep -q '<title>Questions & Answers</title>' site/feed_rss_created.xml
grep -o '<source.*</source>' site/feed_rss_created.xml
grep -o '<url>None</url>' site/feed_rss_created.xml
python3 - <<'PYTHON'
from xml.etree.ElementTree import ParseError, parse

try:
    parse("site/feed_rss_created.xml")
except ParseError as error:
    print("ParseError:", error)
else:
    raise SystemExit("The feed can be read now.")
PYTHON
