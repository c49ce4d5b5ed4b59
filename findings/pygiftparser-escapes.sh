#!/usr/bin/env bash
# pygiftparser 1.1, a reader of GIFT, Moodle's text format for questions: characters escaped as the format asks, "10\:30" and "5 \= 5".
# Expected: the backslash taken off, as Moodle and gift-pegjs 1.0.2 do; it is there for the reader of the format alone.
# Seen: it stays in the title, the question, the answers and the feedback, while \n in the same text becomes a new line.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pygiftparser==1.1
"$folder/venv/bin/python" - <<'PY'
from io import StringIO

from pygiftparser import parser

text = "::At 10\\:30:: When\\: at\\nwhat hour? {=10\\:30 #right\\: now ~5 \\= 5}\n"
(question,) = parser.parseFile(StringIO(text))
right, wrong = question.answers.answers
seen = [question.title, question.text, right.answer, right.feedback, wrong.answer]
print(seen)
assert seen == ["At 10\\:30", "When\\: at\nwhat hour?", "10\\:30", "right\\: now", "5 \\= 5"], seen
PY
