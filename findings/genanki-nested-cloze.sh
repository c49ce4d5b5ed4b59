#!/usr/bin/env bash
# genanki 0.13.1, a writer of Anki decks: a cloze within a cloze, which Anki 26.9.3 (PyPI: anki) allows.
# Expected: a card for each number, as Anki itself makes of the same text.
# Seen: the inner one gets no card, and nothing says so; a question is missing from the deck.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check genanki==0.13.1 anki==26.9.3
cd "$folder" && venv/bin/python - <<'PY'
import sqlite3
import zipfile

import genanki
from anki.collection import Collection

text = "The {{c1::first}} and {{c2::outer {{c3::inner}}}}"
model = genanki.Model(
    1607392320,
    "Cloze",
    fields=[{"name": "Text"}],
    templates=[{"name": "Card", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}"}],
    model_type=genanki.Model.CLOZE,
)
deck = genanki.Deck(2059400110, "Deck")
deck.add_note(genanki.Note(model=model, fields=[text]))
genanki.Package(deck).write_to_file("deck.apkg")
zipfile.ZipFile("deck.apkg").extract("collection.anki2")
with sqlite3.connect("collection.anki2") as written:
    by_genanki = [number + 1 for (number,) in written.execute("select ord from cards order by ord")]

collection = Collection("own.anki2")
note = collection.new_note(collection.models.by_name("Cloze"))
note["Text"] = text
collection.add_note(note, collection.decks.id("Deck"))
by_anki = [card.ord + 1 for card in note.cards()]
collection.close()
print("cards by genanki:", by_genanki, "by Anki:", by_anki)
assert by_genanki == [1, 2] and by_anki == [1, 2, 3]
PY
