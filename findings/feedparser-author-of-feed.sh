#!/usr/bin/env bash
# feedparser 6.0.14, a reader of Atom: a feed that names its author once, and an entry that names none.
# Expected: the feed's author for the entry; RFC 4287 (4.2.1) has an entry without authors take those of its feed.
# Seen: the entry has no author at all, so a feed that is valid without repeating the name shows articles by nobody.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check feedparser==6.0.14
"$folder/venv/bin/python" - <<'PY'
import feedparser

DATED = "<updated>2026-01-01T00:00:00Z</updated>"
found = feedparser.parse(
    f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><id>urn:x:feed</id>{DATED}'
    "<author><name>The editors</name></author>"
    f"<entry><title>E</title><id>urn:x:one</id>{DATED}<summary>S</summary></entry></feed>"
)
seen = found.feed.get("author"), found.entries[0].get("author")
print(f"author of the feed: {seen[0]}; of its entry: {seen[1]}")
assert (found.bozo, seen) == (False, ("The editors", None)), seen
PY
