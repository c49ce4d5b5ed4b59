#!/usr/bin/env bash
# MarkItDown 0.1.9 from Word to Markdown: what Word keeps as a simple field, such as a date, a title or a cross-reference.
# Expected: the text that the field shows, which the file holds; docx2python 3.7.1 reads it.
# Seen: it is left out, and the sentence runs on without it. mammoth 1.13.0, which does the reading, gives a warning; MarkItDown
# does not pass it on, so nothing says that words are missing.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check 'markitdown[docx]==0.1.9' python-docx==1.2.0 mammoth==1.13.0 docx2python==3.7.1
cd "$folder" && venv/bin/python - <<'PY'
import mammoth
from docx import Document
from docx.oxml import parse_xml
from docx2python import docx2python
from markitdown import MarkItDown

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
document = Document()
paragraph = document.add_paragraph("Stop the tablets on ")
field = f'<w:fldSimple xmlns:w="{WORD}" w:instr="DATE"><w:r><w:t>3 May</w:t></w:r></w:fldSimple>'
paragraph._p.append(parse_xml(field))
paragraph.add_run(" and ring us.")
document.save("letter.docx")

with open("letter.docx", "rb") as file:
    said = [message.message for message in mammoth.convert_to_html(file).messages]
read = MarkItDown().convert("letter.docx").markdown.strip()
print("MarkItDown:", repr(read), "mammoth says:", said, "docx2python:", repr(docx2python("letter.docx").text))
assert read == "Stop the tablets on and ring us.", read
assert any("w:fldSimple" in one for one in said), said
assert "3 May" in docx2python("letter.docx").text
PY
