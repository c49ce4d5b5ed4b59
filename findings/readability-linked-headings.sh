#!/usr/bin/env bash
# readability-lxml 0.9, which takes the article out of a page: headings that are links to themselves, as documentation has them.
# Expected: the article with its headings.
# Seen: each heading whose words are all in a link is gone, and the paragraphs run on without it; the same heading without a
# link is kept.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check readability-lxml==0.9
"$folder/venv/bin/python" -W ignore - <<'PY'
from readability import Document

TEXT = "This paragraph says at some length, with commas, what to do in this step, and why it is done like that. " * 4


def kept(headings):
    sections = "".join(f'<h2 id="s{number}">{one}</h2><p>{TEXT}</p>' for number, one in enumerate(headings))
    page = f"<html><head><title>Guide</title></head><body><article><h1>Guide</h1>{sections}</article></body></html>"
    summary = Document(page).summary()
    return [step for step in ("Step 0", "Step 1", "Step 2") if step in summary]


plain = kept([f"Step {number}" for number in range(3)])
linked = kept([f'<a href="#s{number}">Step {number}</a>' for number in range(3)])
print(f"plain headings kept: {plain}; linked headings kept: {linked}")
assert (plain, linked) == (["Step 0", "Step 1", "Step 2"], []), (plain, linked)
PY
