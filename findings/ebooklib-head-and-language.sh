#!/usr/bin/env bash
# ebooklib 0.20, a writer of EPUB: a chapter that is a whole page, with a language and a meta element of its own.
# Expected: the file in the book says the same language and keeps the head, as the content was handed over whole.
# Seen: only what stands in <body> is kept; lang, dir and the head are lost, so a voice reads the chapter in the book's language.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check ebooklib==0.20
"$folder/venv/bin/python" -W ignore - "$folder/book.epub" <<'PY'
import sys
import zipfile

from ebooklib import epub

book = epub.EpubBook()
book.set_identifier("one")
book.set_title("Book")
book.set_language("en")
chapter = epub.EpubHtml(title="Un", file_name="one.xhtml")
chapter.content = '<html lang="fr" dir="ltr"><head><title>Un</title><meta name="x" content="y"/></head><body class="c"><p>Bonjour</p></body></html>'
book.add_item(chapter)
book.add_item(epub.EpubNav())
book.spine = [chapter]
epub.write_epub(sys.argv[1], book)
written = zipfile.ZipFile(sys.argv[1]).read("EPUB/one.xhtml").decode()
print(written)
assert "Bonjour" in written
assert 'lang="fr"' not in written and 'content="y"' not in written and 'class="c"' not in written, written
PY
