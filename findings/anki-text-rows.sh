#!/usr/bin/env bash
# Anki 26.9.3 (PyPI: anki), importing tab-separated notes: a question that begins with #, and a row with one column too many.
# Expected: after the head (#separator, #notetype, #deck) each row is a note, and what has no field is refused or told.
# Seen: every row whose first letter is an unquoted # is dropped as a comment, wherever it stands, and the count of notes found does not
# show it; the words of a column too many become tags, one each, if the first row has it, and else are lost.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check anki==26.9.3
"$folder/venv/bin/python" - "$folder" <<'PY'
import sys
from pathlib import Path

from anki.collection import Collection
from anki.import_export_pb2 import ImportCsvRequest

folder = Path(sys.argv[1])
HEAD = "#separator:tab\n#notetype:Basic\n#deck:Default\n"
SHARP, FLAT = "# of sharps in G major\tOne", '"# of flats in F major"\tOne'
CLEF, REST = "What is a clef?\tA sign", "What is a rest?\tA pause\tsee page twelve"


def imported(name: str, rows: list[str]) -> list[tuple[str, list[str]]]:
    cards, file = Collection(str(folder / f"{name}.anki2")), folder / f"{name}.txt"
    file.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    meta = cards.get_csv_metadata(path=str(file), delimiter=None)
    log = cards.import_csv(ImportCsvRequest(path=str(file), metadata=meta)).log
    notes = [(note.fields[0], sorted(note.tags)) for note in map(cards.get_note, cards.find_notes(""))]
    print(len(rows), "rows,", log.found_notes, "notes found:", notes)
    cards.close()
    return notes


assert imported("hash", [CLEF, SHARP, FLAT]) == [("What is a clef?", []), ("# of flats in F major", [])]
assert imported("last", [CLEF, REST]) == [("What is a clef?", []), ("What is a rest?", [])]
assert imported("first", [REST, CLEF]) == [("What is a rest?", ["page", "see", "twelve"]), ("What is a clef?", [])]
PY
