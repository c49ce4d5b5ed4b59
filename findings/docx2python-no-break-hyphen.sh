#!/usr/bin/env bash
# docx2python 3.7.1, a reader of Word files: words and numbers that hold a hyphen at which Word may not break the line.
# Expected: the hyphen, as Word shows it and mammoth 1.13.0 and python-docx 1.2.0 read it.
# Seen: nothing stands in its place. "self-harm" is read as "selfharm", and the telephone number "0800-1111" as "08001111".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0 mammoth==1.13.0
cd "$folder" && venv/bin/python - <<'PY'
import mammoth
from docx import Document
from docx.oxml import OxmlElement
from docx2python import docx2python

document = Document()
for first, second in (("self", "harm"), ("0800", "1111")):
    run = document.add_paragraph().add_run(first)
    run._r.append(OxmlElement("w:noBreakHyphen"))
    run._r.add_t(second)
document.save("words.docx")

with open("words.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value.split()
by_python_docx = [paragraph.text for paragraph in Document("words.docx").paragraphs]
by_docx2python = docx2python("words.docx").text.split()
print("mammoth:", by_mammoth, "python-docx:", by_python_docx, "docx2python:", by_docx2python)
assert by_mammoth == ["self\u2011harm", "0800\u20111111"] and by_python_docx == ["self-harm", "0800-1111"]
assert by_docx2python == ["selfharm", "08001111"]
PY
