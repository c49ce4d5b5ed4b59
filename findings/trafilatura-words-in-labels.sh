#!/usr/bin/env bash
# trafilatura 2.3.1, which takes the main text out of a page: words that stand in <label>, <time>, <output> or <fieldset>.
# Expected: they are read as words of the page, as those in <dfn>, <data> or <summary> are.
# Seen: they are dropped and the rest of the sentence stays, so a list to tick loses its steps and "The sum is 42 in all" its sum.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.5
"$folder/venv/bin/python" - <<'PY'
import trafilatura

REST = "".join(f"<p>Sentence {n} tells at some length why the order of these steps matters to everybody.</p>" for n in range(6))
CASES = {
    "label": ('<ul><li><input type="checkbox" id="a"><label for="a">Release the brake.</label></li></ul>', "Release the brake."),
    "time": ('<p>Checked on <time datetime="2026-11-30">30 November</time> by two.</p>', "30 November"),
    "output": ("<p>The sum is <output>42</output> in all.</p>", "42"),
    "fieldset": ("<fieldset><legend>Steps</legend><p>Turn it left until it clicks.</p></fieldset>", "it clicks"),
    "span": ('<ul><li><input type="checkbox" aria-labelledby="a"><span id="a">Release the brake.</span></li></ul>', "Release the brake."),
    "data": ('<p>The part <data value="7">washer seven</data> is worn.</p>', "washer seven"),
    "dfn": ("<p>A <dfn>washer</dfn> is a ring.</p>", "washer"),
    "summary": ("<details><summary>How to turn it</summary><p>Left.</p></details>", "How to turn it"),
}
kept = {}
for name, (html, words) in CASES.items():
    page = f"<!doctype html><html><head><title>T</title></head><body><main><article><h1>Before you lift</h1>{REST}{html}</article></main></body></html>"
    kept[name] = words in trafilatura.extract(page)
    print(f"words in <{name}>:", "kept" if kept[name] else "dropped")
assert [name for name, stays in kept.items() if not stays] == ["label", "time", "output", "fieldset"], kept
PY
