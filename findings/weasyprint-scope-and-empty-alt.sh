#!/usr/bin/env bash
# WeasyPrint 70.0 writing PDF/UA-1: a table whose head cells say scope="col" and scope="row", a picture with alt="", a closed <details>.
# Expected: /Scope on each TH, the decorative picture an artifact, and the answer hidden as in a browser.
# Seen: no TH has a /Scope; the picture becomes a Figure without alternative text, which PDF/UA does not allow; the answer is printed.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check weasyprint==70.0 pikepdf==10.18.0
"$folder/venv/bin/python" - <<'PY'
import io

import pikepdf
import weasyprint

PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E"
html = f"""<!doctype html><html lang="en"><head><title>T</title></head><body><h1>T</h1>
<table><thead><tr><th scope="col">Day</th><th scope="col">Dose</th></tr></thead>
<tbody><tr><th scope="row">Monday</th><td>5 mg</td></tr></tbody></table>
<p><img alt="" src="{PICTURE}"></p><details><summary>Question</summary><blockquote>Answer</blockquote></details></body></html>"""
pdf = pikepdf.open(io.BytesIO(weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")))
found = []


def walk(node):
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append((str(node.S), "/Scope" in node.get("/A", {}), "/Alt" in node))
        children = node.get("/K")
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            walk(child)


walk(pdf.Root.StructTreeRoot)
for tag, scope, alt in found:
    print(tag, "with a scope" if scope else "", "with words" if alt else "")
assert [scope for tag, scope, _ in found if tag == "/TH"] == [False] * 3
assert [alt for tag, _, alt in found if tag == "/Figure"] == [False]
assert any(tag == "/BlockQuote" for tag, _, _ in found)
PY
